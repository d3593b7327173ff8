internal import WashoutStatistics

/// The decision of a proportion, exactly, beside the simulated one.
enum ExactDecision {
  /// Exact probability and simulated minus exact, by drug; empty where another method decides.
  static func measures(_ reader: TallyReader, size number: Int) -> [Measure] {
    guard let decision = reader.model.decision else { return [] }
    let size = reader.model.sizes[number]
    let pairs = (0..<reader.model.arms).compactMap { arm in
      AssessedRate(reader, analysis: decision.analysis, arm: arm).flatMap { rate in
        power(reader.model, rate, size).map { power in
          (
            TallyReader.drug(arm: arm),
            findings(reader, rate, reader.layout.trial(size: number, arm: arm), power)
          )
        }
      }
    }
    return pairs.map { $1.exact.measure(.exactProbabilityOfDecision, $0, size: size) }
      + pairs.map { $1.difference.measure(.decisionSimulatedMinusExact, $0, size: size) }
  }

  /// Exact probability of the opposite conclusion, by drug; empty where there is none or another method
  /// decides.
  static func noGo(_ reader: TallyReader, size number: Int) -> [Measure] {
    guard let decision = reader.model.decision, let table = decision.noGo?.table else { return [] }
    let size = reader.model.sizes[number]
    return (0..<reader.model.arms).compactMap { arm in
      AssessedRate(reader, analysis: decision.analysis, arm: arm).map { rate in
        let trial = rate.trial(of: size)
        let error = rate.error(RateSlopes(trial.powerSlopes(table)))
        return Finding(trial.power(table), mcse: error, replicates: reader.replicates)
          .measure(.exactProbabilityOfNoGo, TallyReader.drug(arm: arm), size: size)
      }
    }
  }

  /// An exact probability and how it changes with the rates.
  private struct Power {
    var value: Double
    var slopes: RateSlopes
  }

  /// P(n) at the simulated rates; nil where what decides is not a function of counts.
  private static func power(_ model: Model, _ rate: AssessedRate, _ size: Int) -> Power? {
    if let table = model.missingOutcomeTable {
      let trial = rate.missingOutcomeTrial(of: size)
      return Power(value: trial.power(table), slopes: RateSlopes(trial.powerSlopes(table)))
    }
    return model.decisionTable.map { table in
      let trial = rate.trial(of: size)
      return Power(value: trial.power(table), slopes: RateSlopes(trial.powerSlopes(table)))
    }
  }

  /// P(n) with error sd(u_r) / sqrt(R); the simulated share minus P(n) with
  /// error sd(S_r - u_r) / sqrt(R), and that of a share where no trial or every trial decides.
  private static func findings(
    _ reader: TallyReader, _ rate: AssessedRate, _ places: TrialPlaces, _ power: Power
  ) -> (exact: Finding, difference: Finding) {
    let u = rate.influence(power.slopes)
    let squares = rate.squares(u)
    let decided = Double(reader.count(places.decided))
    let replicates = Double(reader.replicates)
    let share = decided / replicates
    let product =
      u.constant * decided + u.perPerson * Double(reader.count(places.decidedObserved))
      + u.perEvent * Double(reader.count(places.decidedEvents))
      + u.perMissing * Double(reader.count(places.decidedMissing))
    let seen = MonteCarloError.mean(
      squares: MonteCarloError.sum([decided * (1 - share), -2 * product, squares]), replicates)
    var unseen = rate.unseen(power.slopes)
    if share == 0 || share == 1 {
      let error = MonteCarloError.share(reader.count(places.decided), of: reader.replicates) ?? 0
      unseen += error * error
    }
    return (
      Finding(power.value, mcse: rate.error(power.slopes), replicates: reader.replicates),
      Finding(
        share - power.value, mcse: seen.map { ($0 * $0 + unseen).squareRoot() },
        replicates: reader.replicates)
    )
  }
}
