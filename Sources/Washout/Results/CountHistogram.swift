/// How often each of the values 0, 1, 2 and so on occurred.
struct CountHistogram {
  private let counts: ArraySlice<Int64>

  init(_ counts: ArraySlice<Int64>) { self.counts = counts }

  /// Number of cases.
  var cases: Int64 { counts.reduce(0, +) }
  /// Sum of the values.
  var sum: Int64 { zip(Int64(0)..., counts).reduce(0) { $0 + $1.0 * $1.1 } }
  /// Sum of their squares.
  var squares: Int64 { zip(Int64(0)..., counts).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } }

  /// The mean with its error.
  var mean: Finding { Finding(sum: Double(sum), squares: Double(squares), replicates: cases) }

  /// The smallest value that at least a share of cases do not exceed; nil without cases.
  func quantile(_ share: Double) -> Int? {
    let total = Double(cases)
    if total == 0 { return nil }
    var below: Int64 = 0
    for (value, count) in zip(0..., counts) {
      below += count
      if Double(below) >= share * total { return value }
    }
    return nil
  }
}
