import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("A decision with its opposite")
struct NoGoTests {
  static let prior: [Analysis.PriorComponent] = [.init(alpha: 1, beta: 1)]

  /// 12 weeks of follow-up, nobody lost; go with P(rate < 0.4) > 0.8, no-go with P(rate > 0.4) > 0.7.
  static func scenario(
    _ recurrence: Double, sizes: [Int] = [], trials: Int = 20000
  ) throws -> Scenario {
    var scenario = try Scenario.exponential(lost: .leftOut, sizes: sizes, trials: trials, seed: 17)
    scenario.leaving.lost = Leaving.Clock(share: 0.2, byWeek: 12)
    scenario.course = .statistical(
      StatisticalCourse(
        timeToRecurrenceWeeks: try .init(.exponential(mean: -12 / log1p(-recurrence))),
        curedShare: 0))
    scenario.analyses[0].method = .betaBinomial(lost: .leftOut, prior: prior)
    scenario.decision = Decision(
      name: "low", analysis: "exact", rule: .posteriorOfRateBelow(0.4, above: 0.8),
      noGo: .posteriorOfRateAbove(0.4, above: 0.7))
    return scenario
  }

  static func rule() throws -> GoRule {
    try GoRule(
      prior: BetaMixture(alpha: 1, beta: 1),
      go: PosteriorCriterion(.below, limit: 0.4, probability: 0.8),
      noGo: PosteriorCriterion(.above, limit: 0.4, probability: 0.7))
  }

  @Test(
    "goes, stops and leaves open as often as the statistics room's rule", arguments: [0.3, 0.5])
  func chances(_ recurrence: Double) async throws {
    let results = try await Model(Self.scenario(recurrence, sizes: [5, 30])).run(threads: 2)
    let limit = Surprise(checks: 24).limit
    for size in [5, 15, 30] {
      func measure(_ name: MeasureName) throws -> (value: Double, mcse: Double) {
        let found = try #require(results.measure(name, sampleSize: size))
        return (try #require(found.value), try #require(found.mcse))
      }
      // Loss and recurrence are independent, each seen at the end: P(observed) and P(event | observed).
      let analysis = try #require(
        results.measure(.denominator, sampleSize: size, subject: "exact")?.value)
      let truth = try Self.chances(recurrence, size)
      let other = try Self.chances(recurrence + 0.1, size)
      #expect(analysis > 0)
      for (name, chance, wrong) in [
        (MeasureName.probabilityOfDecision, truth.go, other.go),
        (.probabilityOfNoGo, truth.noGo, other.noGo),
        (.exactProbabilityOfNoGo, truth.noGo, other.noGo),
        (.probabilityToConsider, truth.consider, other.consider),
      ] {
        let (value, mcse) = try measure(name)
        #expect(Surprise.z(value, chance, mcse) < limit, "\(name) of \(size)")
        if size == 30, name != .probabilityToConsider {
          #expect(Surprise.z(value, wrong, mcse) > 6, "\(name)")
        }
      }
      let sum = try [.probabilityOfDecision, .probabilityOfNoGo, .probabilityToConsider].reduce(0) {
        try $0 + measure($1).value
      }
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  /// Constant hazards compete: recurred with f/(f+l) (1 - S_f S_l), lost without it with l/(f+l) (1 - S_f S_l).
  private static func chances(_ recurrence: Double, _ size: Int) throws -> GoRule.Chances {
    let (flare, loss) = (-log1p(-recurrence), -log1p(-0.2))
    let ended = 1 - (1 - recurrence) * 0.8
    let events = flare / (flare + loss) * ended
    let lost = loss / (flare + loss) * ended
    return try rule().chances(rate: events / (1 - lost), enrolled: size, inclusion: 1 - lost)
  }

  @Test("is known exactly at a known rate")
  func knownRates() async throws {
    var scenario = try Self.scenario(0.3, trials: 64)
    scenario.leaving.lost = nil
    let results = try await Model(scenario).run()
    for row in results.rateTable {
      let chances = try Self.rule().chances(rate: row.rate, enrolled: row.sampleSize)
      #expect(abs(try #require(row.probabilityOfNoGo) - chances.noGo) < 1e-12)
      #expect(abs(try #require(row.probabilityOfDecision) - chances.go) < 1e-12)
    }
    #expect(results.rateTable.contains { ($0.probabilityOfNoGo ?? 0) > 0.5 })
    scenario.decision?.noGo = nil
    let alone = try await Model(scenario).run()
    #expect(alone.rateTable.allSatisfy { $0.probabilityOfNoGo == nil })
    #expect(alone.measure(.probabilityOfNoGo, sampleSize: 15) == nil)
  }

  @Test("is refused where one trial could come to both, by counts or by limits of a curve")
  func refused() throws {
    var scenario = try Self.scenario(0.3, trials: 64)
    scenario.decision?.noGo = .posteriorOfRateBelow(0.5, above: 0.5)
    #expect(throws: SimulationError.self) { try Model(scenario) }
    scenario.decision = Decision(
      name: "low", analysis: "survival", rule: .upperLimitBelow(0.5), noGo: .lowerLimitAbove(0.4))
    #expect(throws: SimulationError.self) { try Model(scenario) }
    scenario.decision?.noGo = .lowerLimitAbove(0.5)
    _ = try Model(scenario)
  }
}
