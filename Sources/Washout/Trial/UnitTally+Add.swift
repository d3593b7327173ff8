extension UnitTally {
  /// Adds a full trial.
  mutating func add(_ replicate: borrowing Replicate, _ model: Model) {
    addProducts(replicate.totals)
    addLooks(replicate, model)
    for size in model.sizes.indices {
      for arm in 0..<model.arms { addTrial(replicate, model, size, arm) }
      if model.arms == 2 { addTrialPair(replicate, model, size) }
      for analysis in model.analyses.indices {
        for arm in 0..<model.arms { addEstimate(replicate, model, size, analysis, arm) }
        if model.arms == 2 { addEstimatePair(replicate, model, size, analysis) }
      }
    }
  }

  private mutating func addLooks(_ replicate: borrowing Replicate, _ model: Model) {
    guard let looks = model.looks else { return }
    let planned = model.plannedSize
    for arm in 0..<model.arms {
      guard let progress = replicate.looks(arm: arm) else { continue }
      add(
        progress, model.layout.looks[arm], model.analyses[looks.analysis],
        looks.inference, decided: replicate.decided(model, planned, arm) != nil)
    }
  }

  /// Totals are numbers of people, below 2^32: such factors are multiplied several at a time, and small
  /// ones of many trials together.
  private mutating func addProducts(_ totals: borrowing OwnedArray<Int64>) {
    if keepProducts(totals) { return }
    var counts = counts.mutableSpan
    let low: Int64 = 0xffff_ffff
    var place = 0
    for i in totals.indices {
      let (factor, width) = (totals[i] & low, totals.count - i)
      if factor != 0 {
        precondition(place + width <= counts.count)
        for j in 0..<width {
          counts[unchecked: place + j] &+= factor &* (totals[i + j] & low)
        }
      }
      place += width
    }
  }

  private mutating func addTrial(
    _ replicate: borrowing Replicate, _ model: Model, _ size: Int, _ arm: Int
  ) {
    let trial = replicate.trials[size * model.arms + arm]
    let places = model.layout.trials[size * model.arms + arm]
    counts[places.screened] += Int64(trial.screened)
    counts[places.screenedSquare] += Int64(trial.screened * trial.screened)
    let reach = model.sizes[size]
    count(places.entered + min(trial.entered, reach))
    count(places.recurrences + min(trial.recurrences, reach))
    addDuration(trial.days, places, model, size)
    if replicate.verdict(model, size, arm) == .noGo { counts[places.noGo] += 1 }
    guard let largest = replicate.decided(model, size, arm) else { return }
    counts[places.decided] += 1
    counts[places.decidedObserved] += Int64(largest.observed)
    counts[places.decidedEvents] += Int64(largest.events)
    counts[places.decidedMissing] += Int64(largest.missing)
  }

  private mutating func addDuration(
    _ days: Double, _ places: TrialPlaces, _ model: Model, _ size: Int
  ) {
    guard let durations = model.durations, let place = places.months else { return }
    let months = days / DurationClasses.daysPerMonth
    count(place.classes + durations.index(months: months, size: size))
    sums[place.sum] += months
    sums[place.squareSum] += months * months
  }

  private mutating func addTrialPair(
    _ replicate: borrowing Replicate, _ model: Model, _ size: Int
  ) {
    let (assumed, noEffect) = (replicate.trials[2 * size], replicate.trials[2 * size + 1])
    let places = model.layout.trialPairs[size]
    counts[places.entered] += Int64(assumed.entered * noEffect.entered)
    counts[places.recurrences] += Int64(assumed.recurrences * noEffect.recurrences)
    let both = replicate.decided(model, size, 0) != nil && replicate.decided(model, size, 1) != nil
    counts[places.decided] += both ? 1 : 0
  }

  private mutating func addEstimate(
    _ replicate: borrowing Replicate, _ model: Model, _ size: Int, _ analysis: Int,
    _ arm: Int
  ) {
    let index = (size * model.analyses.count + analysis) * model.arms + arm
    let estimate = replicate.estimates[index]
    let places = model.layout.estimates[index]
    if let table = places.table {
      count(table + CountTable.cell(estimate.events, of: estimate.denominator))
    }
    if let rates = places.rates { RateSums.add(estimate, to: &counts, at: rates) }
    if !estimate.exists { return }
    let first = model.layout.totals.population(model.analyses[analysis].estimand, arm: arm)
    Self.addTruth(replicate.totals, from: first, of: estimate.value, places, &counts, &sums)
    if let survival = places.survival { addSurvival(estimate, survival) }
  }

  private static func addTruth(
    _ totals: borrowing OwnedArray<Int64>, from first: Int, of e: Double, _ places: EstimatePlaces,
    _ counts: inout [Int64], _ sums: inout [Double]
  ) {
    var counts = counts.mutableSpan
    var sums = sums.mutableSpan
    for k in 0..<4 {
      let total = totals[first + k]
      counts[places.validTruth + k] += total
      sums[places.estimateTruth + k] += e * Double(total)
      sums[places.estimateSquareTruth + k] += e * e * Double(total)
    }
  }

  private mutating func addSurvival(_ estimate: TrialEstimate, _ places: SurvivalPlaces) {
    let denominator = Int64(estimate.denominator)
    counts[places.valid] += 1
    counts[places.noEvents] += estimate.value == 0 ? 1 : 0
    counts[places.allEvents] += estimate.value == 1 ? 1 : 0
    counts[places.denominator] += denominator
    counts[places.denominatorSquare] += denominator * denominator
    count(places.lower + LimitHistogram.bin(estimate.lower))
    count(places.upper + LimitHistogram.bin(estimate.upper))
    EstimateSums.add(estimate, to: &sums, at: places.moments)
  }

  private mutating func addEstimatePair(
    _ replicate: borrowing Replicate, _ model: Model, _ size: Int, _ analysis: Int
  ) {
    let index = size * model.analyses.count + analysis
    let (assumed, noEffect) = (replicate.estimates[2 * index], replicate.estimates[2 * index + 1])
    if !assumed.exists || !noEffect.exists { return }
    let places = model.layout.estimatePairs[index]
    counts[places.valid] += 1
    PairSums.add(assumed, noEffect, to: &sums, at: places.products)
  }
}

extension Replicate {
  /// The deciding analysis of the largest trial if the trial of a size makes the decision, else nil.
  func decided(
    _ model: Model, _ size: Int, _ arm: Int
  ) -> TrialEstimate? {
    guard let decision = model.decision,
      decision.isMade(by: deciding(decision, model, size, arm))
    else { return nil }
    return deciding(decision, model, model.sizes.count - 1, arm)
  }

  /// Which of three conclusions the trial of a size comes to; nil where the decision knows only one.
  func verdict(
    _ model: Model, _ size: Int, _ arm: Int
  ) -> CompiledDecision.Verdict? {
    guard let decision = model.decision else { return nil }
    return decision.verdict(on: deciding(decision, model, size, arm))
  }

  private func deciding(
    _ decision: CompiledDecision, _ model: Model, _ size: Int, _ arm: Int
  ) -> TrialEstimate {
    estimates[(size * model.analyses.count + decision.analysis) * model.arms + arm]
  }
}
