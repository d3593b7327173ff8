import Testing
import Washout
import WashoutReports

@Suite("The screen of a run")
struct RunScreenTests {
  private let report = Report(
    scenario: Fixture.scenario(), results: Fixture.results(), digest: "3f9c00112233aabb")

  @Test("tells the headline, the assumed drug beside none")
  func wide() {
    let screen = report.screen(width: 110, reportPath: "output/fixture/report.html", seconds: 2.3)
    #expect(
      screen == """
        Firsekibart withdrawal in SLE                       20,000 trials of 15, seed 7381465
        In a trial of 15 expect 13 to be observed off drug (11-15) and 1.7 recurrences by week 24 (0-4).
                                                     assumed drug    no effect       MCSE
        Recurrence recorded, of those who enter            13.3 %       17.5 %       0.07
          of these, following no flare                       24 %            -        0.3
        Leaves before week 12                              12.8 %       24.6 %       0.06
        95 % interval of one trial, width                    0.40         0.46     0.0006
        Decision "recurrence is low" (<= 1 of 13)            42 %         22 %        0.4
        Drug above IC50 at week 24                         60.0 %            -       0.09
        By definition, %: SLEDAI rise 13.3, confirmed rise 8.0, new item 24.7, any flare 14.8
        Screened for 15: 140 (funnel: report)     First in to last out: 15.5 months (12-19)
        ! 2 of 4 values have no source.
        Report: output/fixture/report.html        Decision known to 0.4 points; for 0.2 run 80,000 trials (9 s)

        """)
  }

  @Test("keeps the table in a terminal of 80 columns")
  func usual() {
    let screen = report.screen(width: 80)
    #expect(screen.contains("assumed drug  no effect     MCSE\nRecurrence recorded"))
    #expect(!report.screen(width: 60).contains("MCSE\nRecurrence recorded"))
  }

  @Test("says 1 trial, 1 point and 1 value")
  func singular() {
    var scenario = Fixture.scenario()
    scenario.assumptions = [Assumption(path: "drug.effect.maximum", value: "0.95")]
    var results = Fixture.results()
    results.trials = 1
    for i in results.measures.indices where results.measures[i].name == .probabilityOfDecision {
      results.measures[i].mcse = 0.01
    }
    let screen = Report(scenario: scenario, results: results, digest: "d").screen(width: 110)
    #expect(screen.contains("1 trial of 15"))
    #expect(screen.contains("Decision known to 1 point; for 0.5 run 4 trials"))
    #expect(screen.contains("! 1 of 1 value has no source."))
    #expect(report.screen(width: 110).contains("20,000 trials of 15"))
  }

  @Test("has one column, that of no effect, where the assumed drug does nothing")
  func noEffectDrug() {
    let screen = Report(
      scenario: Fixture.noEffectScenario(), results: Fixture.results(), digest: "d"
    ).screen(width: 110)
    #expect(!screen.contains("assumed drug"))
    #expect(screen.contains("no effect"))
  }

  @Test("keeps to the width of a narrow terminal", arguments: [40, 60, 72, 80, 100])
  func narrow(width: Int) {
    let screen = report.screen(width: width, seconds: 2.3)
    for line in screen.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    #expect(screen.contains("13.3 %"))
    #expect(screen.contains("42 %"))
  }

  @Test("puts numbers below their labels where a table does not fit")
  func stacked() {
    let screen = report.screen(width: 60)
    #expect(
      screen.contains(
        "Leaves before week 12\n    assumed drug 12.8 %, no effect 24.6 %, MCSE 0.06\n"))
  }

  @Test("has no column for a drug without effect where there is no drug")
  func statistical() throws {
    var results = Fixture.results()
    results.measures.removeAll { $0.drug != .assumed }
    let screen = Report(
      scenario: try Fixture.statisticalScenario(), results: results, digest: "d"
    ).screen(width: 110)
    #expect(!screen.contains("no effect"))
    #expect(!screen.contains("IC50"))
    #expect(screen.contains("In a trial of 15 expect 1.7 recurrences by week 24 (0-4)."))
  }

  @Test(
    "advises on trials in the unit that fits",
    arguments: [(2.3, "9 s"), (60, "4 min"), (3600, "4.0 h")])
  func advice(seconds: Double, words: String) {
    #expect(
      report.screen(width: 110, seconds: seconds)
        .contains("for 0.2 run 80,000 trials (\(words))"))
  }
}
