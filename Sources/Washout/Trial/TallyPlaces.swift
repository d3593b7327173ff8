/// Screening: places among the dense counts.
package struct FunnelPlaces: Sendable, Equatable {
  package let criteria: Int
  package let screened: Int
  package let screenedInFull: Int
  package let scoreSum: Int
  package let scoreSquareSum: Int
  /// First of one place a criterion.
  package let failedFirst: Int
  /// First of one place a criterion.
  package let failedAtAll: Int

  init(criteria: Int, _ dense: inout Cursor) {
    self.criteria = criteria
    screened = dense.take()
    screenedInFull = dense.take()
    scoreSum = dense.take()
    scoreSquareSum = dense.take()
    failedFirst = dense.take(criteria)
    failedAtAll = dense.take(criteria)
  }
}

/// Trials of one size on one drug.
package struct TrialPlaces: Sendable, Equatable {
  /// Dense: people screened, and its square.
  package let screened: Int
  package let screenedSquare: Int
  /// Dense: decisions made, and their products with the people observed, events and missing outcomes of the
  /// deciding analysis in the largest trial.
  package let decided: Int
  package let decidedObserved: Int
  package let decidedEvents: Int
  package let decidedMissing: Int
  /// Dense: trials that come to the opposite conclusion.
  package let noGo: Int
  /// Cells: number who entered, 0...size.
  package let entered: Int
  /// Cells: number of recurrences recorded, 0...size.
  package let recurrences: Int
  /// Duration, where it is simulated.
  package let months: DurationPlaces?

  init(
    _ size: Int, _ hasDurations: Bool, _ dense: inout Cursor, _ cells: inout Cursor,
    _ sums: inout Cursor
  ) {
    screened = dense.take()
    screenedSquare = dense.take()
    decided = dense.take()
    decidedObserved = dense.take()
    decidedEvents = dense.take()
    decidedMissing = dense.take()
    noGo = dense.take()
    entered = cells.take(size + 1)
    recurrences = cells.take(size + 1)
    months = hasDurations ? DurationPlaces(&cells, &sums) : nil
  }
}

/// Duration of trials of one size on one drug.
package struct DurationPlaces: Sendable, Equatable {
  /// Cells: the classes of `DurationClasses`.
  package let classes: Int
  /// Sums: months, and their square.
  package let sum: Int
  package let squareSum: Int

  init(_ cells: inout Cursor, _ sums: inout Cursor) {
    classes = cells.take(DurationClasses.count)
    sum = sums.take()
    squareSum = sums.take()
  }
}

/// Trials of one size on both drugs: dense sums of products.
package struct TrialPairPlaces: Sendable, Equatable {
  package let entered: Int
  package let recurrences: Int
  package let decided: Int

  init(_ dense: inout Cursor) {
    entered = dense.take()
    recurrences = dense.take()
    decided = dense.take()
  }
}

/// One analysis of trials of one size on one drug.
///
/// Valid trials are those with an estimate.
package struct EstimatePlaces: Sendable, Equatable {
  /// Dense: over valid trials, the estimand's population and three layers in the largest trial.
  package let validTruth: Int
  /// Sums: the same times the estimate, then times its square.
  package let estimateTruth: Int
  package let estimateSquareTruth: Int
  /// Where a proportion keeps its trials.
  package let table: Int?
  /// Where another method keeps its trials.
  package let survival: SurvivalPlaces?
  /// Dense: `RateSums.count` sums of a tilted proportion's counts and their products, nobody observed
  /// included.
  package let rates: Int?

  init(
    _ method: CompiledAnalysis.Method, _ size: Int, _ dense: inout Cursor, _ cells: inout Cursor,
    _ sums: inout Cursor
  ) {
    validTruth = dense.take(4)
    estimateTruth = sums.take(4)
    estimateSquareTruth = sums.take(4)
    table = method.isOfCounts ? cells.take(CountTable.cells(largest: size)) : nil
    survival = method.isOfCounts ? nil : SurvivalPlaces(&dense, &cells, &sums)
    rates = method.tilt == nil ? nil : dense.take(RateSums.count)
  }
}

/// What is kept of estimates that no finite table holds.
package struct SurvivalPlaces: Sendable, Equatable {
  /// Dense: trials with an estimate, without events, with nothing but events.
  package let valid: Int
  package let noEvents: Int
  package let allEvents: Int
  /// Dense: people in the denominator, and its square.
  package let denominator: Int
  package let denominatorSquare: Int
  /// Cells: `LimitHistogram.bins` bins each.
  package let lower: Int
  package let upper: Int
  /// Sums in the order of `EstimateSums`.
  package let moments: Int

  init(_ dense: inout Cursor, _ cells: inout Cursor, _ sums: inout Cursor) {
    valid = dense.take()
    noEvents = dense.take()
    allEvents = dense.take()
    denominator = dense.take()
    denominatorSquare = dense.take()
    lower = cells.take(LimitHistogram.bins)
    upper = cells.take(LimitHistogram.bins)
    moments = sums.take(EstimateSums.count)
  }
}

/// One analysis on both drugs, over trials in which both have an estimate.
package struct EstimatePairPlaces: Sendable, Equatable {
  /// Dense: such trials.
  package let valid: Int
  /// Sums in the order of `PairSums`.
  package let products: Int

  init(_ dense: inout Cursor, _ sums: inout Cursor) {
    valid = dense.take()
    products = sums.take(PairSums.count)
  }
}

/// Bins of limits on 0...1.
package enum LimitHistogram {
  /// Number of bins.
  package static let bins = 4096

  /// The bin of a value; 1 is in the last one.
  package static func bin(_ value: Double) -> Int {
    Int(min(max(value, 0) * Double(bins), Double(bins - 1)))
  }
}
