import Foundation
import Testing
import Washout
import WashoutReports
import WashoutScenarios

@Suite("The screen of real data")
struct DataScreenTests {
  private func scenario(_ name: String) throws -> Scenario {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ScenarioParser().parse(fileAt: root.appending(path: "scenarios/\(name).yaml").path)
      .scenario
  }

  private func findings(
    _ scenario: Scenario, _ days: [Double], includesAllDosed: Bool = true
  ) throws -> DataFindings {
    let planned = scenario.planned(for: days.count)
    let subjects = days.enumerated().map {
      ObservedSubjects.Subject(id: "\($0)", day: $1, hasEvent: $1 < 84)
    }
    let model = try Model(planned)
    var results = try model.analyze(.init(subjects: subjects, includesAllDosed: includesAllDosed))
    results.looks = try model.looks(of: scenario, in: results)
    return DataFindings(scenario: planned, results: results, file: "s.csv")
  }

  private func screen(_ findings: DataFindings) -> String {
    findings.screen(width: 1_000, isWritten: true)
  }

  /// Three of 13 recur.
  private static let days = (0..<13).map { $0 < 3 ? 20.0 : 84 }

  @Test("says that the deciding analysis has no estimate, and gives no other one's numbers")
  func noEstimate() throws {
    let text = screen(try findings(try scenario("cstar012"), [20, 30, 40]))
    let headline = try #require(text.split(separator: "\n").dropFirst().first)
    #expect(headline.contains("0 entered, 0 recurrences"))
    #expect(headline.contains(": no estimate by exact (nobody in the denominator)."))
    #expect(!headline.contains("all_dosed") && !headline.contains("interval"))
  }

  @Test("shows the deciding test with its p-value, also in JSON and CSV")
  func test() throws {
    var scenario = try scenario("exponential")
    scenario.analyses.append(
      Analysis(
        name: "test", estimand: "recurrence",
        method: .exactTest(
          lost: .noRecurrence, null: 0.5, alternative: .fewer, interval: .clopperPearson)))
    scenario.decision = Decision(name: "few", analysis: "test", rule: .pValueBelow(0.05))
    let found = try findings(scenario, Self.days)
    #expect(screen(found).contains("p-value 0.04614 (3 of 13, test)"))
    #expect(screen(found).contains("p-value\n"))
    #expect(found.summary().contains("\"p_value\": 0.0461"))
    let table = try #require(found.files.first { $0.name == "analyses.csv" }).contents
    #expect(table.contains(",level,p_value,posterior_probability,reason"))
    #expect(table.contains(",0.0461"))
  }

  @Test("shows the deciding posterior probability, and no column of p-values without a test")
  func posterior() throws {
    var scenario = try scenario("exponential")
    scenario.analyses.append(
      Analysis(
        name: "belief", estimand: "recurrence",
        method: .betaBinomial(lost: .noRecurrence, prior: [.init(alpha: 1, beta: 1)])))
    scenario.decision = Decision(
      name: "few", analysis: "belief", rule: .posteriorOfRateBelow(0.2, above: 0.8))
    // Nobody of 9 leaves Beta(1, 10): 1 - 0.8^10 = 0.8926.
    let found = try findings(scenario, Array(repeating: 84, count: 9))
    #expect(screen(found).contains("P(rate below 20 %) 89.26 % (0 of 9, belief)"))
    #expect(!screen(found).contains("p-value"))
    #expect(found.summary().contains("\"posterior_probability\": 0.892"))
  }

  @Test("shows a log-rank test that decides, not the share beside it")
  func logRank() throws {
    var scenario = try scenario("exponential")
    scenario.analyses.append(
      Analysis(
        name: "ranks", estimand: "recurrence",
        method: .logRank(
          reference: .exponential(medianWeeks: 12), alternative: .fewer, variance: .classic)))
    scenario.decision = Decision(name: "few", analysis: "ranks", rule: .pValueBelow(0.05))
    let headline = try #require(
      screen(try findings(scenario, Self.days)).split(separator: "\n").dropFirst().first)
    #expect(headline.contains("(3 of 13, ranks)"))
    #expect(!headline.contains("exact"))
  }

  @Test("says of a median that it is not reached, in words")
  func median() throws {
    var scenario = try scenario("exponential")
    scenario.analyses.append(Analysis(name: "half", estimand: "recurrence", method: .median))
    let found = try findings(scenario, Self.days)
    let row = try #require(screen(found).split(separator: "\n").first { $0.hasPrefix("half") })
    #expect(row.contains("3/13") && row.contains("not reached"))
    #expect(found.summary().contains("not reached with 3 of 13"))
  }

  @Test("says what each look says, and nothing of looks without them")
  func looks() throws {
    var scenario = try scenario("exponential")
    #expect(!screen(try findings(scenario, Self.days)).contains("ook"))
    scenario.looks = Looks(
      analysis: "exact",
      design: .counts([
        .init(patients: 5, stopIfAtLeast: 4), .init(patients: 14, stopIfAtLeast: 8),
      ]))
    let text = screen(try findings(scenario, Self.days))
    #expect(
      text.contains(
        "Look 1, the first 5 (stops with at least 4 recurrences): 3 of 5, goes on. Look 2, the first 14 "
          + "(stops with at least 8 recurrences): cannot be taken, the data have only 13."))
  }

  @Test("does not count as dosed who only entered, nor say recurrence twice")
  func words() throws {
    let text = screen(
      try findings(try scenario("cstar012"), [90, 100], includesAllDosed: false))
    #expect(text.contains("2 entered (the data do not say how many were dosed), "))
    #expect(!text.contains("2 dosed"))
    #expect(!screen(try findings(try scenario("exponential"), Self.days)).contains("(recurrence)"))
  }
}
