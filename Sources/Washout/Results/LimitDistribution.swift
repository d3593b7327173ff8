/// How an analysis's confidence limits are distributed, so that coverage of any value can be read off.
struct LimitDistribution {
  private let kind: Kind

  private enum Kind {
    case counts([(estimate: TrialEstimate, count: Int64)])
    case bins(lower: ArraySlice<Int64>, upper: ArraySlice<Int64>)
  }

  /// Every trial's limits.
  init(_ cells: [(estimate: TrialEstimate, count: Int64)]) { kind = .counts(cells) }

  /// Limits in the bins of `LimitHistogram`.
  init(lower: ArraySlice<Int64>, upper: ArraySlice<Int64>) {
    kind = .bins(lower: lower, upper: upper)
  }

  /// Trials whose interval holds a value: those with lower <= value less those with upper < value.
  ///
  /// In bins, a limit in the value's own bin of 1/4,096 counts as holding it.
  func covering(_ value: Double) -> Int64 {
    switch kind {
    case .counts(let cells):
      return cells.reduce(0) {
        let estimate = $1.estimate
        return $0 + (estimate.lower <= value && value <= estimate.upper ? $1.count : 0)
      }
    case .bins(let lower, let upper):
      let bin = LimitHistogram.bin(value)
      let reaching = lower.prefix(bin + 1).reduce(0, +)
      return reaching - upper.prefix(bin).reduce(0, +)
    }
  }

  /// The fewest and the most trials that cover a value of a range.
  ///
  /// Coverage is a step function that changes only at limits, so it is read there and at both ends.
  func covering(over range: ClosedRange<Double>) -> ClosedRange<Int64> {
    var fewest = covering(range.lowerBound)
    var most = fewest
    for value in steps(in: range) + [range.upperBound] {
      let count = covering(value)
      fewest = min(fewest, count)
      most = max(most, count)
    }
    return fewest...most
  }

  /// Values of the range at and next to which coverage can change.
  private func steps(in range: ClosedRange<Double>) -> [Double] {
    switch kind {
    case .counts(let cells):
      let limits = cells.flatMap { [$0.estimate.lower, $0.estimate.upper] }
      return limits.flatMap { [$0.nextDown, $0, $0.nextUp] }.filter(range.contains)
    case .bins:
      let width = 1 / Double(LimitHistogram.bins)
      let first = LimitHistogram.bin(range.lowerBound)
      let last = LimitHistogram.bin(range.upperBound)
      return (first...last).map { (Double($0) + 0.5) * width }.filter(range.contains)
    }
  }
}
