import Testing
import Washout
import WashoutReports

/// Numbers put in by hand, so that each text says who is right.
@Suite("How many people the decision needs, in words")
struct DecisionSizesTests {
  private typealias Span = DecisionSizes.Span

  private func report(
    _ first: DecisionSizes.Span, _ stable: DecisionSizes.Span, difference: Double = -0.001
  ) -> Report {
    var results = Fixture.results()
    results.decisionSizes = [
      DecisionSizes(
        drug: .assumed, probability: 0.8, largest: 60, first: first, stable: stable),
      DecisionSizes(
        drug: .noEffect, probability: 0.8, largest: 60, first: Span(nil, low: nil, high: nil),
        stable: Span(nil, low: nil, high: nil)),
    ]
    for i in results.measures.indices
    where results.measures[i].name == .decisionSimulatedMinusExact {
      results.measures[i].value = difference
    }
    return Report(scenario: Fixture.scenario(), results: results, digest: "d")
  }

  @Test("are the first and the stable n, with their range where the rates leave one")
  func words() throws {
    let known = report(Span(26, low: 26, high: 26), Span(29, low: 29, high: 29))
    #expect(
      known.screen(width: 120).contains(
        "\nDecision in 80 % of trials: first n 26, stable 29 (exact, over the numbers that enter)\n"
      ))
    let unsure = report(Span(26, low: 23, high: 26), Span(nil, low: 58, high: nil))
    #expect(
      unsure.screen(width: 120).contains(
        "first n 26 (23-26), stable > 60 (58 or more) (exact, over the numbers that enter)"))
    let page = try #require(unsure.files.first { $0.name == "report.md" }).contents
    #expect(page.contains("; if the drug does nothing, no n up to 60. Stable: from there on"))
    #expect(unsure.summary.contains("\"first\": 26, \"first_low\": 23, \"first_high\": 26"))
    #expect(unsure.summary.contains("\"stable\": null, \"stable_low\": 58, \"stable_high\": null"))
  }

  /// The fixture's error of the difference is 0.003.
  @Test("stand beside a warning where simulated and exact differ by more than 4 errors")
  func disagreement() throws {
    let span = Span(26, low: 26, high: 26)
    let words =
      "Simulated and exact probability of the decision disagree (n = 15: 4.3 MCSE; n = 30: 4.3 MCSE). "
    let wrong = report(span, span, difference: 0.013)
    #expect(wrong.screen(width: 400).contains("! \(words)This is a bug in washout"))
    #expect(
      try #require(wrong.files.first { $0.name == "report.md" }).contents.contains("**\(words)"))
    let right = report(span, span, difference: 0.011)
    #expect(!right.screen(width: 400).contains("disagree"))
  }
}
