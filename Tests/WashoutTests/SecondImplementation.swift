import Foundation
import Washout
import WashoutNumerics
import WashoutStatistics

/// Trials of the statistical mode simulated and analysed the slow way: every estimate is kept.
struct SecondImplementation {
  /// One trial of a size, with the truth on all people of the largest one.
  struct Trial {
    var proportion: Estimate?
    var survival: Estimate?
    var decided = false
    /// People and events in the denominator of the proportion of the largest trial.
    var largest = (people: 0, events: 0)
    var lost = 0
    var recurrences = 0
    var truth = 0
    var people = 0
  }

  struct Estimate {
    var value: Double
    var variance: Double
    var interval: Interval
  }

  let scenario: Scenario
  let trials: [Trial]

  /// Simulates trials of `size` people as the first of trials of `largest`; `leftOut` as the scenario.
  init(_ scenario: Scenario, size: Int, largest: Int) throws {
    self.scenario = scenario
    guard case .statistical(let course) = scenario.course else { throw NoCourse() }
    let model = try StatisticalModel(scenario, course)
    let random = RandomSource(seed: scenario.simulation.seed)
    var record = SubjectRecord(estimands: scenario.estimands.count)
    trials = (0..<scenario.simulation.trials).map { replicate in
      let people = (0..<largest).map { subject in
        model.enrol(
          SubjectKey(replicate: UInt64(replicate), subject: UInt64(subject)), random, into: &record)
        return record.assumed
      }
      return Self.trial(people, size: size)
    }
  }

  struct NoCourse: Error {}

  private static func trial(_ people: [ArmRecord], size: Int) -> Trial {
    var trial = Trial()
    let first = people.prefix(size)
    trial.proportion = proportion(first)
    trial.survival = survival(first)
    trial.decided = trial.proportion.map { $0.interval.upper < 0.55 } ?? false
    let seen = people.filter { $0.outcomes[0].status != .missing }
    trial.largest = (seen.count, seen.count { $0.outcomes[0].status == .event })
    trial.recurrences = first.count { $0.recurred }
    trial.people = people.count
    trial.truth = people.count { $0.outcomes[0].atVisits }
    trial.lost = people.count { $0.outcomes[0].status == .missing }
    return trial
  }

  private static func proportion(_ people: ArraySlice<ArmRecord>) -> Estimate? {
    let seen = people.filter { $0.outcomes[0].status != .missing }
    let events = seen.count { $0.outcomes[0].status == .event }
    return Proportion(events: events, of: seen.count).map {
      Estimate(
        value: $0.estimate, variance: $0.standardError * $0.standardError,
        interval: $0.clopperPearson(level: 0.95))
    }
  }

  private static func survival(_ people: ArraySlice<ArmRecord>) -> Estimate? {
    var curve = KaplanMeier(capacity: people.count)
    curve.fit(
      times: people.map { $0.outcomes[0].day },
      isEvent: people.map { $0.outcomes[0].status == .event }, count: people.count)
    guard let survival = curve.survival(at: 84), let variance = curve.variance(at: 84),
      let limits = curve.limits(at: 84, level: 0.95)
    else { return nil }
    return Estimate(
      value: 1 - survival, variance: variance,
      interval: Interval(lower: 1 - limits.interval.upper, upper: 1 - limits.interval.lower))
  }
}

/// Means and standard deviations of lists, as a textbook writes them.
extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }

  var variance: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(count - 1)
  }

  /// Standard error of the mean.
  var standardError: Double { (variance / Double(count)).squareRoot() }

  /// Central moment.
  func moment(_ power: Double) -> Double {
    let mean = mean
    return map { pow($0 - mean, power) }.mean
  }
}
