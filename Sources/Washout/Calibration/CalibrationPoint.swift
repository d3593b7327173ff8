/// What a scenario gives at one value of what is varied.
public struct CalibrationPoint: Sendable, Equatable {
  /// The value.
  public let value: Double
  /// The declared truth of the estimand.
  public let rate: Double
  /// Its Monte Carlo standard error.
  public let mcse: Double
  /// Of those dosed: enter observation off drug.
  public let entering: Double
  /// Of those dosed: lost by the end without a recorded recurrence.
  public let lost: Double
}

/// Sums over trials of what a calibration looks at; the same bits for any number of threads when units are
/// merged in order.
struct TruthSums: Sendable {
  private var trials: Int64 = 0
  /// a of b people have the event: a, b, aa, ab, bb; then dosed, entered, lost.
  private var sums = [Int64](repeating: 0, count: 8)

  mutating func add(
    _ trial: borrowing Replicate, _ layout: TotalsLayout, _ estimand: Int, _ layer: Layer
  ) {
    let a = trial.totals[layout.truth(estimand, layer, arm: 0)]
    let b = trial.totals[layout.population(estimand, arm: 0)]
    let dosed = trial.totals[layout.index(.dosed, arm: 0)]
    let entered = trial.totals[layout.entered(arm: 0)]
    let lost = trial.totals[layout.index(.lost, arm: 0)]
    trials += 1
    for (i, term) in [a, b, a * a, a * b, b * b, dosed, entered, lost].enumerated() {
      sums[i] += term
    }
  }

  mutating func merge(_ later: TruthSums) {
    trials += later.trials
    for i in sums.indices { sums[i] += later.sums[i] }
  }

  /// The ratio with its linearised error, that of a share where nobody or everybody has the event; nil
  /// where nobody is in the population.
  func point(_ value: Double) -> CalibrationPoint? {
    let (a, b) = (Double(sums[0]), Double(sums[1]))
    guard b > 0, sums[5] > 0 else { return nil }
    let (rate, mean) = (a / b, b / Double(trials))
    let squares = MonteCarloError.sum([
      Double(sums[2]), -2 * rate * Double(sums[3]), rate * rate * Double(sums[4]),
    ])
    let seen = MonteCarloError.mean(squares: squares / (mean * mean), Double(trials))
    let error = seen == 0 || a == 0 || a == b ? MonteCarloError.share(sums[0], of: sums[1]) : seen
    return CalibrationPoint(
      value: value, rate: rate, mcse: error ?? .infinity,
      entering: Double(sums[6]) / Double(sums[5]), lost: Double(sums[7]) / Double(sums[5]))
  }
}

/// Trials of one scenario of which only the truth of an estimand is looked at, every value at its base
/// case.
struct TruthSimulation: Sendable {
  private let model: Model
  private let estimand: Int
  private let layer: Layer

  /// - Throws: `SimulationError.invalid` for an unknown estimand or for what cannot be simulated.
  init(_ scenario: Scenario, estimand name: String) throws(SimulationError) {
    guard let place = scenario.estimands.firstIndex(where: { $0.name == name }) else {
      throw .invalid(path: "estimands", reason: "there is no estimand \(name)")
    }
    var scenario = scenario.planned(for: scenario.trial.sampleSize)
    scenario.analyses = []
    scenario.decision = nil
    scenario.trueRatesOfInterest = []
    scenario.simulation.parameterUncertainty = nil
    model = try Model(scenario, followsNoEffect: false, showsFunnel: false)
    estimand = place
    layer = scenario.estimands[place].truth
  }

  func run(
    trials: Int, threads: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> TruthSums {
    let units = WorkUnits(blocks: Array(Model.blocks(of: trials)), of: trials)
    var total = TruthSums()
    try await OrderedWork.run(
      units.count, threads: threads,
      work: { number in
        var sums = TruthSums()
        _ = try model.eachTrial(units[number].replicates) { _, trial in
          sums.add(trial, model.layout.totals, estimand, layer)
        }
        return sums
      },
      take: { number, sums in
        total.merge(sums)
        progress(units[number].replicates.upperBound)
      })
    return total
  }
}
