/// Sums over trials of every size that is asked about, in memory that grows with the number of sizes.
///
/// A run's tally keeps a table of counts for each size, which would fill the memory here. It is the same
/// bits for any number of threads when units are merged in order.
struct SizingTally: Sendable {
  private(set) var trials: Int64 = 0
  /// Element `arm`: counts of the analysis in the largest trials.
  private(set) var rates: [RateSums]
  /// Element `arm`: sums of a, b, aa, ab, bb with a recurrences recorded and b people who enter, of all
  /// simulated.
  private(set) var recurrence: [[Double]]
  /// Element `(size * arms + arm) * SizePlace.count + place`.
  private var sums: [Double]
  private let arms: Int

  init(sizes: Int, arms: Int) {
    self.arms = arms
    rates = Array(repeating: RateSums(), count: arms)
    recurrence = Array(repeating: Array(repeating: 0, count: 5), count: arms)
    sums = Array(repeating: 0, count: sizes * arms * SizePlace.allCases.count)
  }

  /// A sum over trials of a size, by its number, on one drug.
  subscript(size: Int, arm: Int, place: SizePlace) -> Double {
    sums[first(size, arm) + place.rawValue]
  }

  private func first(_ size: Int, _ arm: Int) -> Int {
    (size * arms + arm) * SizePlace.allCases.count
  }

  /// Adds one simulated trial; `width` is what an interval is to be no wider than.
  mutating func add(
    _ trial: borrowing Replicate, _ model: Model, _ analysis: Int, width: Double?
  ) {
    trials += 1
    let analyses = model.analyses.count
    for arm in 0..<arms {
      let largest = (model.sizes.count - 1) * analyses + analysis
      rates[arm].add(trial.estimates[largest * arms + arm], times: 1)
      addRecurrence(trial, model, arm)
      for size in model.sizes.indices {
        let first = first(size, arm)
        add(trial.trials[size * arms + arm], first)
        let estimate = trial.estimates[(size * analyses + analysis) * arms + arm]
        if estimate.exists { add(estimate, first, width) }
        if let whole = trial.decided(model, size, arm) { addDecision(of: whole, first) }
      }
    }
  }

  private mutating func addRecurrence(
    _ trial: borrowing Replicate, _ model: Model, _ arm: Int
  ) {
    let (totals, recurrence) = (model.layout.totals, model.scenario.recurrence)
    guard let primary = recurrence.definitions.firstIndex(where: { $0.name == recurrence.primary })
    else { return }
    let indicator = Indicator.recurrence(definition: primary, layer: .assessed)
    let a = Double(trial.totals[totals.index(indicator, arm: arm)])
    let b = Double(trial.totals[totals.index(.entered, arm: arm)])
    for (i, term) in [a, b, a * a, a * b, b * b].enumerated() { self.recurrence[arm][i] += term }
  }

  private mutating func add(_ record: TrialRecord, _ first: Int) {
    let months = record.days / DurationClasses.daysPerMonth
    addSquare(Double(record.entered), first, .entered, .enteredSquare)
    addSquare(Double(record.recurrences), first, .recurrences, .recurrencesSquare)
    addSquare(Double(record.screened), first, .screened, .screenedSquare)
    addSquare(months, first, .months, .monthsSquare)
  }

  private mutating func add(_ estimate: TrialEstimate, _ first: Int, _ width: Double?) {
    sums[first + SizePlace.valid.rawValue] += 1
    addSquare(estimate.width, first, .width, .widthSquare)
    if let width, estimate.width <= width { sums[first + SizePlace.narrow.rawValue] += 1 }
  }

  /// The decision is made in a trial; `whole` is the estimate of the largest one that it is the beginning
  /// of.
  private mutating func addDecision(of whole: TrialEstimate, _ first: Int) {
    sums[first + SizePlace.decided.rawValue] += 1
    sums[first + SizePlace.decidedObserved.rawValue] += Double(whole.observed)
    sums[first + SizePlace.decidedEvents.rawValue] += Double(whole.events)
    sums[first + SizePlace.decidedMissing.rawValue] += Double(whole.missing)
  }

  private mutating func addSquare(
    _ value: Double, _ first: Int, _ place: SizePlace, _ square: SizePlace
  ) {
    sums[first + place.rawValue] += value
    sums[first + square.rawValue] += value * value
  }

  /// Adds later trials.
  mutating func merge(_ later: SizingTally) {
    trials += later.trials
    for arm in rates.indices {
      rates[arm].merge(later.rates[arm])
      for i in recurrence[arm].indices { recurrence[arm][i] += later.recurrence[arm][i] }
    }
    for i in sums.indices { sums[i] += later.sums[i] }
  }
}

/// What is summed over trials of a size.
enum SizePlace: Int, CaseIterable {
  case decided, decidedObserved, decidedEvents, decidedMissing
  case entered, enteredSquare, recurrences, recurrencesSquare
  case screened, screenedSquare, months, monthsSquare
  case valid, width, widthSquare, narrow
}

extension RateSums {
  /// Adds later trials.
  fileprivate mutating func merge(_ later: RateSums) {
    m += later.m
    x += later.x
    l += later.l
    mm += later.mm
    mx += later.mx
    xx += later.xx
    ml += later.ml
    xl += later.xl
    ll += later.ll
  }
}
