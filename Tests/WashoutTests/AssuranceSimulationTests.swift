import Testing
import Washout
import WashoutNumerics
import WashoutScenarios
import WashoutStatistics

/// Known answers: 15 patients, success with at most 3 recurrences, recurrence by Beta(3, 7) (model.md section
/// 7); `Assurance` of WashoutStatistics has them in closed form for other priors.
@Suite("Simulated assurance")
struct AssuranceSimulationTests {
  /// The scenario with the prior Beta(7, 3) of staying free of recurrence, after some `--set` options.
  private func scenario(_ settings: String...) throws -> Scenario {
    let text = """
      washout: 1
      title: Assurance
      trial: {sample_size: 15, observation_off_drug: {from_week: 0, to_week: 24}, visits: none}
      statistical: {recurrence_free: {at_week: 24, probability: {value: 0.7, prior: {beta: {alpha: 7, beta: 3}}}}}
      estimands:
        recurrence: {population: entered, variable: {by: end_of_observation}, events: {lost: treatment_policy}}
      analyses:
        exact: {estimand: recurrence, method: proportion, lost_patients: left_out, interval: clopper_pearson}
      decision: {name: low, analysis: exact, upper_limit_below: 0.5}
      simulation: {trials: 20000, seed: 1, parameter_uncertainty: true}
      """
    return try ScenarioParser(overrides: settings).parse(text: text, name: "a", file: "a.yaml")
      .scenario
  }

  private static let free = "statistical.recurrence_free.probability"
  private static let plain = "simulation.parameter_uncertainty=false"

  private func run(_ scenario: Scenario) async throws -> SimulationResults {
    try await Model(scenario).run(threads: 2)
  }

  private func surprise(
    _ results: SimulationResults, _ name: MeasureName, _ truth: Double, subject: String? = nil
  ) throws -> Double {
    let measure = try #require(results.measure(name, sampleSize: 15, subject: subject))
    return try (#require(measure.value) - truth) / #require(measure.mcse)
  }

  @Test("and its two variances are the known ones, and others for another prior")
  func known() async throws {
    let results = try await run(scenario())
    #expect(try abs(surprise(results, .assurance, 0.396921)) < 4)
    #expect(try abs(surprise(results, .varianceBetweenDraws, 0.098995)) < 4)
    #expect(try abs(surprise(results, .varianceWithinDraws, 0.140380)) < 4)
    let other = try await run(scenario("\(Self.free).prior={beta: {alpha: 7, beta: 4}}"))
    #expect(try abs(surprise(other, .assurance, 0.396921)) > 10)
    let prior = try BetaMixture(alpha: 4, beta: 7)
    let table = try #require(
      DecisionRule(.atMost, ofValue: 0.5, by: .interval(.clopperPearson, level: 0.95))?
        .table(upTo: 15))
    let exact = Assurance(prior: prior, table, enrolled: 15)
    #expect(try abs(surprise(other, .assurance, exact.mean)) < 4)
    #expect(try abs(surprise(other, .varianceBetweenDraws, exact.between)) < 4)
    #expect(try abs(surprise(other, .varianceWithinDraws, exact.within)) < 4)
  }

  @Test(
    "of a prior that is one point is the plain power, trial by trial, with nothing between draws")
  func point() async throws {
    let drawn = try await run(scenario("\(Self.free).prior=0.7", "simulation.trials=4000"))
    let plain = try await run(scenario(Self.plain, "simulation.trials=4000"))
    let power = plain.measure(.probabilityOfDecision, sampleSize: 15)
    #expect(drawn.measure(.probabilityOfDecision, sampleSize: 15) == power && power?.value != nil)
    #expect(try abs(surprise(drawn, .assurance, 0.296868)) < 4)
    #expect(try abs(surprise(drawn, .varianceBetweenDraws, 0)) < 4)
    #expect(
      drawn.measure(.rankCorrelation, sampleSize: 15, subject: Self.free)?.value == nil)
  }

  @Test("gives no number that needs one true value; a plain run gives them")
  func noTruth() async throws {
    let names: [MeasureName] = [.bias, .coverage, .meanSquaredError, .exactProbabilityOfDecision]
    let drawn = try await run(scenario("simulation.trials=100"))
    let plain = try await run(scenario(Self.plain, "simulation.trials=100"))
    for name in names {
      #expect(!drawn.measures.contains { $0.name == name })
      #expect(plain.measures.contains { $0.name == name })
    }
    #expect(drawn.rateTable.isEmpty)
    #expect(!plain.measures.contains { $0.name == .assurance })
  }

  @Test("is the same bits for any number of threads and others for another seed")
  func threads() async throws {
    let model = try Model(scenario("simulation.trials=3000"))
    let one = try await model.simulate(threads: 1)
    #expect(try await model.simulate(threads: 3) == one)
    #expect(
      try await Model(scenario("simulation.trials=3000", "simulation.seed=2")).simulate() != one)
  }

  @Test(
    "ranks the value that drives the estimate as exact enumeration does, and an idle one near 0")
  func drivers() async throws {
    let pace = "trial.recruited_per_month"
    let results = try await run(
      scenario("\(pace)={value: 2, prior: {uniform: {low: 1, high: 3}}}"))
    #expect(
      try abs(surprise(results, .rankCorrelation, Self.exactCorrelation(), subject: Self.free)) < 4)
    #expect(try abs(surprise(results, .rankCorrelation, 0, subject: Self.free)) > 10)
    #expect(try abs(surprise(results, .rankCorrelation, 0, subject: pace)) < 4)
  }

  /// Spearman's correlation of U with the mid-rank of X ~ Bin(15, 1 - q), q the Beta(7, 3) quantile at U, by
  /// the midpoint rule over U.
  private static func exactCorrelation() throws -> Double {
    let prior = try Distribution(.beta(alpha: 7, beta: 3))
    let points = 4_000
    var shares = Array(repeating: 0.0, count: 16)
    var sums = shares
    for point in 0..<points {
      let u = (Double(point) + 0.5) / Double(points)
      let free = try #require(prior.quantile(u))
      let count = BinomialDistribution(trials: 15, probability: 1 - free)
      for x in 0...15 {
        shares[x] += count.pmf(x) / Double(points)
        sums[x] += (u - 0.5) * count.pmf(x) / Double(points)
      }
    }
    var (below, product, variance) = (0.0, 0.0, 0.0)
    for x in 0...15 {
      let rank = below + shares[x] / 2 - 0.5
      product += rank * sums[x]
      variance += rank * rank * shares[x]
      below += shares[x]
    }
    return product / (variance / 12).squareRoot()
  }

  @Test("has errors that are the spread over seeds, 0.81 to 1.20 of it")
  func errors() async throws {
    let names: [(MeasureName, String?)] = [
      (.assurance, nil), (.varianceBetweenDraws, nil), (.varianceWithinDraws, nil),
      (.rankCorrelation, Self.free),
    ]
    var values = names.map { _ in [Double]() }
    var squares = names.map { _ in 0.0 }
    let seeds = 200
    for seed in 1...seeds {
      let results = try await run(scenario("simulation.trials=128", "simulation.seed=\(seed)"))
      for (i, name) in names.enumerated() {
        let measure = try #require(results.measure(name.0, sampleSize: 15, subject: name.1))
        values[i].append(try #require(measure.value))
        let mcse = try #require(measure.mcse)
        squares[i] += mcse * mcse / Double(seeds)
      }
    }
    for i in names.indices {
      let mean = values[i].reduce(0, +) / Double(seeds)
      let spread = values[i].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seeds - 1)
      let ratio = (squares[i] / spread).squareRoot()
      #expect(ratio > 0.81 && ratio < 1.20, "\(names[i]): \(ratio)")
    }
  }

  @Test("names the trial, the values and what to do where drawn values do not go together")
  func faults() async throws {
    let bad = try scenario(
      "statistical.cured={share: 0.1, prior: {uniform: {low: 0.05, high: 0.9}}}",
      "simulation.trials=200")
    do {
      _ = try await run(bad)
      Issue.record("nothing was thrown")
    } catch SimulationError.invalid(_, let reason) {
      #expect(reason.contains(" never recurs, so "))
      #expect(reason.contains(" drew \(Self.free) = "))
      #expect(reason.hasSuffix("; narrow the priors)"))
    }
  }
}
