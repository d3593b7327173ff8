import Foundation
import Testing
import Washout
import WashoutReports

/// Who is right: the results that the figure is of, put together by hand.
@Suite("The script of a figure")
struct FigureScriptTests {
  private var findings: Findings {
    var results = Fixture.results()
    results.countedTrials = [
      CountedTrials(
        drug: .assumed, recurrences: [40, 30, 20, 10] + Array(repeating: 0, count: 12),
        cells: [
          CountedTrials.Cell(events: 0, denominator: 13, trials: 40, decided: true),
          CountedTrials.Cell(events: 1, denominator: 13, trials: 20, decided: true),
          CountedTrials.Cell(events: 1, denominator: 11, trials: 10, decided: false),
          CountedTrials.Cell(events: 2, denominator: 13, trials: 20, decided: false),
          CountedTrials.Cell(events: 3, denominator: 13, trials: 10, decided: false),
        ]),
      CountedTrials(
        drug: .noEffect, recurrences: [0, 0, 0, 7] + Array(repeating: 0, count: 12),
        cells: [CountedTrials.Cell(events: 3, denominator: 13, trials: 7, decided: false)]),
    ]
    return Findings(Fixture.scenario(), results)
  }

  private func figure(_ name: String, of findings: Findings) throws -> Figure {
    try #require(FigureSet(findings).all.first { $0.name == name })
  }

  /// The blocks of numbers in a script.
  private func blocks(_ figure: Figure) -> [[[Double]]] {
    var blocks: [[[Double]]] = []
    var isInside = false
    for line in figure.script.split(separator: "\n") {
      if line.hasSuffix("<< EOD") {
        blocks.append([])
        isInside = true
      } else if line == "EOD" {
        isInside = false
      } else if isInside {
        blocks[blocks.count - 1].append(line.split(separator: " ").map { Double($0) ?? .nan })
      }
    }
    return blocks
  }

  @Test(
    "of recurrences in 100 trials has a dot for each, filled where the trial makes the decision")
  func hundredTrials() throws {
    let figure = try figure("hundred_trials", of: findings)
    #expect(blocks(figure).map(\.count) == [60, 40, 1, 100])
    #expect(figure.title.hasPrefix("Of 100 trials of 15, 60 declare"))
    #expect(figure.title.hasSuffix("if the drug did nothing, 0 would"))
    #expect(figure.alternative.contains("Assumed drug: 40 trials with 0, 30 trials with 1"))
    #expect(figure.script.contains("declared with at most 1 of 13"))
  }

  @Test("of the number of recurrences has the shares of trials and 2 MCSE in per cent")
  func recurrences() throws {
    let rows = try #require(blocks(figure("recurrences", of: findings)).first)
    #expect(rows.map { $0[1] } == [40, 30, 20, 10])
    // 2 sqrt(0.4 * 0.6 / 100) = 0.09797958971 in per cent.
    #expect(rows[0][2] == 9.797958971)
    // R: dbinom(0, 15, 1.7 * 2 / 30) = 0.164590865 in per cent.
    #expect(abs(rows[0][3] - 16.4590865) < 5e-7)
  }

  @Test("of sizes has simulated numbers with 2 MCSE, assumed drug and no effect")
  func sizes() throws {
    let blocks = try blocks(figure("sizes", of: findings))
    #expect(blocks.contains([[15, 42, 0.7], [30, 83, 0.7]]))
    #expect(blocks.contains([[15, 22, 0.6], [30, 55, 0.6]]))
    #expect(blocks.contains([[15, 40, 0.12], [30, 40, 0.12]]))
  }

  @Test("of the funnel has what is left after each criterion, and who fails it first")
  func funnel() throws {
    let blocks = try blocks(figure("funnel", of: findings))
    #expect(blocks[0].map { [$0[2], $0[3]] } == [[0, 97], [0, 87.3], [0, 87.3]])
    #expect(blocks[1].map { [$0[2], $0[3]] } == [[97, 100], [87.3, 97]])
  }

  @Test("of the design has the typical patient's level, which is the known concentration")
  func design() throws {
    let course = try #require(
      blocks(figure("design", of: findings)).first { $0.count > 100 })
    // After one dose and before the next: F D ka / (V (ka - k)) (exp(-k t) - exp(-ka t)), t = 4 weeks.
    let (k, ka) = (0.174 / 6.01, 0.269)
    let known = 0.7 * 200 / 6.01 * ka / (ka - k) * (exp(-k * 28) - exp(-ka * 28))
    let before = try #require(course.last { $0[0] < 4 })
    #expect(abs(before[1] / known - 1) < 1e-6)
  }

  @Test("is made only where it has something to show")
  func onlyWhatIs() throws {
    let statistical = Findings(try Fixture.statisticalScenario(), Fixture.results())
    let names = FigureSet(statistical).all.map(\.name)
    #expect(!names.contains("funnel") && !names.contains("assurance"))
    #expect(names.contains("design"))
    let design = try figure("design", of: statistical)
    #expect(!design.script.contains("mg/L"))
    #expect(FigureSet(findings).all.map(\.name).contains("funnel"))
  }

  @Test("has a name of its own, a title and words for those who cannot see it")
  func words() {
    let figures = FigureSet(findings).all
    #expect(Set(figures.map(\.name)).count == figures.count)
    for figure in figures {
      #expect(!figure.title.isEmpty && figure.alternative.count > 40)
      #expect(figure.name.wholeMatch(of: /[a-z0-9_]+/) != nil)
    }
  }
}

@Suite("Shares as whole numbers of dots")
struct DotTests {
  /// Who is right: Hamilton's method by hand; 33.33 each leave one seat, which goes to the first.
  @Test("add up to the whole, the largest remainders first")
  func apportioned() {
    #expect(DotColumns.apportioned([1, 1, 1], total: 3, of: 100) == [34, 33, 33])
    #expect(DotColumns.apportioned([470_95, 529_05], total: 1_000_00, of: 100) == [47, 53])
    #expect(DotColumns.apportioned([6, 994], total: 1_000, of: 100) == [1, 99])
    #expect(DotColumns.apportioned([4, 996], total: 1_000, of: 100) == [0, 100])
    #expect(DotColumns.apportioned([0, 0], total: 0, of: 100) == [0, 0])
  }

  @Test("stand side by side around their value and in rows from below")
  func columns() {
    let dots = DotColumns(
      [DotColumns.Column(value: 2, filled: 1, open: 2)], abreast: 2, width: 0.5
    ).dots
    #expect(dots.map(\.x) == [1.75, 2.25, 2])
    #expect(dots.map(\.row) == [0, 0, 1])
    #expect(dots.map(\.isFilled) == [true, false, false])
  }

  @Test("of names beside curves keep their distance and stay beside the axes")
  func names() {
    var script = FigureScript(title: "", height: 300)
    script.endNames(
      [.init("a", height: 0, .drug), .init("b", height: 0.01, .noEffect)], pixels: 190)
    let heights = script.text.matches(of: /graph 1, graph ([0-9.]+)/).map { Double($0.output.1) }
    #expect(heights == [0.1, 0])
  }
}
