import Testing
import Washout
import WashoutScenarios

@Suite("Tests, beliefs and designs in a scenario file")
struct CountAnalysisFileTests {
  private static func text(
    _ method: String, decision: String = "upper_limit_below: 0.4", looks: String? = nil
  ) -> String {
    SmallScenario.text
      .replacing(
        "method: kaplan_meier}",
        with: "method: \(method)}" + (looks.map { "\nlooks: {analysis: survival, \($0)}" } ?? "")
      )
      .replacing("upper_limit_below: 0.4", with: decision)
  }

  @Test("read an exact test and its decision")
  func test() throws {
    let scenario = try SmallScenario.parse(
      Self.text(
        "exact_test, lost_patients: recurrence, null_recurrence: 0.5, interval: mid_p",
        decision: "p_value_below: 0.05")
    ).scenario
    #expect(
      scenario.analyses[0].method
        == .exactTest(lost: .recurrence, null: 0.5, alternative: .fewer, interval: .midP))
    #expect(scenario.decision?.rule == .pValueBelow(0.05))
    _ = try Model(scenario)
  }

  @Test("read a belief, single or mixed, and its decision")
  func belief() throws {
    let single = try SmallScenario.parse(
      Self.text(
        "beta_binomial, lost_patients: left_out, prior: {alpha: 1, beta: 2}",
        decision: "posterior_above: {rate_below: 0.4, probability: 0.9}")
    ).scenario
    #expect(
      single.analyses[0].method
        == .betaBinomial(lost: .leftOut, prior: [.init(alpha: 1, beta: 2)]))
    #expect(single.decision?.rule == .posteriorOfRateBelow(0.4, above: 0.9))
    _ = try Model(single)
    let mixed = try SmallScenario.parse(
      Self.text(
        "beta_binomial, prior: [{weight: 0.8, alpha: 3, beta: 7}, {weight: 0.2, alpha: 1, beta: 1}]",
        decision: "posterior_above: {rate_above: 0.4, probability: 0.9}"))
    #expect(
      mixed.scenario.analyses[0].method
        == .betaBinomial(
          lost: .leftOut,
          prior: [
            .init(weight: 0.8, alpha: 3, beta: 7), .init(weight: 0.2, alpha: 1, beta: 1),
          ]))
    #expect(mixed.canonicalText.contains("analyses.survival.prior.2.weight = 0.2"))
  }

  @Test("read a no-go beside the decision, and refuse one that the same count could come to")
  func noGo() throws {
    let method = "beta_binomial, lost_patients: left_out, prior: {alpha: 1, beta: 1}"
    func decision(_ rate: String) -> String {
      "posterior_above: {rate_below: 0.4, probability: 0.8}, "
        + "no_go: {posterior_above: {rate_above: \(rate), probability: 0.8}}"
    }
    let scenario = try SmallScenario.parse(Self.text(method, decision: decision("0.4"))).scenario
    #expect(scenario.decision?.rule == .posteriorOfRateBelow(0.4, above: 0.8))
    #expect(scenario.decision?.noGo == .posteriorOfRateAbove(0.4, above: 0.8))
    _ = try Model(scenario)
    let both = try SmallScenario.parse(Self.text(method, decision: decision("0.1"))).scenario
    let error = #expect(throws: SimulationError.self) { try Model(both) }
    guard case .invalid("decision.no_go", let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // P(rate < 0.4) and P(rate > 0.1) are 0.841 and 0.850 under Beta(2, 6); no smaller trial has both
    // above 0.8.
    #expect(reason.hasPrefix("1 of 6 would be a go and a no-go at once"), "\(reason)")
  }

  @Test("read the designs of looks")
  func designs() throws {
    let proportion = "proportion, lost_patients: recurrence"
    let flat = [Analysis.PriorComponent(alpha: 1, beta: 1)]
    let belief = Looks.Belief(prior: flat, rateBelow: 0.4)
    let designs: [(String, Looks.Design)] = [
      (
        "simon: {unacceptable_recurrence: 0.5, acceptable_recurrence: 0.3, alpha: 0.1, beta: 0.2, kind: minimax}",
        .simon(unacceptable: 0.5, acceptable: 0.3, alpha: 0.1, beta: 0.2, .minimax)
      ),
      (
        "predictive: {prior: {alpha: 1, beta: 1}, rate_below: 0.4, at: [5, 10], probability: 0.9, stop_below: 0.05}",
        .predictive(belief, probability: 0.9, stopBelow: 0.05, stopAbove: 1, at: [5, 10])
      ),
      (
        "posterior: {prior: {alpha: 1, beta: 1}, rate_below: 0.4, at: [5], stop_below: 0.1}",
        .posterior(
          .init(prior: flat, standard: .rate(0.4)), stopBelow: 0.1, stopAbove: nil, at: [5])
      ),
      (
        "posterior: {prior: {alpha: 1, beta: 1}, standard: {alpha: 8, beta: 12}, margin: 0.1, at: [5], stop_below: 0.1}",
        .posterior(
          .init(prior: flat, standard: .prior([.init(alpha: 8, beta: 12)]), margin: 0.1),
          stopBelow: 0.1, stopAbove: nil, at: [5])
      ),
      ("pausing: {recurrences: 3, of_first: 6}", .pausing(recurrences: 3, ofFirst: 6)),
    ]
    for (text, design) in designs {
      // Simon's design of these errors has 28 patients.
      let scenario = try SmallScenario.parse(
        Self.text(proportion, looks: text), set: ["trial.sample_size=28"]
      ).scenario
      #expect(scenario.looks?.design == design)
    }
  }

  @Test(
    "are refused with what to write instead",
    arguments: [
      ("exact_test, lost_patients: left_out", "`survival` lacks `null_recurrence`"),
      ("beta_binomial, lost_patients: left_out", "`survival` lacks `prior`"),
      (
        "beta_binomial, prior: {alpha: 1, beta: 1}, interval: wilson",
        "beta_binomial has a credible interval; leave interval out"
      ),
      (
        "exact_test, null_recurrence: 0.5, lost_patients: {tilted: 2}",
        "exact_test counts patients and cannot tilt them"
      ),
      ("proportion, prior: {alpha: 1, beta: 1}", "prior belongs to beta_binomial"),
      ("proportion, null_recurrence: 0.5", "null_recurrence belongs to exact_test"),
      ("beta_binomial, prior: {alpha: 0, beta: 1}", "a number above 0 belongs here"),
    ])
  func refused(_ method: String, _ part: String) {
    let message = SmallScenario.faults(Self.text(method))
    #expect(message.contains(part), "\(message)")
  }

  @Test("do not decide by what they do not say")
  func mismatch() {
    let posterior = SmallScenario.faults(
      Self.text(
        "proportion, lost_patients: left_out",
        decision: "posterior_above: {rate_below: 0.4, probability: 0.9}"))
    #expect(posterior.contains("has no posterior; name an analysis of beta_binomial"))
    let simon = SmallScenario.faults(
      Self.text(
        "proportion, lost_patients: recurrence",
        looks:
          "simon: {unacceptable_recurrence: 0.3, acceptable_recurrence: 0.5, alpha: 0.1, beta: 0.2}"
      ))
    #expect(simon.contains("fewer recurrences are better"), "\(simon)")
  }
}
