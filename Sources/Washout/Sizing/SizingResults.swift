/// What trials of every size in a range give.
public struct SizingResults: Sendable {
  /// What was simulated, with the one analysis that is sized.
  public let scenario: Scenario
  /// Replicates simulated.
  public let trials: Int
  /// The sizes.
  public let sizes: ClosedRange<Int>
  private let model: Model
  private let tally: SizingTally
  /// Exact numbers; nil where the analysis is no proportion, or nobody is in its denominator.
  let exact: ExactSizes?
  /// The width of which it was counted how often an interval is no wider.
  let assuredWidth: Double?

  init(_ simulation: SizingSimulation, _ tally: SizingTally) throws(SimulationError) {
    model = simulation.model
    scenario = model.scenario
    sizes = simulation.sizes
    assuredWidth = simulation.width
    self.tally = tally
    trials = Int(tally.trials)
    exact = try ExactSizes(model, tally)
  }

  /// Whether the chance of the decision is exact, given the rates that were simulated.
  public var hasExactChances: Bool { exact?.chance(sizes.lowerBound, arm: 0) != nil }
  /// Whether the width is.
  public var hasExactWidths: Bool { exact?.width(sizes.lowerBound) != nil }

  /// Of those in the denominator of the analysis, the share with the event; nil but for a proportion.
  public func rate(_ drug: DrugAssumption = .assumed) -> Measure? {
    arm(drug).flatMap { arm in
      exact?.rate(arm: arm).measure(.recurrenceRate, drug, subject: scenario.analyses[0].name)
    }
  }

  /// The chance of the decision: exact where it can be, else simulated; nil without a decision.
  public func chance(_ size: Int, _ drug: DrugAssumption = .assumed) -> Measure? {
    guard model.decision != nil, let arm = arm(drug) else { return nil }
    if let exact, let chance = exact.chance(size, arm: arm) {
      return exact.finding(arm, chance.value, chance.slopes)
        .measure(.exactProbabilityOfDecision, drug, size: size)
    }
    return simulatedChance(size, drug)
  }

  /// The chance of the decision as simulated.
  public func simulatedChance(_ size: Int, _ drug: DrugAssumption = .assumed) -> Measure? {
    guard model.decision != nil, let arm = arm(drug) else { return nil }
    return share(.probabilityOfDecision, size, arm, .decided)
  }

  /// Simulated minus exact chance, with the error of that difference; nil where none is exact.
  public func simulatedMinusExact(_ size: Int, _ drug: DrugAssumption = .assumed) -> Measure? {
    guard let arm = arm(drug), let number = number(of: size) else { return nil }
    return exact?.disagreement(tally, size, number: number, arm: arm)?
      .measure(.decisionSimulatedMinusExact, drug, size: size)
  }

  /// Whether the analysis has an interval.
  var hasInterval: Bool { model.analyses[0].method.hasInterval }

  /// The share of trials with an interval no wider than the assured width.
  func narrow(_ size: Int) -> Measure? { share(.coverage, size, 0, .narrow) }

  /// The mean width of the interval: exact where it can be, else simulated; nil without an interval.
  public func width(_ size: Int) -> Measure? {
    guard hasInterval else { return nil }
    if let exact = exact?.width(size) {
      return exact.measure(.exactIntervalWidth, .assumed, size: size, subject: subject)
    }
    return simulatedWidth(size)
  }

  /// The mean width of the interval as simulated.
  public func simulatedWidth(_ size: Int) -> Measure? {
    guard let number = number(of: size), hasInterval else { return nil }
    return mean(.intervalWidth, size, .width, .widthSquare, of: tally[number, 0, .valid])
  }

  /// People who enter observation off drug.
  public func entered(_ size: Int) -> Measure? { mean(.entered, size, .entered, .enteredSquare) }
  /// Recurrences recorded.
  public func recurrences(_ size: Int) -> Measure? {
    mean(.recurrences, size, .recurrences, .recurrencesSquare)
  }
  /// People screened; nil where nobody is.
  public func screened(_ size: Int) -> Measure? {
    if case .mechanistic = model.course { return mean(.screened, size, .screened, .screenedSquare) }
    return nil
  }
  /// Months from the first dose to the last contact; nil where recruitment has no speed.
  public func months(_ size: Int) -> Measure? {
    model.durations == nil ? nil : mean(.months, size, .months, .monthsSquare)
  }

  /// What a page about trials of one size needs.
  public func results(for size: Int) -> SimulationResults {
    let drugs: [DrugAssumption] = model.arms == 2 ? [.assumed, .noEffect] : [.assumed]
    let measures =
      drugs.map { recurrenceRate($0) } + drugs.map { simulatedChance(size, $0) }
      + [
        entered(size), recurrences(size), simulatedWidth(size), screened(size), months(size),
        exact?.denominator(size).measure(.denominator, .assumed, size: size, subject: subject),
      ]
    return SimulationResults(
      trials: trials, seed: scenario.simulation.seed, plannedSize: size, sizes: [size],
      measures: measures.compactMap { $0 }, funnel: Funnel(criteria: 0),
      decisionCounts: model.decisionCounts)
  }
}

// MARK: - Numbers as simulated

extension SizingResults {
  private var subject: String { scenario.analyses[0].name }

  private func arm(_ drug: DrugAssumption) -> Int? {
    switch drug {
    case .assumed: 0
    case .noEffect: model.arms == 2 ? 1 : nil
    case .difference: nil
    }
  }

  /// The place of a size among those simulated.
  private func number(of size: Int) -> Int? {
    sizes.contains(size) ? size - sizes.lowerBound : nil
  }

  private func share(
    _ name: MeasureName, _ size: Int, _ arm: Int, _ place: SizePlace
  ) -> Measure? {
    number(of: size).map { number in
      Finding(share: Int64(tally[number, arm, place]), of: tally.trials)
        .measure(name, TallyReader.drug(arm: arm), size: size)
    }
  }

  private func mean(
    _ name: MeasureName, _ size: Int, _ place: SizePlace, _ square: SizePlace,
    of trials: Double? = nil
  ) -> Measure? {
    number(of: size).map { number in
      Finding(
        sum: tally[number, 0, place], squares: tally[number, 0, square],
        replicates: Int64(trials ?? Double(tally.trials))
      ).measure(name, .assumed, size: size, subject: name == .intervalWidth ? subject : nil)
    }
  }

  /// Recurrence recorded by the primary definition, of those who enter, nobody lost.
  private func recurrenceRate(_ drug: DrugAssumption) -> Measure? {
    guard let arm = arm(drug) else { return nil }
    let sums = tally.recurrence[arm]
    let (a, b) = (sums[0], sums[1])
    if b == 0 { return nil }
    let (rate, mean) = (a / b, b / Double(tally.trials))
    let squares = MonteCarloError.sum([sums[2], -2 * rate * sums[3], rate * rate * sums[4]])
    let error =
      a == 0 || a == b
      ? MonteCarloError.share(Int64(a), of: Int64(b))
      : MonteCarloError.mean(squares: squares / (mean * mean), Double(tally.trials))
    return Measure(
      .recurrenceRate, drug: drug, subject: scenario.recurrence.primary, layer: .assessed,
      value: rate, mcse: error, replicates: trials, cases: Int(b))
  }
}
