/// The looks at trials of the planned size on one drug.
package struct LookPlaces: Sendable, Equatable {
  /// Element k: look k, the end last.
  package let looks: [OneLookPlaces]
  /// Dense: people enrolled when a trial ended, and its square; people of its last look, and its square.
  package let enrolled: Int
  package let enrolledSquare: Int
  package let evaluated: Int
  package let evaluatedSquare: Int
  /// Dense: trials that declare.
  package let declared: Int
  /// Dense: trials with an estimate when they ended and at their planned end.
  package let estimated: Int
  /// Sums: the estimate when a trial ended, its square, that minus the estimate at the planned end, its
  /// square.
  package let estimate: Int
  package let estimateSquare: Int
  package let difference: Int
  package let differenceSquare: Int
  /// Sums: months, and their square.
  package let months: Int
  package let monthsSquare: Int
  /// Dense: trials in two stages by result, where everyone is in the denominator; nil for other looks.
  package let results: Int?
  /// Sums: the unbiased estimate minus the estimate at the planned end, and its square.
  package let unbiasedDifference: Int
  package let unbiasedDifferenceSquare: Int

  init(_ count: Int, results cells: Int, _ dense: inout Cursor, _ sums: inout Cursor) {
    looks = (0...count).map { _ in OneLookPlaces(&dense, &sums) }
    enrolled = dense.take()
    enrolledSquare = dense.take()
    evaluated = dense.take()
    evaluatedSquare = dense.take()
    declared = dense.take()
    estimated = dense.take()
    estimate = sums.take()
    estimateSquare = sums.take()
    difference = sums.take()
    differenceSquare = sums.take()
    months = sums.take()
    monthsSquare = sums.take()
    results = cells == 0 ? nil : dense.take(cells)
    unbiasedDifference = sums.take()
    unbiasedDifferenceSquare = sums.take()
  }
}

/// One look, or the end.
package struct OneLookPlaces: Sendable, Equatable {
  /// Dense: trials that ended here.
  package let stopped: Int
  /// Dense: trials that reached it with an estimate.
  package let reached: Int
  /// Dense: people enrolled beyond it by trials that ended here, and its square.
  package let overrun: Int
  package let overrunSquare: Int
  /// Sums: the estimate of those that reached it, and its square.
  package let estimate: Int
  package let estimateSquare: Int

  init(_ dense: inout Cursor, _ sums: inout Cursor) {
    stopped = dense.take()
    reached = dense.take()
    overrun = dense.take()
    overrunSquare = dense.take()
    estimate = sums.take()
    estimateSquare = sums.take()
  }
}

extension UnitTally {
  /// Adds the looks at one trial; `decided` is what its decision says at the planned end.
  mutating func add(
    _ progress: borrowing LookProgress, _ places: LookPlaces, _ analysis: CompiledAnalysis,
    _ inference: TwoStageInference?, decided: Bool
  ) {
    let record = progress.record
    let last = record.stopped ?? places.looks.count - 1
    counts[places.looks[last].stopped] += 1
    let overrun = Int64(record.enrolled - record.evaluated)
    counts[places.looks[last].overrun] += overrun
    counts[places.looks[last].overrunSquare] += overrun * overrun
    for look in 0...last {
      let now = progress.counts[look]
      let estimate = analysis.estimate(now.events, of: now.denominator)
      if estimate.exists { add(estimate.value, places.looks[look]) }
    }
    add(record, places)
    // A trial that an earlier look stopped for few recurrences has declared; for many, it has not.
    counts[places.declared] += record.declares ?? decided ? 1 : 0
    let end = progress.counts[places.looks.count - 1]
    let atEnd = analysis.estimate(end.events, of: end.denominator)
    let atStop = analysis.estimate(record.events, of: record.denominator)
    guard atEnd.exists, atStop.exists else { return }
    let difference = atStop.value - atEnd.value
    counts[places.estimated] += 1
    sums[places.estimate] += atStop.value
    sums[places.estimateSquare] += atStop.value * atStop.value
    sums[places.difference] += difference
    sums[places.differenceSquare] += difference * difference
    if let inference { add(record, inference, atEnd: atEnd.value, places) }
  }

  /// What two stages say, where everyone evaluated is in the denominator.
  private mutating func add(
    _ record: LookRecord, _ inference: TwoStageInference, atEnd: Double, _ places: LookPlaces
  ) {
    let cell = inference.cell(recurrences: record.events, isStopped: record.stopped != nil)
    guard let results = places.results, record.denominator == record.evaluated,
      let estimate = inference[cell]
    else { return }
    counts[results + cell] += 1
    let difference = estimate.unbiased - atEnd
    sums[places.unbiasedDifference] += difference
    sums[places.unbiasedDifferenceSquare] += difference * difference
  }

  private mutating func add(_ estimate: Double, _ places: OneLookPlaces) {
    counts[places.reached] += 1
    sums[places.estimate] += estimate
    sums[places.estimateSquare] += estimate * estimate
  }

  private mutating func add(_ record: LookRecord, _ places: LookPlaces) {
    counts[places.enrolled] += Int64(record.enrolled)
    counts[places.enrolledSquare] += Int64(record.enrolled * record.enrolled)
    counts[places.evaluated] += Int64(record.evaluated)
    counts[places.evaluatedSquare] += Int64(record.evaluated * record.evaluated)
    let months = record.days / DurationClasses.daysPerMonth
    sums[places.months] += months
    sums[places.monthsSquare] += months * months
  }
}
