internal import WashoutStatistics

/// Exact chances and widths of trials of every size, over the people who are really in the denominator.
///
/// They follow from each person's chances to be in it and to have the event, which do not depend on the
/// size; so sizes beyond those simulated can be looked at too.
struct ExactSizes {
  /// The largest size that is looked at.
  let largest: Int
  private let rates: [AssessedRate]
  /// Element `arm`: the decision; empty where counts do not decide.
  private let decisions: [DenominatorMeans]
  private let table: DecisionTable?
  private let missing: MissingOutcomeTable?
  private let intervals: IntervalTable?
  private let widths: DenominatorMeans?

  /// Nil where the analysis is no proportion, or nobody was in its denominator.
  ///
  /// A tilted proportion has exact chances up to the sizes simulated, and no exact widths.
  init?(_ model: Model, _ tally: SizingTally) throws(SimulationError) {
    let analysis = model.analyses[0]
    guard analysis.method.isProportion else { return nil }
    let size = model.sizes[model.sizes.count - 1]
    rates = tally.rates.compactMap { AssessedRate($0, replicates: tally.trials, size: size) }
    guard rates.count == tally.rates.count else { return nil }
    guard analysis.method.isOfCounts else {
      (largest, table, decisions, intervals, widths) = (size, nil, [], nil, nil)
      missing = model.missingOutcomeTable
      return
    }
    let largest = Self.reach(beyond: size)
    let wider = try WiderTables(model, largest: largest)
    let table = wider.decision
    self.largest = largest
    self.table = table
    missing = nil
    intervals = wider.intervals
    decisions = rates.compactMap { rate in
      table.map { table in
        DenominatorMeans(rate: rate.rate, upTo: largest) {
          table.succeeds(events: $0, of: $1) ? 1 : 0
        }
      }
    }
    widths = DenominatorMeans(rate: rates[0].rate, upTo: largest) {
      [intervals = wider.intervals] in intervals[events: $0, of: $1].width
    }
  }

  /// How far exact numbers are looked at where simulated ones end at a size.
  static func reach(beyond size: Int) -> Int { min(2 * size, max(size, Model.largestSize)) }

  /// Of those in the denominator, the share with the event, by drug.
  func rate(arm: Int) -> Finding {
    let rate = rates[arm]
    return Finding(
      rate.rate, mcse: rate.error(RateSlopes((rate: 1, inclusion: 0))),
      replicates: Int64(rate.replicates))
  }

  /// People in the denominator of a trial of a size.
  func denominator(_ size: Int) -> Finding {
    finding(0, Double(size) * rates[0].inclusion, RateSlopes((rate: 0, inclusion: Double(size))))
  }

  /// The chance of the decision, with how it changes with the rates; nil where no decision is exact.
  func chance(_ size: Int, arm: Int) -> (value: Double, slopes: RateSlopes)? {
    if let missing {
      let trial = rates[arm].missingOutcomeTrial(of: size)
      return (trial.power(missing), RateSlopes(trial.powerSlopes(missing)))
    }
    if decisions.isEmpty { return nil }
    return decisions[arm].ofAll(enrolled: size, inclusion: rates[arm].inclusion)
  }

  /// The mean width of the interval, of trials with somebody in the denominator.
  func width(_ size: Int) -> Finding? {
    widths?.ofValid(enrolled: size, inclusion: rates[0].inclusion).map {
      finding(0, $0.value, $0.slopes)
    }
  }

  /// By size from 1, the chance of an interval no wider than a width; nil where no widths are exact.
  func chances(ofWidthAtMost width: Double) -> DenominatorMeans? {
    intervals.map { intervals in
      DenominatorMeans(rate: rates[0].rate, upTo: largest) {
        intervals[events: $0, of: $1].width <= width ? 1 : 0
      }
    }
  }

  /// By size from 1, the chance of the decision under a prior; nil where counts do not decide.
  ///
  /// Who is in the denominator does not depend on the rate, so given m of them their events are
  /// beta-binomial.
  func chances(under prior: BetaMixture) -> DenominatorMeans? {
    table.map { table in
      DenominatorMeans(
        (0...largest).map { people in
          prior.predictive(of: people).enumerated().reduce(0) { sum, count in
            table.succeeds(events: count.offset, of: people) ? sum + count.element : sum
          }
        })
    }
  }

  /// Rates of the assumed drug within 2 MCSE of those simulated, every combination; these themselves left
  /// out.
  private var possibleRates: [(rate: Double, inclusion: Double)] {
    let events = around(rates[0].rate, RateSlopes((rate: 1, inclusion: 0)))
    let shares = around(rates[0].inclusion, RateSlopes((rate: 0, inclusion: 1)))
    return Array(events.flatMap { rate in shares.map { (rate, $0) } }.dropFirst())
  }

  private func around(_ share: Double, _ slopes: RateSlopes) -> [Double] {
    let error = rates[0].error(slopes) ?? 0
    return [0, -2, 2].map { min(1, max(0, share + $0 * error)) }
  }

  /// The chances of the decision at the possible rates, size by size.
  func possibleChances(_ sizes: ClosedRange<Int>) -> [[Double?]] {
    if let missing {
      return possibleRates.map { rates in
        sizes.map { size in
          let trial = self.rates[0].missingOutcomeTrial(of: size)
          return MissingOutcomeTrial(
            enrolled: size, observed: rates.inclusion,
            missing: min(trial.missing, 1 - rates.inclusion), rate: rates.rate
          ).power(missing)
        }
      }
    }
    guard let table else { return [] }
    return possible(sizes, ofValid: false) { table.succeeds(events: $0, of: $1) ? 1 : 0 }
  }

  /// Mean widths at the possible rates, size by size.
  func possibleWidths(_ sizes: ClosedRange<Int>) -> [[Double?]] {
    guard let intervals else { return [] }
    return possible(sizes, ofValid: true) { intervals[events: $0, of: $1].width }
  }

  /// Chances of an interval no wider than a width at the possible rates, size by size.
  func possibleChances(ofWidthAtMost width: Double, _ sizes: ClosedRange<Int>) -> [[Double?]] {
    guard let intervals else { return [] }
    return possible(sizes, ofValid: false) { intervals[events: $0, of: $1].width <= width ? 1 : 0 }
  }

  private func possible(
    _ sizes: ClosedRange<Int>, ofValid: Bool, _ value: (_ events: Int, _ people: Int) -> Double
  ) -> [[Double?]] {
    possibleRates.map { rates in
      let means = DenominatorMeans(rate: rates.rate, upTo: sizes.upperBound, value)
      return sizes.map { size in
        ofValid
          ? means.ofValid(enrolled: size, inclusion: rates.inclusion)?.value
          : means.ofAll(enrolled: size, inclusion: rates.inclusion).value
      }
    }
  }

  /// Means that no rate stands behind, at the possible shares in the denominator, size by size.
  func possible(_ means: DenominatorMeans, _ sizes: ClosedRange<Int>) -> [[Double?]] {
    around(rates[0].inclusion, RateSlopes((rate: 0, inclusion: 1))).dropFirst().map { share in
      sizes.map { means.ofAll(enrolled: $0, inclusion: share).value }
    }
  }

  /// The mean over all trials of a size on the assumed drug.
  func finding(_ means: DenominatorMeans, _ size: Int) -> Finding {
    let (value, slopes) = means.ofAll(enrolled: size, inclusion: rates[0].inclusion)
    return finding(0, value, slopes)
  }

  /// A number with the error that the rates of a drug bring.
  func finding(_ arm: Int, _ value: Double, _ slopes: RateSlopes) -> Finding {
    Finding(
      value, mcse: rates[arm].error(slopes), replicates: Int64(rates[arm].replicates))
  }

  /// Simulated minus exact chance, with the error of that difference; nil where none is exact.
  func disagreement(
    _ tally: SizingTally, _ size: Int, number: Int, arm: Int
  ) -> Finding? {
    guard let chance = chance(size, arm: arm) else { return nil }
    return rates[arm].difference(
      from: chance.value, chance.slopes, decided: tally[number, arm, .decided],
      observed: tally[number, arm, .decidedObserved], events: tally[number, arm, .decidedEvents],
      missing: tally[number, arm, .decidedMissing])
  }
}

/// The tables of a model's first analysis for more people than its trials have.
private struct WiderTables {
  let intervals: IntervalTable
  let decision: DecisionTable?

  init(_ model: Model, largest: Int) throws(SimulationError) {
    var tables = IntervalTables(largest: largest)
    let analysis = try CompiledAnalysis(model.scenario.analyses[0], model.scenario, &tables)
    intervals = analysis.intervals
    if let decision = model.scenario.decision {
      self.decision = try CompiledDecision(decision, [analysis], largest: largest).table
    } else {
      decision = nil
    }
  }
}

extension AssessedRate {
  /// A simulated share of trials minus an exact chance with these slopes, on the same trials: error
  /// sd(S_r - u_r) / sqrt(R), and that of a share where no trial or every trial decides.
  ///
  /// The other numbers are sums of the counts of the largest trials over trials that decide.
  func difference(
    from chance: Double, _ slopes: RateSlopes, decided: Double, observed: Double, events: Double,
    missing: Double
  ) -> Finding {
    let u = influence(slopes)
    let share = decided / replicates
    let product =
      u.constant * decided + u.perPerson * observed + u.perEvent * events + u.perMissing * missing
    let seen = MonteCarloError.mean(
      squares: MonteCarloError.sum([decided * (1 - share), -2 * product, squares(u)]), replicates)
    var unseen = unseen(slopes)
    let trials = Int64(replicates)
    if share == 0 || share == 1, let error = MonteCarloError.share(Int64(decided), of: trials) {
      unseen += error * error
    }
    return Finding(
      share - chance, mcse: seen.map { ($0 * $0 + unseen).squareRoot() }, replicates: trials)
  }
}
