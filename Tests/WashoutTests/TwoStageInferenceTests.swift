import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("After Simon's two stages")
struct TwoStageInferenceTests {
  /// Simon (1989), table 1: 0/9 and 2/24 for response 0.05 and 0.25, so recurrence 0.95 and 0.75.
  static func scenario(_ recurrence: Double, trials: Int = 20000) throws -> Scenario {
    let time = try Distribution(.exponential(mean: -12 / log(1 - recurrence)))
    var scenario = Scenario.statistical(time, lost: .recurrence, trials: trials, seed: 29)
    scenario.leaving.lost = nil
    scenario.trial.sampleSize = 24
    scenario.decision = nil
    scenario.looks = Looks(
      analysis: "exact",
      design: .simon(unacceptable: 0.95, acceptable: 0.75, alpha: 0.1, beta: 0.1, .optimal))
    return scenario
  }

  static func results() throws -> [(chance: (Double) -> Double, result: TwoStageResult)] {
    let design = try TwoStageDesign(r1: 0, n1: 9, r: 2, n: 24)
    func b(_ x: Int, _ n: Int, _ p: Double) -> Double {
      BinomialDistribution(trials: n, probability: p).pmf(x)
    }
    var all: [(chance: (Double) -> Double, result: TwoStageResult)] = [
      ({ b(0, 9, $0) }, try TwoStageResult(design, firstResponses: 0, second: nil))
    ]
    for first in 1...9 {
      for second in 0...15 {
        let result = try TwoStageResult(
          design, firstResponses: first, second: Proportion(events: second, of: 15))
        all.append(({ b(first, 9, $0) * b(second, 15, $0) }, result))
      }
    }
    return all
  }

  @Test(
    "the unbiased estimate is right on average and its interval covers as enumeration says; counting is off",
    arguments: [0.75, 0.9])
  func simulated(_ recurrence: Double) async throws {
    let found = try await Model(Self.scenario(recurrence)).run(threads: 2)
    let (coverage, width) = try Self.results().reduce((0.0, 0.0)) { sum, item in
      let chance = item.chance(1 - recurrence)
      let interval = item.result.exactInterval(level: 0.95)
      let holds = interval.contains(1 - recurrence)
      return (sum.0 + (holds ? chance : 0), sum.1 + chance * interval.width)
    }
    let naive = try Self.results().reduce(0.0) { $0 + $1.chance(1 - recurrence) * $1.result.naive }
    let limit = Surprise(checks: 10).limit
    func z(_ name: MeasureName, _ truth: Double) throws -> Double {
      let measure = try #require(found.measure(name, sampleSize: 24, subject: "exact"))
      return try Surprise.z(#require(measure.value), truth, #require(measure.mcse))
    }
    #expect(try z(.unbiasedEstimateWithLooks, recurrence) < limit)
    #expect(try z(.unbiasedEstimateBiasOfLooks, 0) < limit)
    #expect(try z(.intervalCoverageWithLooks, coverage) < limit)
    #expect(try z(.intervalWidthWithLooks, width) < limit)
    #expect(try z(.estimateWithLooks, 1 - naive) < limit)
    #expect(try z(.estimateWithLooks, recurrence) > 6 && z(.estimateBiasOfLooks, 0) > 6)
    #expect(coverage > 0.95 && coverage < 0.999)
  }

  @Test("nothing is said of looks of another kind")
  func otherLooks() async throws {
    var looks = try Self.scenario(0.75, trials: 200)
    looks.looks?.design = .counts([.init(patients: 9, stopIfAtLeast: 9)])
    let found = try await Model(looks).run()
    #expect(
      found.measure(.unbiasedEstimateWithLooks, sampleSize: 24, subject: "exact") == nil)
    #expect(found.measure(.estimateWithLooks, sampleSize: 24, subject: "exact")?.value != nil)
  }

  @Test("nothing is said where people can be outside the denominator", arguments: [true, false])
  func outside(_ countsEveryone: Bool) async throws {
    var scenario = try Shipped.scenario("cstar012")
    scenario.trial.sampleSize = 24
    scenario.simulation.trials = 64
    scenario.simulation.stopWhen = nil
    scenario.whatIfSampleSizes = []
    if !countsEveryone { scenario.estimands[1].population = .entered }
    scenario.looks = Looks(
      analysis: "all_dosed",
      design: .simon(unacceptable: 0.95, acceptable: 0.75, alpha: 0.1, beta: 0.1, .optimal))
    let found = try await Model(scenario).run(threads: 2)
    let estimate = found.measure(
      .unbiasedEstimateWithLooks, sampleSize: 24, subject: "all_dosed")
    #expect((estimate?.value != nil) == countsEveryone)
    #expect(found.measure(.estimateWithLooks, sampleSize: 24, subject: "all_dosed")?.value != nil)
  }
}
