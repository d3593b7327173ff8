internal import WashoutNumerics
internal import WashoutStatistics

extension SizingResults {
  /// The sizes that meet each criterion, and those that meet all.
  ///
  /// - Throws: `SimulationError.invalid` for a criterion that the scenario says nothing about.
  public func answers(_ criteria: [SizeCriterion]) throws(SimulationError) -> SizeAnswers {
    var answers: [SizeAnswer] = []
    for criterion in criteria { answers.append(try answer(criterion)) }
    return SizeAnswers(answers, sizes: sizes)
  }

  private func answer(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    switch criterion {
    case .decision: try decision(criterion)
    case .width: try interval(criterion)
    case .assuredWidth(let width, _): try assured(width, criterion)
    case .seeEvent(let sighting, _):
      exactly(criterion, looked) {
        Measure(.entered, value: sighting.chance(among: $0), replicates: 0)
      }
    case .assurance(_, let prior): try assurance(prior, criterion)
    case .recurrences(let least, _): recorded(atLeast: least, criterion)
    case .months: try months(criterion)
    }
  }

  /// Exact numbers are looked at beyond the range, so that a size just outside is known too.
  private var looked: ClosedRange<Int> {
    sizes.lowerBound...ExactSizes.reach(beyond: sizes.upperBound)
  }

  private func exactly(
    _ criterion: SizeCriterion, _ sizes: ClosedRange<Int>, _ possible: [[Double?]] = [],
    _ number: (Int) -> Measure?
  ) -> SizeAnswer {
    SizeAnswer(
      criterion, sizes.map(number), possible: possible, from: sizes.lowerBound, isExact: true)
  }

  private func simulated(_ criterion: SizeCriterion, _ number: (Int) -> Measure?) -> SizeAnswer {
    SizeAnswer(simulated: criterion, sizes.map(number), from: sizes.lowerBound)
  }

  private func decision(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    guard scenario.decision != nil else {
      throw .invalid(path: "decision", reason: "the scenario has none, so it has no chance")
    }
    guard hasExactChances, let exact else { return simulated(criterion) { chance($0) } }
    let looked = sizes.lowerBound...exact.largest
    return exactly(criterion, looked, exact.possibleChances(looked)) { chance($0) }
  }

  private func interval(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    try checkInterval()
    guard hasExactWidths, let exact else { return simulated(criterion) { width($0) } }
    return exactly(criterion, looked, exact.possibleWidths(looked)) { width($0) }
  }

  private func checkInterval() throws(SimulationError) {
    if !hasInterval {
      throw .invalid(
        path: "analyses.\(scenario.analyses[0].name)",
        reason: "has no interval that could be narrow")
    }
  }

  private func assured(
    _ width: Double, _ criterion: SizeCriterion
  ) throws(SimulationError) -> SizeAnswer {
    try checkInterval()
    if let exact, let chances = exact.chances(ofWidthAtMost: width) {
      let possible = exact.possibleChances(ofWidthAtMost: width, looked)
      return exactly(criterion, looked, possible) {
        exact.finding(chances, $0).measure(.coverage, .assumed, size: $0)
      }
    }
    guard assuredWidth == width else {
      throw .invalid(
        path: "analyses.\(scenario.analyses[0].name)",
        reason: "was not simulated for a width of \(width)")
    }
    return simulated(criterion) { narrow($0) }
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
    return exactly(criterion, looked, exact.possible(chances, looked)) {
      exact.finding(chances, $0).measure(.coverage, .assumed, size: $0)
    }
  }

  /// X ~ Bin(n, r) with r recurrences recorded a person; dP(X >= k)/dr = n b(k - 1; n - 1, r).
  private func recorded(atLeast least: Int, _ criterion: SizeCriterion) -> SizeAnswer {
    let largest = Double(sizes.upperBound)
    let (rate, error) = (
      share((recurrences(sizes.upperBound)?.value ?? 0) / largest),
      (recurrences(sizes.upperBound)?.mcse ?? 0) / largest
    )
    func chance(_ rate: Double, _ size: Int) -> Double {
      BinomialDistribution(trials: size, probability: rate).survival(least - 1)
    }
    let possible = [-2.0, 2].map { errors in
      looked.map { chance(share(rate + errors * error), $0) as Double? }
    }
    return exactly(criterion, looked, possible) { size in
      let others = BinomialDistribution(trials: size - 1, probability: rate)
      return Measure(
        .recurrences, sampleSize: size, value: chance(rate, size),
        mcse: error * Double(size) * others.pmf(least - 1), replicates: trials)
    }
  }

  private func share(_ value: Double) -> Double { min(1, max(0, value)) }

  private func months(_ criterion: SizeCriterion) throws(SimulationError) -> SizeAnswer {
    guard months(sizes.lowerBound) != nil else {
      throw .invalid(
        path: "trial.recruited_per_month", reason: "is not written, so no trial has a duration")
    }
    return simulated(criterion) { months($0) }
  }
}
