internal import Foundation
internal import WashoutNumerics

/// What shows that this installation computes as it should, for a regulated user to file.
///
/// The checks re-derive published tables, let the engine simulate a trial whose truth has a closed form, and let it
/// count the same on one thread and on several. They take about a second and need no file.
public struct Qualification: Sendable {
  /// The checks, in the order of the report.
  public let checks: [QualificationCheck]
  /// A digest of what the engine counts in the first 16 trials of the closed-form trial: equal for installations whose
  /// engine, libraries and compiler give equal results.
  public let probe: String

  /// Whether every check passes.
  public var passes: Bool { checks.allSatisfy(\.passes) }

  /// Runs the checks.
  ///
  /// - Throws: `SimulationError`, `NumericsError` or `CancellationError`, only where an installation is broken.
  public static func run() async throws -> Qualification {
    let scenario = try exponentialTrial()
    let model = try Model(scenario)
    let one = try await model.run(threads: 1)
    let several = try await model.run(threads: 4)
    return Qualification(
      checks: QualificationCheck.published + simulated(one) + [
        QualificationCheck(
          "the engine's numbers on four threads", "those on one thread",
          expected: "equal", found: one.measures == several.measures ? "equal" : "different")
      ], probe: try model.probe())
  }

  /// 15 people, 30 % recurrence and 5 % loss by week 12, both exponential.
  private static func exponentialTrial() throws -> Scenario {
    let time = try Distribution(.exponential(mean: -12 / log1p(-0.30)))
    return Scenario(
      name: "qualification", title: "Exponential recurrence and loss",
      trial: TrialDesign(sampleSize: 15, withdrawalWeek: 0, endWeek: 12, visitWeeks: nil),
      course: .statistical(StatisticalCourse(timeToRecurrenceWeeks: time, curedShare: 0)),
      leaving: Leaving(lost: Leaving.Clock(share: 0.05, byWeek: 12)),
      recurrence: Recurrence(
        primary: "recurrence",
        definitions: [RecurrenceDefinition(name: "recurrence", rule: .flare)]),
      estimands: [
        Estimand(
          name: "recurrence", population: .entered, definition: "recurrence", byWeek: 12,
          strategies: [.lost: .hypothetical])
      ],
      analyses: [
        Analysis(
          name: "exact", estimand: "recurrence",
          method: .proportion(lost: .noRecurrence, interval: .clopperPearson)),
        Analysis(name: "survival", estimand: "recurrence", method: .kaplanMeier()),
      ],
      decision: Decision(
        name: "recurrence is low", analysis: "exact", rule: .upperLimitBelow(0.55)),
      simulation: Simulation(trials: 20_000, seed: 7_381_465))
  }

  /// With hazards l of recurrence and c of loss, the share seen to recur is l/(l+c) (1 - exp(-12 (l+c))).
  private static func simulated(_ results: SimulationResults) -> [QualificationCheck] {
    let (recurrence, loss) = (-log1p(-0.30) / 12, -log1p(-0.05) / 12)
    let seen = recurrence / (recurrence + loss) * -expm1(-12 * (recurrence + loss))
    func measure(_ name: MeasureName, _ analysis: String? = nil) -> Measure? {
      results.measure(name, sampleSize: 15, subject: analysis)
    }
    // P(X <= 3) of Bin(15, seen): 3 is the largest count whose exact upper limit lies below 0.55.
    let power = (0...3).reduce(0.0) { sum, events in
      sum
        + exp(
          lgamma(16) - lgamma(Double(events) + 1) - lgamma(16 - Double(events))
            + Double(events) * log(seen) + Double(15 - events) * log1p(-seen))
    }
    return [
      QualificationCheck(
        "simulated: mean share seen to recur, lost counted as no recurrence",
        "closed form of exponential recurrence and loss", truth: seen, decimals: 5,
        measure(.meanEstimate, "exact")),
      QualificationCheck(
        "simulated: probability that the upper limit lies below 0.55",
        "binomial sum over counts up to 3", truth: power, decimals: 4,
        measure(.probabilityOfDecision)),
      QualificationCheck(
        "simulated: mean of 1 - Kaplan-Meier at week 12", "the recurrence that was put in",
        truth: 0.30, decimals: 5, measure(.meanEstimate, "survival")),
    ]
  }
}
