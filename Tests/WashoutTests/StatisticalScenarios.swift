import Foundation
import Washout
import WashoutNumerics

extension Scenario {
  /// 15 people, exponential time to recurrence with 30 % by week 12, 5 % lost by then, seen at once.
  static func exponential(
    lost: Analysis.LostPatients = .noRecurrence, strategy: Strategy = .hypothetical,
    visits: [Int]? = nil, sizes: [Int] = [], trials: Int = 2000, seed: UInt64 = 1
  ) throws -> Scenario {
    let mean = -12 / log1p(-0.30)
    return try .statistical(
      Distribution(.exponential(mean: mean)), lost: lost, strategy: strategy, visits: visits,
      sizes: sizes, trials: trials, seed: seed)
  }

  /// The same trial with any time to recurrence.
  static func statistical(
    _ time: Distribution, cured: Double = 0, lost: Analysis.LostPatients = .noRecurrence,
    strategy: Strategy = .hypothetical, lostShare: Double = 0.05, visits: [Int]? = nil,
    sizes: [Int] = [], trials: Int = 2000, seed: UInt64 = 1
  ) -> Scenario {
    Scenario(
      name: "exponential", title: "Recurrence after withdrawal",
      trial: TrialDesign(
        sampleSize: 15, withdrawalWeek: 0, endWeek: 12, visitWeeks: visits,
        recruitedPerMonth: 1.5),
      course: .statistical(
        StatisticalCourse(timeToRecurrenceWeeks: time, curedShare: cured)),
      leaving: Leaving(lost: Leaving.Clock(share: lostShare, byWeek: 12)),
      recurrence: Recurrence(
        primary: "recurrence",
        definitions: [RecurrenceDefinition(name: "recurrence", rule: .flare)]),
      estimands: [
        Estimand(
          name: "recurrence", population: .entered, definition: "recurrence", byWeek: 12,
          strategies: [.lost: strategy])
      ],
      analyses: [
        Analysis(
          name: "exact", estimand: "recurrence",
          method: .proportion(lost: lost, interval: .clopperPearson)),
        Analysis(name: "survival", estimand: "recurrence", method: .kaplanMeier()),
      ],
      decision: Decision(
        name: "recurrence is low", analysis: "exact", rule: .upperLimitBelow(0.55)),
      trueRatesOfInterest: [0.1, 0.3, 0.5],
      simulation: Simulation(trials: trials, seed: seed), whatIfSampleSizes: sizes)
  }
}
