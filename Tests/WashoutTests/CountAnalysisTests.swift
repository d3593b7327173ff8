import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("Tests and beliefs about a proportion")
struct CountAnalysisTests {
  typealias Rule = Decision.Rule

  static let mixture: [Analysis.PriorComponent] = [
    .init(weight: 3, alpha: 3, beta: 7), .init(weight: 1, alpha: 1, beta: 1),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var method: Analysis.Method
    var rule: Rule
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "test of fewer",
      method: .exactTest(lost: .leftOut, null: 0.5, alternative: .fewer, interval: .wilson),
      rule: .pValueBelow(0.1)),
    Case(
      name: "test of more",
      method: .exactTest(lost: .leftOut, null: 0.2, alternative: .more, interval: .wilson),
      rule: .pValueBelow(0.2)),
    Case(
      name: "belief in a low rate",
      method: .betaBinomial(lost: .leftOut, prior: [.init(alpha: 1, beta: 1)]),
      rule: .posteriorOfRateBelow(0.4, above: 0.8)),
    Case(
      name: "mixed belief in a high rate",
      method: .betaBinomial(lost: .leftOut, prior: mixture),
      rule: .posteriorOfRateAbove(0.25, above: 0.7)),
    Case(
      name: "credible limit",
      method: .betaBinomial(lost: .leftOut, prior: mixture), rule: .upperLimitBelow(0.5)),
  ]

  private static func results(
    _ setting: Case, sizes: [Int] = [], trials: Int = 10000
  ) async throws -> SimulationResults {
    var scenario = try Scenario.exponential(
      lost: .leftOut, visits: [4, 8, 12], sizes: sizes, trials: trials, seed: 4)
    scenario.leaving.lost = Leaving.Clock(share: 0.30, byWeek: 12)
    scenario.analyses[0].method = setting.method
    scenario.decision?.rule = setting.rule
    return try await Model(scenario).run(threads: 2)
  }

  @Test("decide as often as the exact sum over the random denominator says", arguments: cases)
  func agreement(_ setting: Case) async throws {
    let sizes = [1, 2, 5, 10, 15, 30]
    let results = try await Self.results(setting, sizes: sizes)
    let limit = Surprise(checks: sizes.count * Self.cases.count).limit
    for size in sizes {
      let measure = try #require(results.measure(.decisionSimulatedMinusExact, sampleSize: size))
      #expect(
        try Surprise.z(#require(measure.value), 0, #require(measure.mcse)) < limit, "\(size)")
    }
    let share = try #require(results.measure(.probabilityOfDecision, sampleSize: 30)?.value)
    #expect(share > 0.02 && share < 0.98)
    #expect(results.decisionCounts.count == 31)
    #expect(results.knownRates(sampleSize: 30).allSatisfy { $0.probabilityOfDecision != nil })
  }

  /// Each of the examples, a trial of the first block, worked out by the statistics room itself.
  @Test("make of a trial what the statistics room makes of its counts", arguments: cases)
  func perTrial(_ setting: Case) async throws {
    let results = try await Self.results(setting, trials: 1000)
    #expect(results.exampleTrials.count >= 2)
    for trial in results.exampleTrials {
      let counts = try #require(Proportion(events: trial.events, of: trial.denominator))
      switch setting.method {
      case .exactTest(_, let null, let alternative, _):
        let p = try #require(
          counts.binomialTest(null: null, alternative == .more ? .greater : .less))
        #expect(trial.estimate == counts.estimate)
        #expect(trial.decided == (p <= (alternative == .more ? 0.2 : 0.1)))
      case .betaBinomial(_, let prior):
        let posterior = try BetaMixture(
          prior.map { .init(weight: $0.weight, alpha: $0.alpha, beta: $0.beta) }
        ).posterior(trial.events, of: trial.denominator)
        #expect(trial.estimate == posterior.mean)
        #expect(trial.upper == posterior.equalTailed(level: 0.95).upper)
        switch setting.rule {
        case .posteriorOfRateBelow(let rate, let above):
          #expect(trial.decided == (posterior.probability(atMost: rate) > above))
        case .posteriorOfRateAbove(let rate, let above):
          #expect(trial.decided == (posterior.probability(above: rate) > above))
        default: #expect(trial.decided == (trial.upper < 0.5))
        }
      default: Issue.record("no such case")
      }
    }
  }

  @Test(
    "estimate the posterior mean, (a + 15 p) / (a + b + 15) on average, which the prior draws away")
  func posteriorMean() async throws {
    var scenario = try Scenario.exponential(trials: 20000)
    scenario.analyses[0].method = .betaBinomial(
      lost: .noRecurrence, prior: [.init(alpha: 4, beta: 2)])
    scenario.decision = nil
    let results = try await Model(scenario).run(threads: 2)
    let mean = try #require(results.measure(.meanEstimate, sampleSize: 15, subject: "exact"))
    let (value, mcse) = (try #require(mean.value), try #require(mean.mcse))
    // p of the known answers.
    #expect(Surprise.z(value, (4 + 15 * 0.292881) / 21, mcse) < Surprise(checks: 1).limit)
    #expect(Surprise.z(value, 0.292881, mcse) > 20)
  }

  @Test("are refused where the rule and the analysis do not fit")
  func refused() throws {
    let test = Self.cases[0].method
    let belief = Self.cases[2].method
    let settings: [(Analysis.Method, Rule)] = [
      (belief, .pValueBelow(0.05)), (test, .posteriorOfRateBelow(0.4, above: 0.8)),
      (
        .exactTest(lost: .leftOut, null: 0.5, alternative: .twoSided, interval: .wilson),
        .pValueBelow(0.05)
      ),
      (
        .exactTest(lost: .leftOut, null: 1, alternative: .fewer, interval: .wilson),
        .pValueBelow(0.05)
      ),
      (.betaBinomial(lost: .leftOut, prior: []), .upperLimitBelow(0.5)),
      (
        .betaBinomial(lost: .leftOut, prior: [.init(alpha: 0, beta: 1)]), .upperLimitBelow(0.5)
      ),
      (
        .betaBinomial(lost: .tilted(odds: 2), prior: [.init(alpha: 1, beta: 1)]),
        .upperLimitBelow(0.5)
      ),
    ]
    for (method, rule) in settings {
      var scenario = try Scenario.exponential()
      scenario.analyses[0].method = method
      scenario.decision?.rule = rule
      #expect(throws: SimulationError.self) { try Model(scenario) }
    }
  }
}
