internal import WashoutNumerics
internal import WashoutStatistics

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
  private let exact: ExactSizes?
  private let width: Double?

  init(_ simulation: SizingSimulation, _ tally: SizingTally) throws(SimulationError) {
    model = simulation.model
    scenario = model.scenario
    sizes = simulation.sizes
    width = simulation.width
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

  /// The mean width of the interval: exact where it can be, else simulated; nil without an interval.
  public func width(_ size: Int) -> Measure? {
    guard model.analyses[0].method.hasInterval else { return nil }
    if let exact = exact?.width(size) {
      return exact.measure(.exactIntervalWidth, .assumed, size: size, subject: subject)
    }
    return simulatedWidth(size)
  }

  /// The mean width of the interval as simulated.
  public func simulatedWidth(_ size: Int) -> Measure? {
    guard let number = number(of: size), model.analyses[0].method.hasInterval else { return nil }
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

  /// The sizes that meet each criterion, and those that meet all.
  ///
  /// - Throws: `SimulationError.invalid` for a criterion that the scenario says nothing about.
  public func answers(_ criteria: [SizeCriterion]) throws(SimulationError) -> SizeAnswers {
    var answers: [SizeAnswer] = []
    for criterion in criteria { answers.append(try answer(criterion)) }
    return SizeAnswers(answers, sizes: sizes)
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

// MARK: - Criteria

extension SizingResults {
  private func answer(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    switch criterion {
    case .decision: try decision(criterion)
    case .width: try interval(criterion) { width($0) }
    case .assuredWidth(let width, _): try assured(width, criterion)
    case .seeEvent(let sighting, _):
      SizeAnswer(
        criterion, looked.map { number(sighting.chance(among: $0)) }, from: sizes.lowerBound,
        isExact: true)
    case .assurance(_, let prior): try assurance(prior, criterion)
    case .recurrences(let least, _): recorded(atLeast: least, criterion)
    case .months:
      try months(criterion)
    }
  }

  /// Exact numbers are looked at beyond the range, so that a size just outside is known too.
  private var looked: ClosedRange<Int> {
    sizes.lowerBound...ExactSizes.reach(beyond: sizes.upperBound)
  }

  private func number(_ value: Double) -> Measure {
    Measure(.entered, value: value, mcse: 0, replicates: trials)
  }

  private func decision(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    guard model.decision != nil else {
      throw .invalid(path: "decision", reason: "the scenario has none, so it has no chance")
    }
    return SizeAnswer(
      criterion, (sizes.lowerBound...chancesReach).map { chance($0) }, from: sizes.lowerBound,
      isExact: hasExactChances)
  }

  private var chancesReach: Int {
    hasExactChances ? exact?.largest ?? sizes.upperBound : sizes.upperBound
  }

  private func interval(
    _ criterion: SizeCriterion, _ number: (Int) -> Measure?
  ) throws(SimulationError) -> SizeAnswer {
    guard model.analyses[0].method.hasInterval else {
      throw .invalid(path: "analyses.\(subject)", reason: "has no interval that could be narrow")
    }
    return SizeAnswer(
      criterion, (hasExactWidths ? looked : sizes).map(number), from: sizes.lowerBound,
      isExact: hasExactWidths)
  }

  private func assured(
    _ width: Double, _ criterion: SizeCriterion
  ) throws(SimulationError) -> SizeAnswer {
    if let exact, let chances = exact.chances(ofWidthAtMost: width) {
      return try interval(criterion) {
        exact.finding(chances, $0).measure(.coverage, .assumed, size: $0)
      }
    }
    if self.width != width {
      throw .invalid(
        path: "analyses.\(subject)", reason: "was not simulated for a width of \(width)")
    }
    return try interval(criterion) { share(.coverage, $0, 0, .narrow) }
  }

  private func assurance(
    _ prior: BetaMixture, _ criterion: SizeCriterion
  ) throws(SimulationError) -> SizeAnswer {
    guard let exact, let chances = exact.chances(under: prior) else {
      throw .invalid(
        path: "decision",
        reason: "assurance under a prior of the rate needs a decision by the counts of a proportion"
      )
    }
    return SizeAnswer(
      criterion, looked.map { exact.finding(chances, $0).measure(.coverage, .assumed, size: $0) },
      from: sizes.lowerBound, isExact: true)
  }

  /// X ~ Bin(n, r) with r recurrences recorded a person; dP(X >= k)/dr = n b(k - 1; n - 1, r).
  private func recorded(atLeast least: Int, _ criterion: SizeCriterion) -> SizeAnswer {
    let largest = sizes.upperBound
    let perPerson = recurrences(largest)
    let rate = min(1, max(0, (perPerson?.value ?? 0) / Double(largest)))
    let curve = looked.map { size in
      let others = BinomialDistribution(trials: size - 1, probability: rate)
      let slope = Double(size) * others.pmf(least - 1)
      return Measure(
        .recurrences, sampleSize: size,
        value: BinomialDistribution(trials: size, probability: rate).survival(least - 1),
        mcse: perPerson?.mcse.map { $0 / Double(largest) * slope }, replicates: trials)
    }
    return SizeAnswer(criterion, curve, from: sizes.lowerBound, isExact: true)
  }

  private func months(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    guard model.durations != nil else {
      throw .invalid(
        path: "trial.recruited_per_month", reason: "is not written, so no trial has a duration")
    }
    return SizeAnswer(
      criterion, sizes.map { months($0) }, from: sizes.lowerBound, isExact: false)
  }
}
