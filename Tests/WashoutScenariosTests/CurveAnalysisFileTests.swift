import Testing
import Washout
import WashoutScenarios

@Suite("Analyses of times in a scenario file")
struct CurveAnalysisFileTests {
  private static func text(_ analysis: String, decision: String = "upper_limit_below: 0.4")
    -> String
  {
    SmallScenario.text
      .replacing("survival: {estimand: recurrence, method: kaplan_meier}", with: analysis)
      .replacing("upper_limit_below: 0.4", with: decision)
  }

  private static func survival(_ rest: String) -> String {
    "survival: {estimand: recurrence, method: \(rest)}"
  }

  @Test(
    "are read as written",
    arguments: [
      ("kaplan_meier, interval: arcsine", Analysis.Method.kaplanMeier(interval: .arcsine)),
      ("kaplan_meier", .kaplanMeier(interval: .logLog)), ("nelson_aalen", .nelsonAalen),
      ("aalen_johansen", .aalenJohansen), ("exponential", .exponential), ("weibull", .weibull),
      (
        "proportion, lost_patients: left_out, interval: agresti_coull",
        .proportion(lost: .leftOut, interval: .agrestiCoull)
      ),
    ])
  func read(_ text: String, _ method: Analysis.Method) throws {
    let scenario = try SmallScenario.parse(Self.text(Self.survival(text))).scenario
    #expect(scenario.analyses[0].method == method)
  }

  @Test(
    "compare with a reference",
    arguments: [
      ("{exponential: {median_weeks: 20}}", Analysis.ReferenceTime.exponential(medianWeeks: 20)),
      ("{weibull: {shape: 1.5, median_weeks: 20}}", .weibull(shape: 1.5, medianWeeks: 20)),
      (
        "{recurrence_free: {at_week: 12, probability: 0.6}}",
        .recurrenceFree(atWeek: 12, probability: 0.6)
      ),
    ])
  func reference(_ text: String, _ reference: Analysis.ReferenceTime) throws {
    let scenario = try SmallScenario.parse(
      Self.text(
        Self.survival("log_rank, reference: \(text), variance: classic"),
        decision: "p_value_below: 0.05")
    ).scenario
    #expect(
      scenario.analyses[0].method
        == .logRank(reference: reference, alternative: .fewer, variance: .classic))
    #expect(scenario.decision?.rule == .pValueBelow(0.05))
    _ = try Model(scenario)
  }

  @Test(
    "are refused with what to write instead",
    arguments: [
      (
        "weibull, lost_patients: left_out", "weibull censors lost patients; leave lost_patients out"
      ),
      ("weibull, interval: log_log", "weibull has limits of its own; leave interval out"),
      ("median", "`survival` is median, which has no limits of a share; name another analysis"),
      ("log_rank", "`survival` lacks `reference`"),
      (
        "log_rank, reference: {exponential: {median_weeks: 20}}",
        "which has no limits of a share; write p_value_below"
      ),
      ("kaplan_meier, alternative: fewer", "alternative belongs to log_rank or exact_test"),
      ("kaplan_meyer, interval: log_log", "did you mean `kaplan_meier`?"),
      ("log_rank, reference: {exponential: {median_weeks: 0}}", "a number above 0 belongs here"),
    ])
  func refused(_ text: String, _ part: String) {
    let message = SmallScenario.faults(Self.text(Self.survival(text)))
    #expect(message.contains(part), "\(message)")
  }

  @Test("have no p-value unless they test, and none with a direction unless they are one-sided")
  func pValues() {
    let plain = SmallScenario.faults(
      Self.text(Self.survival("kaplan_meier"), decision: "p_value_below: 0.05"))
    #expect(plain.contains("`survival` is kaplan_meier, which has no p-value"), "\(plain)")
    let both = SmallScenario.faults(
      Self.text(
        Self.survival(
          "log_rank, alternative: two_sided, reference: {exponential: {median_weeks: 20}}"),
        decision: "p_value_below: 0.05"))
    #expect(both.contains("says nothing of the direction"), "\(both)")
    let zero = SmallScenario.faults(
      Self.text(
        Self.survival("log_rank, reference: {exponential: {median_weeks: 20}}"),
        decision: "p_value_below: 0"))
    #expect(zero.contains("p_value_below is 0") && !zero.contains("no limits"), "\(zero)")
  }

  @Test("have nothing to say of known rates, which is told where they decide")
  func knownRates() throws {
    func warnings(_ analysis: String, _ rates: String) throws -> String {
      try SmallScenario.parse(
        Self.text(Self.survival(analysis)).replacing("what_if:", with: "\(rates)\nwhat_if:")
      ).warnings.map(\.message).joined(separator: "\n")
    }
    let rates = "true_rates_of_interest: [0.1, 0.2]"
    let told = "true_rates_of_interest has nothing to say: the decision is by `survival`, "
    #expect(try warnings("kaplan_meier", rates).contains(told + "kaplan_meier"))
    #expect(
      try warnings("proportion, lost_patients: {tilted: 2}", rates)
        .contains(told + "a tilted proportion"))
    #expect(try !warnings("proportion", rates).contains("nothing to say"))
    #expect(try !warnings("kaplan_meier", "").contains("nothing to say"))
  }

  @Test("are compared with the limits as the echo says: strictly, p-values not")
  func comparisons() throws {
    func echo(_ analysis: String, _ decision: String) throws -> String {
      try SmallScenario.parse(Self.text(Self.survival(analysis), decision: decision)).echo
        .joined(separator: "\n")
    }
    let ranks = "log_rank, reference: {exponential: {median_weeks: 20}}"
    #expect(try echo(ranks, "p_value_below: 0.05").contains("is at most 0.05 (p <= 0.05)"))
    #expect(
      try echo("kaplan_meier", "lower_limit_above: 0.4")
        .contains("when the lower limit is strictly above 0.4"))
  }
}
