internal import WashoutStatistics

/// The decision of a proportion, exactly, beside the simulated one.
enum ExactDecision {
  /// Exact probability and simulated minus exact, by drug; empty where another method decides.
  static func measures(_ reader: TallyReader, size number: Int) -> [Measure] {
    guard let decision = reader.model.decision, let table = reader.model.decisionTable else {
      return []
    }
    let size = reader.model.sizes[number]
    let pairs = (0..<reader.model.arms).compactMap { arm in
      AssessedRate(reader, analysis: decision.analysis, arm: arm).map { rate in
        (
          TallyReader.drug(arm: arm),
          findings(reader, rate, reader.layout.trial(size: number, arm: arm), table, size)
        )
      }
    }
    return pairs.map { $1.exact.measure(.exactProbabilityOfDecision, $0, size: size) }
      + pairs.map { $1.difference.measure(.decisionSimulatedMinusExact, $0, size: size) }
  }

  /// P(n) at the simulated e and p with error sd(u_r) / sqrt(R); the simulated share minus P(n) with
  /// error sd(S_r - u_r) / sqrt(R), and that of a share where no trial or every trial decides.
  private static func findings(
    _ reader: TallyReader, _ rate: AssessedRate, _ places: TrialPlaces, _ table: DecisionTable,
    _ size: Int
  ) -> (exact: Finding, difference: Finding) {
    let trial = rate.trial(of: size)
    let power = trial.power(table)
    let slopes = trial.powerSlopes(table)
    let u = rate.influence(slopes)
    let squares = rate.squares(u)
    let decided = Double(reader.count(places.decided))
    let replicates = Double(reader.replicates)
    let share = decided / replicates
    let product =
      u.constant * decided + u.perPerson * Double(reader.count(places.decidedDenominator))
      + u.perEvent * Double(reader.count(places.decidedEvents))
    let seen = MonteCarloError.mean(
      squares: MonteCarloError.sum([decided * (1 - share), -2 * product, squares]), replicates)
    var unseen = rate.unseen(slopes)
    if share == 0 || share == 1 {
      let error = MonteCarloError.share(reader.count(places.decided), of: reader.replicates) ?? 0
      unseen += error * error
    }
    return (
      Finding(power, mcse: rate.error(slopes), replicates: reader.replicates),
      Finding(
        share - power, mcse: seen.map { ($0 * $0 + unseen).squareRoot() },
        replicates: reader.replicates)
    )
  }
}

extension Model {
  /// The counts that make the decision, where a proportion decides.
  var decisionTable: DecisionTable? {
    guard let decision, case .proportion = analyses[decision.analysis].method else { return nil }
    let intervals = analyses[decision.analysis].intervals
    let largest = sizes[sizes.count - 1]
    switch decision.rule {
    case .upperLimitBelow(let limit):
      return DecisionTable(upTo: largest, upperLimitBelow: limit, intervals)
    case .lowerLimitAbove(let limit):
      return DecisionTable(upTo: largest, lowerLimitAbove: limit, intervals)
    }
  }
}
