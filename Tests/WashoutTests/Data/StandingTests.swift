import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("Where an observed count lies")
struct StandingTests {
  /// R: pbinom(4, 13, 0.25, lower.tail = FALSE), pbinom(5, 13, 0.25).
  @Test("is the binomial tail of a given rate, exactly")
  func binomial() throws {
    let result = try fiveOfThirteen()
    var scenario = try Shipped.scenario("exponential").planned(for: 15)
    scenario.trueRatesOfInterest = [0.25]
    let model = try Model(scenario)
    let rows = model.standing(of: result, in: Tally(model.layout))
    let row = try #require(rows.last)
    let direct = (5...13).reduce(0.0) {
      $0 + choose(13, $1) * pow(0.25, Double($1)) * pow(0.75, Double(13 - $1))
    }
    #expect(abs(row.atLeast - direct) < 1e-12)
    #expect(abs(row.atLeast + row.atMost - 1 - choose(13, 5) * pow(0.25, 5) * pow(0.75, 8)) < 1e-12)
    #expect(row.atLeastMCSE == nil)
  }

  private func choose(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  private func fiveOfThirteen() throws -> ObservedResults.AnalysisResult {
    let scenario = try Shipped.scenario("exponential").planned(for: 13)
    let subjects = (0..<13).map {
      ObservedSubjects.Subject(id: "\($0)", day: $0 < 5 ? 20 : 84, hasEvent: $0 < 5)
    }
    let results = try Model(scenario).analyze(
      ObservedSubjects(subjects: subjects, includesAllDosed: true))
    return try #require(results.proportionOfInterest)
  }

  @Test("counts the events and people of the deciding proportion")
  func counts() throws {
    let result = try fiveOfThirteen()
    #expect(result.events == 5)
    #expect(result.denominator == 13)
    let exact = try #require(Proportion(events: 5, of: 13)).clopperPearson(level: 0.95)
    #expect(result.estimate?.lower == exact.lower)
    #expect(result.estimate?.upper == exact.upper)
  }

  /// The closed form of exponential.yaml is p = 0.292881; 4 standard errors.
  @Test("rests on the simulated rate with its error")
  func simulated() async throws {
    let model = try Model(try Shipped.scenario("exponential").planned(for: 15))
    let tally = try await model.simulate(trials: 4_000)
    let rate = try #require(model.rateOfInterest(in: tally))
    let mcse = try #require(rate.mcse)
    #expect(abs(rate.rate - 0.292881) < 4 * mcse)
    #expect(abs(mcse - (0.292881 * 0.707119 / 60_000).squareRoot()) < 0.1 * mcse)
    #expect(model.rateOfInterest(in: tally, .noEffect) == nil)
    let row = try #require(model.standing(of: try fiveOfThirteen(), in: tally).first)
    #expect(row.rate == rate.rate)
    let slope = 13 * BinomialDistribution(trials: 12, probability: rate.rate).pmf(4)
    #expect(abs(try #require(row.atLeastMCSE) - slope * mcse) < 1e-12)
  }

  @Test("is more likely under the rate that was observed than under any other")
  func likelihood() throws {
    func ratio(_ rate: Double, _ base: Double, _ x: Int) -> LikelihoodRow {
      LikelihoodRow(
        path: "a", value: "1", rate: SimulatedRate(rate: rate, mcse: 0.001),
        base: SimulatedRate(rate: base, mcse: 0.001), events: x, of: 13)
    }
    let expected = pow(0.2 / 0.1, 5) * pow(0.8 / 0.9, 8)
    #expect(abs(try #require(ratio(0.2, 0.1, 5).ratio) - expected) < 1e-12)
    #expect(ratio(0.1, 0.1, 5).ratio == 1)
    #expect(ratio(0, 0.1, 0).ratio.map { abs($0 - pow(1 / 0.9, 13)) < 1e-9 } == true)
    #expect(ratio(0, 0.1, 5).ratio == 0)
    #expect(ratio(0.1, 0, 5).ratio == .infinity)
    #expect(ratio(0, 0, 5).ratio == nil)
    let best = try #require(ratio(5.0 / 13, 0.1, 5).ratio)
    for rate in stride(from: 0.01, to: 1, by: 0.01) {
      #expect(try #require(ratio(rate, 0.1, 5).ratio) <= best)
    }
  }
}
