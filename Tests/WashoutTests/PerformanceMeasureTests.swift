import Foundation
import Testing
import Washout
import WashoutStatistics

/// Every estimate of 2,000 trials is kept and worked up by the formulas as published; the tally must give
/// the same from its sums, tables and bins.
@Suite("Measures and their errors equal those of a kept list of estimates:")
struct PerformanceMeasureTests {
  static func results() async throws -> (SimulationResults, SecondImplementation) {
    var scenario = try Scenario.exponential(
      lost: .leftOut, visits: [4, 8, 12], sizes: [4, 25], trials: 2000, seed: 11)
    scenario.leaving.lost = Leaving.Clock(share: 0.40, byWeek: 12)
    return (
      try await Model(scenario).run(threads: 2),
      try SecondImplementation(scenario, size: 15, largest: 25)
    )
  }

  private func expect(
    _ results: SimulationResults, _ name: MeasureName, _ subject: String?, layer: Layer? = nil,
    _ value: Double, mcse: Double? = nil
  ) throws {
    let measure = try #require(
      results.measure(name, sampleSize: 15, subject: subject, layer: layer))
    #expect(abs(try #require(measure.value) - value) <= 1e-10, "\(name) of \(subject ?? "")")
    guard let mcse else { return }
    #expect(
      abs(try #require(measure.mcse) - mcse) <= 1e-7 * mcse, "error of \(name) of \(subject ?? "")")
  }

  /// u_r = (num_r - theta den_r) / mean(den).
  private func truth(_ trials: [SecondImplementation.Trial]) -> (theta: Double, u: [Double]) {
    let people = trials.map { Double($0.people) }
    let theta = trials.map { Double($0.truth) }.mean / people.mean
    return (theta, trials.map { (Double($0.truth) - theta * Double($0.people)) / people.mean })
  }

  @Test(arguments: ["exact", "survival"])
  func estimates(_ analysis: String) async throws {
    let (results, second) = try await Self.results()
    let estimates = second.trials.compactMap { analysis == "exact" ? $0.proportion : $0.survival }
    #expect(estimates.count == second.trials.count)
    let (theta, u) = truth(second.trials)
    let e = estimates.map(\.value)
    let v = estimates.map(\.variance)
    let n = Double(e.count)
    let (m2, m4) = (e.moment(2), e.moment(4))
    let empirical = e.variance.squareRoot()
    let model = v.mean.squareRoot()
    try expect(results, .meanEstimate, analysis, e.mean, mcse: e.standardError)
    try expect(
      results, .bias, analysis, layer: .atVisits, e.mean - theta,
      mcse: zip(e, u).map { $0 - $1 }.standardError)
    try expect(
      results, .empiricalSE, analysis, empirical,
      mcse: ((m4 - m2 * m2) / (4 * m2 * n)).squareRoot())
    try expect(results, .modelSE, analysis, model, mcse: v.standardError / (2 * model))
    let relative = zip(e, v).map { e1, v1 in
      (v1 / v.mean - (e1 - e.mean) * (e1 - e.mean) / m2) / 2
    }
    let population = (relative.moment(2) / n).squareRoot()
    try expect(
      results, .modelSERelativeError, analysis, model / empirical - 1,
      mcse: model / empirical * population)
    let squares = e.map { ($0 - theta) * ($0 - theta) }
    try expect(
      results, .meanSquaredError, analysis, layer: .atVisits, squares.mean,
      mcse: zip(squares, u).map { $0 - 2 * (e.mean - theta) * $1 }.standardError)
    let widths = estimates.map(\.interval.width)
    try expect(results, .intervalWidth, analysis, widths.mean, mcse: widths.standardError)
    try expect(results, .meanLowerLimit, analysis, estimates.map(\.interval.lower).mean)
    try expect(
      results, .meanUpperLimit, analysis, estimates.map(\.interval.upper).mean,
      mcse: estimates.map(\.interval.upper).standardError)
  }

  @Test("coverage, within one bin of the limits where these are kept in bins")
  func coverage() async throws {
    let (results, second) = try await Self.results()
    let theta = truth(second.trials).theta
    func share(_ intervals: [Interval], _ value: Double, slack: Double) -> Double {
      let holding = intervals.count { $0.lower - slack <= value && value <= $0.upper + slack }
      return Double(holding) / Double(intervals.count)
    }
    let exact = second.trials.compactMap { $0.proportion?.interval }
    let p = share(exact, theta, slack: 0)
    try expect(
      results, .coverage, "exact", layer: .atVisits, p, mcse: (p * (1 - p) / 2000).squareRoot())
    let mean = second.trials.compactMap { $0.proportion?.value }.mean
    try expect(results, .biasEliminatedCoverage, "exact", share(exact, mean, slack: 0))
    let curves = second.trials.compactMap { $0.survival?.interval }
    let covered = try #require(
      results.measure(.coverage, sampleSize: 15, subject: "survival", layer: .atVisits)?.value)
    #expect(covered >= share(curves, theta, slack: 0))
    #expect(covered <= share(curves, theta, slack: 1 / 4096))
  }

  @Test("the true value, the share lost and recurrences of a trial")
  func people() async throws {
    let (results, second) = try await Self.results()
    let (theta, u) = truth(second.trials)
    let value = try #require(results.measure(.trueValue, subject: "recurrence", layer: .atVisits))
    #expect(abs(try #require(value.value) - theta) < 1e-12)
    #expect(abs(try #require(value.mcse) - u.standardError) < 1e-12)
    let lost = second.trials.map { Double($0.lost) / Double($0.people) }
    let share = try #require(results.measure(.shareLost))
    #expect(abs(try #require(share.value) - lost.mean) < 1e-12)
    #expect(abs(try #require(share.mcse) - lost.standardError) < 1e-12)
    let recurrences = second.trials.map { Double($0.recurrences) }
    try expect(results, .recurrences, nil, recurrences.mean, mcse: recurrences.standardError)
    let sorted = recurrences.sorted()
    try expect(results, .recurrencesLow, nil, sorted[99])
    try expect(results, .recurrencesHigh, nil, sorted[1899])
  }

  @Test("simulated minus exact probability of the decision")
  func decision() async throws {
    let (results, second) = try await Self.results()
    let people = second.trials.map { Double($0.largest.people) }
    let events = second.trials.map { Double($0.largest.events) }
    let (e, p) = (people.mean / 25, events.mean / people.mean)
    let table = DecisionTable(
      upTo: 25, upperLimitBelow: 0.55, IntervalTable(upTo: 25, .clopperPearson, level: 0.95))
    let power = { RandomDenominator(enrolled: 15, inclusion: $0, rate: $1).power(table) }
    let h = 1e-5
    let byInclusion = (power(e + h, p) - power(e - h, p)) / (2 * h)
    let byRate = (power(e, p + h) - power(e, p - h)) / (2 * h)
    let u = zip(people, events).map { m, x in
      byInclusion * (m / 25 - e) + byRate * (x - p * m) / (e * 25)
    }
    let decided = second.trials.map { $0.decided ? 1.0 : 0 }
    try expect(
      results, .probabilityOfDecision, nil, decided.mean,
      mcse: (decided.moment(2) / 2000).squareRoot())
    let exact = try #require(results.measure(.exactProbabilityOfDecision, sampleSize: 15))
    #expect(abs(try #require(exact.value) - power(e, p)) < 1e-12)
    #expect(abs(try #require(exact.mcse) / u.standardError - 1) < 1e-6)
    let difference = try #require(results.measure(.decisionSimulatedMinusExact, sampleSize: 15))
    #expect(abs(try #require(difference.value) - (decided.mean - power(e, p))) < 1e-12)
    let error = zip(decided, u).map { $0 - $1 }.standardError
    #expect(abs(try #require(difference.mcse) / error - 1) < 1e-6)
  }

  @Test("exact and simulated probability agree at every size")
  func agreement() async throws {
    let sizes = [2, 5, 8, 10, 15, 20, 30, 60]
    for lost in [Analysis.LostPatients.leftOut, .noRecurrence, .recurrence] {
      var scenario = try Scenario.exponential(
        lost: lost, visits: [4, 8, 12], sizes: sizes, trials: 10000, seed: 3)
      scenario.leaving.lost = Leaving.Clock(share: 0.30, byWeek: 12)
      let results = try await Model(scenario).run(threads: 2)
      for size in sizes {
        let measure = try #require(
          results.measure(.decisionSimulatedMinusExact, sampleSize: size))
        let z = try Surprise.z(#require(measure.value), 0, #require(measure.mcse))
        #expect(z < Surprise(checks: 24).limit, "\(size), \(lost)")
      }
    }
  }
}
