import Foundation
import Testing
import Washout
import WashoutReports
import WashoutScenarios

/// Shipped scenarios with a few trials, followed for their figures.
private enum Followed {
  static func findings(_ name: String, _ settings: String...) async throws -> Findings {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let scenario = try ScenarioParser(overrides: settings + ["simulation.trials=6"])
      .parse(fileAt: root.appending(path: "scenarios/\(name).yaml").path).scenario
    let courses = try await Model(scenario).courses(threads: 2)
    return Findings(scenario, Fixture.results(), courses: courses)
  }

  static func figures(_ findings: Findings) -> [Figure] {
    CourseFigures(findings).all
  }
}

@Suite("Figures of courses")
struct CourseFigureTests {
  @Test(
    "are those that a scenario has something to show in",
    arguments: [
      ("cstar012", ["concentration", "score", "markers", "items", "recurrence_free"]),
      ("pericarditis", ["concentration", "score", "markers", "recurrence_free"]),
      ("exponential", ["recurrence_free"]),
    ])
  func names(_ scenario: String, _ names: [String]) async throws {
    let findings = try await Followed.findings(scenario)
    #expect(Followed.figures(findings).map(\.name) == names)
    let without = Findings(findings.scenario, findings.results)
    #expect(Followed.figures(without).isEmpty)
  }

  @Test("say who is in them, and their main numbers, in words")
  func alternatives() async throws {
    let findings = try await Followed.findings("cstar012")
    let figures = Followed.figures(findings)
    for figure in figures.dropLast() {
      #expect(figure.alternative.contains("90 simulated patients"))
      #expect(figure.alternative.contains("as if nobody left"))
    }
    let patients = try #require(findings.courses?.patients)
    let last = try #require(patients.values(of: "sledai")?.bands.last??.value(0.5))
    let score = try #require(figures.first { $0.name == "score" })
    #expect(
      score.title.hasPrefix("Median SLEDAI at week 24: \(NumberText.fixed(last, decimals: 0))"))
    let curves = try #require(findings.courses?.recurrenceFree)
    #expect(
      figures.last?.alternative.contains("estimates of 6 simulated trials of 15 patients") == true)
    for definition in curves.definitions {
      #expect(figures.last?.alternative.contains(Terms.readable(definition.name)) == true)
    }
  }

  @Test("of a drug that does nothing speak of no effect")
  func noEffect() async throws {
    let settings = "drug.effect.maximum=0"
    let figures = Followed.figures(try await Followed.findings("cstar012", settings))
    #expect(figures.first?.title.hasPrefix("Median concentration") == true)
    #expect(figures.first { $0.name == "items" }?.title.contains("the same") == true)
    let effective = Followed.figures(try await Followed.findings("cstar012"))
    #expect(effective.first?.title.hasPrefix("Median drug effect") == true)
    #expect(effective.first { $0.name == "items" }?.title.contains("the same") == false)
  }

  @Test("are drawn by gnuplot", arguments: ["cstar012", "pericarditis", "exponential"])
  func drawn(_ scenario: String) async throws {
    let drawing = FigureDrawing(
      searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "", patience: .seconds(3600))
    let figures = Followed.figures(try await Followed.findings(scenario))
    let outcome = await drawing.svgs(of: figures)
    if outcome.failures == [.noGnuplot] { return }
    #expect(outcome.failures.isEmpty)
    #expect(outcome.drawn.map(\.figure) == figures)
    #expect(outcome.drawn.allSatisfy { $0.svg.contains("<path") && $0.svg.contains("Week") })
  }
}

@Suite("The table of courses")
struct CourseTableTests {
  @Test("has one number a row, and all that the figures show")
  func rows() async throws {
    let findings = try await Followed.findings("cstar012")
    let courses = try #require(findings.courses)
    let rows = CSV.rows(CourseTable(courses).csv)
    #expect(rows[0] == CourseTable.columns)
    #expect(rows.dropFirst().allSatisfy { $0.count == 9 })
    let series = Set(rows.dropFirst().map { $0[0] })
    #expect(
      series == [
        "level", "sum", "clinical_sum", "marker", "item", "patient", "recurrence_free",
        "kaplan_meier",
      ])
    let patients = try #require(courses.patients)
    let levels = rows.filter { $0[1] == "concentration_mg_per_l" && $0[4] == "84" }
    let band = patients.concentration[84]
    #expect(levels.map { $0[5] } == ["p5", "p25", "p50", "p75", "p95"])
    #expect(levels.map { $0[6] } == band.percentiles.map { FileNumber.text($0.value) })
    let end = rows.filter {
      $0[0] == "recurrence_free" && $0[1] == "sledai_rise" && $0[4] == "168" && $0[3] == "assessed"
    }
    #expect(end.map { $0[2] } == ["assumed", "no_effect"])
    let primary = courses.recurrenceFree.definitions[courses.recurrenceFree.primary]
    #expect(end[0][6] == FileNumber.text(primary.truth(.assumed, .assessed)?.shares.last ?? nil))
    #expect(end[0][6] != end[1][6])
  }

  @Test("without a mechanism has curves alone")
  func statistical() async throws {
    let findings = try await Followed.findings("exponential")
    let rows = CSV.rows(CourseTable(try #require(findings.courses)).csv).dropFirst()
    #expect(Set(rows.map { $0[0] }) == ["recurrence_free", "kaplan_meier"])
    #expect(rows.contains { $0[5] == "p97.5" })
  }
}
