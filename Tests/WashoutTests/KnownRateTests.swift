import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("What trials of every size conclude at a known rate")
struct KnownRateTests {
  private static func scenario(_ interval: Analysis.ProportionInterval) throws -> Scenario {
    var scenario = try Scenario.exponential(
      lost: .leftOut, visits: [4, 8, 12], sizes: [4, 25], trials: 1000, seed: 3)
    scenario.leaving.lost = Leaving.Clock(share: 0.30, byWeek: 12)
    scenario.analyses[0].method = .proportion(lost: .leftOut, interval: interval)
    scenario.trueRatesOfInterest = [0, 0.2, 0.55, 1]
    return scenario
  }

  /// The sums over all outcomes of the statistics room, which has another way through the same trials.
  @Test(
    "is what summing over every denominator and count gives, from 1 to the largest",
    arguments: [Analysis.ProportionInterval.clopperPearson, .wald])
  func equalsRandomDenominator(_ interval: Analysis.ProportionInterval) async throws {
    let results = try await Model(Self.scenario(interval)).run(threads: 2)
    #expect(
      results.rateTable.map(\.sampleSize)
        == Array(repeating: Array(1...25), count: 4).flatMap { $0 })
    let mean = try #require(results.measure(.denominator, sampleSize: 25, subject: "exact")?.value)
    let method: IntervalMethod = interval == .wald ? .wald : .clopperPearson
    let intervals = IntervalTable(upTo: 25, method, level: 0.95)
    let table = DecisionTable(upTo: 25, upperLimitBelow: 0.55, intervals)
    for known in results.rateTable {
      let trial = RandomDenominator(
        enrolled: known.sampleSize, inclusion: mean / 25, rate: known.rate)
      #expect(abs(try #require(known.probabilityOfDecision) - trial.power(table)) < 1e-12)
      let width = try #require(trial.expectedWidth(intervals))
      let coverage = try #require(trial.coverage(of: known.rate, intervals))
      #expect(abs(known.intervalWidth - width) < 1e-12)
      #expect(abs(known.coverage - coverage) < 1e-12)
    }
  }

  @Test("differs between sizes and rates, and is not told of a Kaplan-Meier decision")
  func different() async throws {
    var scenario = try Self.scenario(.clopperPearson)
    let table = try await Model(scenario).run(threads: 2).rateTable
    let at = { (rate: Double, size: Int) in
      table.first { $0.rate == rate && $0.sampleSize == size }
    }
    let (a, b) = (try #require(at(0.2, 15)), try #require(at(0.2, 25)))
    #expect(try #require(a.probabilityOfDecision) < #require(b.probabilityOfDecision))
    #expect(a.intervalWidth > b.intervalWidth)
    for rate in [0.0, 1] { #expect(abs(try #require(at(rate, 15)).coverage - 1) < 1e-12) }
    scenario.decision?.analysis = "survival"
    #expect(try await Model(scenario).run(threads: 2).rateTable.isEmpty)
  }
}
