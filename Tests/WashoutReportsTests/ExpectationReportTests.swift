import Testing
import Washout
import WashoutReports

@Suite("Limits of expect in reports")
struct ExpectationReportTests {
  /// Recurrence is 13.34 % (MCSE 0.07), the decision 42 % (0.4).
  private func report(_ expectations: [Washout.Expectation]) -> Report {
    var scenario = Fixture.scenario()
    scenario.expectations = expectations
    return Report(scenario: scenario, results: Fixture.results(), digest: "d")
  }

  private func page(_ report: Report) -> String {
    report.files.first { $0.name == "report.md" }?.contents ?? ""
  }

  @Test("are told with value, error, limits and verdict")
  func met() {
    let report = report([
      Expectation(headline: .recurrence, atLeast: 0.08, atMost: 0.15),
      Expectation(headline: .probabilityOfDecision, atLeast: 0.30),
    ])
    let screen = report.screen(width: 110)
    #expect(screen.contains("\nExpected: recurrence 8 to 15 %; is 13.34 % (MCSE 0.07): met\n"))
    #expect(screen.contains("\nExpected: decision at least 30 %; is 42.0 % (MCSE 0.4): met\n"))
    #expect(page(report).contains("| recurrence | 8 to 15 % | 13.34 % | 0.07 | met |"))
    #expect(!page(report).contains("NOT MET"))
    #expect(report.unmetExpectations.isEmpty)
  }

  @Test("that are not met stand at the head of the page and are marked on the screen")
  func unmet() {
    let report = report([Expectation(headline: .recurrence, atMost: 0.12)])
    let line = "Expected: recurrence at most 12 %; is 13.34 % (MCSE 0.07): NOT MET"
    #expect(report.screen(width: 110).contains("\n! \(line)\n"))
    #expect(page(report).split(separator: "\n").dropFirst().first == "**\(line)**")
    #expect(report.unmetExpectations.count == 1)
    #expect(report.summary.contains(#""at_most": 0.12, "value": 0.1334, "#))
    #expect(report.summary.contains(#""met": false, "within_two_mcse": false}"#))
  }

  @Test("within 2 MCSE of the value say that another seed could turn the answer")
  func close() {
    let report = report([Expectation(headline: .recurrence, atMost: 0.1325)])
    #expect(
      report.screen(width: 200).contains(
        "NOT MET, but a limit lies within 2 MCSE, so another seed could turn it\n"))
  }

  @Test("are absent where the scenario names none")
  func none() {
    let report = report([])
    #expect(!report.screen(width: 110).contains("Expected"))
    #expect(!page(report).contains("What the scenario expects"))
    #expect(report.summary.contains(#""expectations": []"#))
  }

  @Test("of a stop rule that ran out of trials are told with the trials that would meet it")
  func stopRule() {
    var scenario = Fixture.scenario()
    scenario.simulation.stopWhen = .init(
      mcseOf: "probability_of_decision", below: 0.001, atMostTrials: 20_000)
    func screen() -> String {
      Report(scenario: scenario, results: Fixture.results(), digest: "d")
        .screen(width: 200, seconds: 2)
    }
    // The decision is known to 0.0035: (0.0035 / 0.001)^2 = 12.25 times 20,000 trials and 2 s.
    #expect(
      screen().contains(
        "Decision known to 0.4 points, not the 0.1 of stop_when, in at_most_trials; "
          + "for that run 245,000 trials (25 s)\n"), "\(screen())")
    scenario.simulation.stopWhen?.below = 0.01
    #expect(screen().contains("Decision known to 0.4 points; for 0.2 run 80,000 trials (8 s)\n"))
  }
}
