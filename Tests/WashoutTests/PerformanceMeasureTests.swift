import Foundation
import Testing
import Washout
import WashoutStatistics

/// Every estimate of 2,000 trials is kept and worked up by the formulas as published; the tally must give
/// the same from its sums, tables and bins.
@Suite("Measures and their errors equal those of a kept list of estimates:")
struct PerformanceMeasureTests {
  static func results(
    size: Int = 15
  ) async throws -> (SimulationResults, SecondImplementation) {
    var scenario = try Scenario.exponential(
      lost: .leftOut, visits: [4, 8, 12], sizes: [4, 25], trials: 2000, seed: 11)
    scenario.leaving.lost = Leaving.Clock(share: 0.40, byWeek: 12)
    return (
      try await Model(scenario).run(threads: 2),
      try SecondImplementation(scenario, size: size, largest: 25)
    )
  }

  private func expect(
    _ results: SimulationResults, _ name: MeasureName, _ subject: String?, size: Int = 15,
    layer: Layer? = nil, _ value: Double, mcse: Double? = nil
  ) throws {
    let measure = try #require(
      results.measure(name, sampleSize: size, subject: subject, layer: layer))
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

  /// Of trials of 4 people, some have no estimate, some no events and some nothing but events.
  @Test(arguments: ["exact", "survival"], [4, 15])
  func estimates(_ analysis: String, _ size: Int) async throws {
    let (results, second) = try await Self.results(size: size)
    let all = second.trials.map { analysis == "exact" ? $0.proportion : $0.survival }
    let estimates = all.compactMap { $0 }
    #expect((estimates.count < all.count) == (analysis == "exact" && size == 4))
    let (theta, u) = truth(second.trials)
    let e = estimates.map(\.value)
    let v = estimates.map(\.variance)
    let n = Double(e.count)
    let share = n / Double(all.count)
    let (m2, m4) = (e.moment(2), e.moment(4))
    let empirical = e.variance.squareRoot()
    let model = v.mean.squareRoot()
    func check(_ name: MeasureName, layer: Layer? = nil, _ value: Double, mcse: Double) throws {
      try expect(results, name, analysis, size: size, layer: layer, value, mcse: mcse)
    }
    try check(.meanEstimate, e.mean, mcse: e.standardError)
    let moved = zip(all, u).map { ($0.map { ($0.value - e.mean) / share } ?? 0) - $1 }
    try check(.bias, layer: .atVisits, e.mean - theta, mcse: moved.standardError)
    try check(
      .empiricalSE, empirical, mcse: ((m4 - m2 * m2) / (4 * m2 * n)).squareRoot())
    try check(.modelSE, model, mcse: v.standardError / (2 * model))
    let relative = zip(e, v).map { e1, v1 in
      (v1 / v.mean - (e1 - e.mean) * (e1 - e.mean) / m2) / 2
    }
    try check(
      .modelSERelativeError, model / empirical - 1,
      mcse: model / empirical * (relative.moment(2) / n).squareRoot())
    let mse = e.map { ($0 - theta) * ($0 - theta) }.mean
    let movedSquares = zip(all, u).map { estimate, u in
      let square = estimate.map { (($0.value - theta) * ($0.value - theta) - mse) / share } ?? 0
      return square - 2 * (e.mean - theta) * u
    }
    try check(.meanSquaredError, layer: .atVisits, mse, mcse: movedSquares.standardError)
    let (lower, upper) = (estimates.map(\.interval.lower), estimates.map(\.interval.upper))
    let widths = estimates.map(\.interval.width)
    try check(.intervalWidth, widths.mean, mcse: widths.standardError)
    try check(.meanLowerLimit, lower.mean, mcse: lower.standardError)
    try check(.meanUpperLimit, upper.mean, mcse: upper.standardError)
    let none = Int64(e.count { $0 == 0 })
    try check(
      .noEvents, Double(none) / 2000,
      mcse: (Double(none) / 2000 * (1 - Double(none) / 2000) / 2000).squareRoot())
    try check(.failed, 1 - share, mcse: Self.shareError(2000 - Double(e.count), of: 2000))
  }

  /// sqrt(P (1 - P) / R), at 0 of R with P = (1/2) / (R + 1): an error is never 0.
  private static func shareError(_ count: Double, of trials: Double) -> Double {
    let p = count == 0 ? 0.5 / (trials + 1) : count / trials
    return (p * (1 - p) / trials).squareRoot()
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

  /// u_r by finite differences of the exact numbers, as for the decision.
  @Test("exact coverage and width, and what is concluded at known rates")
  func exactErrors() async throws {
    let (results, second) = try await Self.results()
    let people = second.trials.map { Double($0.largest.people) }
    let events = second.trials.map { Double($0.largest.events) }
    let (e, p) = (people.mean / 25, events.mean / people.mean)
    let intervals = IntervalTable(upTo: 25, .clopperPearson, level: 0.95)
    func error(_ rateMoves: Bool, _ value: (RandomDenominator) -> Double?, at rate: Double) throws
      -> Double
    {
      func at(_ inclusion: Double, _ rate: Double) throws -> Double {
        try #require(
          value(RandomDenominator(enrolled: 15, inclusion: inclusion, rate: rate)))
      }
      let h = 1e-5
      let byInclusion = (try at(e + h, rate) - at(e - h, rate)) / (2 * h)
      let byRate = rateMoves ? (try at(e, rate + h) - at(e, rate - h)) / (2 * h) : 0
      return zip(people, events).map { m, x in
        byInclusion * (m / 25 - e) + byRate * (x - p * m) / (e * 25)
      }.standardError
    }
    let expected = [
      MeasureName.exactCoverage: try error(true, { $0.coverage(of: p, intervals) }, at: p),
      .exactIntervalWidth: try error(true, { $0.expectedWidth(intervals) }, at: p),
    ]
    for (name, mcse) in expected {
      let measure = try #require(results.measure(name, sampleSize: 15, subject: "exact"))
      #expect(abs(try #require(measure.mcse) / mcse - 1) < 1e-6, "\(name)")
    }
    let table = DecisionTable(upTo: 25, upperLimitBelow: 0.55, intervals)
    let planned = results.knownRates(sampleSize: 15)
    #expect(planned.map(\.rate) == [0.1, 0.3, 0.5])
    for known in planned {
      let power = try error(false, { $0.power(table) }, at: known.rate)
      let width = try error(false, { $0.expectedWidth(intervals) }, at: known.rate)
      let coverage = try error(false, { $0.coverage(of: known.rate, intervals) }, at: known.rate)
      #expect(abs(try #require(known.probabilityMCSE) / power - 1) < 1e-5)
      #expect(abs(try #require(known.intervalWidthMCSE) / width - 1) < 1e-5)
      #expect(abs(try #require(known.coverageMCSE) / coverage - 1) < 1e-5)
    }
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
