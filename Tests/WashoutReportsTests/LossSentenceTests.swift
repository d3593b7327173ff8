import Testing
import Washout
import WashoutReports

/// Numbers put in by hand, so that each turn says which of them choose it.
@Suite("What loss does to the decision")
struct LossSentenceTests {
  private func findings(
    _ low: Double, _ high: Double, mcse: Double = 0.004,
    lost: Analysis.LostPatients = .leftOut, isVaried: Bool = true
  ) -> Findings {
    var scenario = Fixture.scenario()
    scenario.analyses[0].method = .proportion(lost: lost, interval: .clopperPearson)
    func number(_ value: Double) -> PairedDifference {
      PairedDifference(
        .decision, base: 0.42, other: value, baseMCSE: 0.008, otherMCSE: 0.008, mcse: mcse)
    }
    func cell(_ end: WhatIfCell.End, _ share: String, _ value: Double) -> WhatIfResults.Cell {
      WhatIfResults.Cell(
        kind: .range, end: end,
        settings: [WhatIfCell.Setting(path: "leaving.lost", value: share, base: "0.1")],
        numbers: [number(value)])
    }
    let whatIf = WhatIfResults(
      trials: 4_000, outcomes: [.probabilityOfDecision], base: [number(0.42)],
      cells: [cell(.low, "0.02", low), cell(.high, "0.25", high)])
    return Findings(scenario, Fixture.results(), whatIf: isVaried ? whatIf : nil)
  }

  private func screen(_ findings: Findings) -> String {
    Report(
      scenario: findings.scenario, results: findings.results, digest: "d", whatIf: findings.whatIf
    ).screen(width: 110)
  }

  @Test("is told as a warning where it makes the decision more likely")
  func helps() {
    let findings = findings(0.39, 0.50)
    #expect(
      Fixture.firstPage(findings).contains(
        "**More loss makes the decision more likely**: declared in 39 % of trials with 2 % lost by "
          + "week 24, in 50 % with 25 %."))
    #expect(screen(findings).contains("! More loss makes the decision more likely (39 % -> 50 %)."))
  }

  @Test("is told where it makes the decision less likely, without a warning")
  func doesNotHelp() {
    let findings = findings(0.51, 0.34)
    #expect(
      Fixture.firstPage(findings).contains(
        "**Loss does not help the decision**: declared in 51 % of trials with 2 % lost by week 24, in "
          + "34 % with 25 %."))
    #expect(!screen(findings).contains("More loss"))
  }

  /// Two errors of 0.4 points at each end are at most 1.6 points together.
  @Test("is told as nothing where it lies within two errors of both ends")
  func withinError() {
    #expect(
      Fixture.firstPage(findings(0.420, 0.435)).contains("**Loss hardly moves the decision**"))
    #expect(Fixture.firstPage(findings(0.420, 0.437)).contains("**More loss makes"))
    #expect(Fixture.firstPage(findings(0.437, 0.420)).contains("**Loss does not help"))
  }

  @Test("is told from the analysis where nothing was varied")
  func notVaried() {
    let counted = findings(0, 0, lost: .noRecurrence, isVaried: false)
    #expect(
      Fixture.firstPage(counted).contains(
        "**More loss makes the decision more likely**, since lost patients count without "
          + "recurrence."))
    #expect(screen(counted).contains("! More loss makes the decision more likely."))
    let leftOut = findings(0, 0, isVaried: false)
    #expect(!Fixture.firstPage(leftOut).contains("oss "))
    #expect(!screen(leftOut).contains("More loss"))
  }

  @Test("is told of no scenario without a decision or without loss")
  func nothing() {
    var scenario = findings(0, 0, lost: .noRecurrence, isVaried: false).scenario
    scenario.leaving.lost?.share = 0
    #expect(!Fixture.firstPage(Findings(scenario, Fixture.results())).contains("More loss"))
    scenario.leaving.lost?.share = 0.1
    scenario.decision = nil
    #expect(!Fixture.firstPage(Findings(scenario, Fixture.results())).contains("More loss"))
  }
}
