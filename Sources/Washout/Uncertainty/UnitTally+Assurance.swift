extension UnitTally {
  /// Adds what a draw gives: two trials where trials decide, else one.
  mutating func add(
    _ first: borrowing Replicate, _ second: borrowing Replicate?, _ draw: ParameterDraw,
    _ model: Model
  ) {
    guard let places = model.layout.assurance else { return }
    switch second {
    case .some(let second): addDecisions(first, second, places, model)
    case .none: break
    }
    guard let analysis = model.drivenAnalysis else { return }
    let index = (model.plannedSize * model.analyses.count + analysis) * model.arms
    let estimate = first.estimates[index]
    guard estimate.exists else { return }
    let bin = AssurancePlaces.bin(estimate.value)
    count(places.estimates + bin)
    for (prior, rank) in draw.ranks.enumerated() {
      let place = places.ranks + 2 * (prior * AssurancePlaces.bins + bin)
      sums[place] += rank
      sums[place + 1] += rank * rank
    }
  }

  private mutating func addDecisions(
    _ first: borrowing Replicate, _ second: borrowing Replicate, _ places: AssurancePlaces,
    _ model: Model
  ) {
    var difference: Int64 = 0
    for (arm, places) in places.decisions.enumerated() {
      let one = first.decided(model, model.plannedSize, arm) != nil
      let two = second.decidesAlone(model, arm)
      counts[places.first] += one ? 1 : 0
      counts[places.second] += two ? 1 : 0
      counts[places.both] += one && two ? 1 : 0
      difference += (arm == 0 ? 1 : -1) * ((one ? 1 : 0) + (two ? 1 : 0))
    }
    if places.decisions.count < 2 { return }
    counts[places.difference] += difference
    counts[places.differenceSquare] += difference * difference
  }
}

extension Replicate {
  /// Whether a trial of the planned size alone makes the decision.
  func decidesAlone(_ model: Model, _ arm: Int) -> Bool {
    guard let decision = model.decision else { return false }
    return decision.isMade(by: estimates[decision.analysis * model.arms + arm])
  }
}
