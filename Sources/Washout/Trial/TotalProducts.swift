/// Sums over trials of the products of each two totals, a number of trials at a time.
///
/// Totals are numbers of people and mostly small: kept as numbers of 16 bits, a column for each total, two
/// of them are multiplied over a whole batch of trials in a few instructions. Sums of integers are the same
/// in any order.
package struct TotalProducts: Sendable {
  /// Trials of a batch.
  private static let batch = 64
  /// Above this, 64 products could exceed 32 bits.
  private static let largest: Int64 = 4095

  private let totals: Int
  /// Element `total * batch + trial`; 0 for trials that have not come yet.
  private var columns: [Int16]
  private var trials = 0

  /// Products of so many totals.
  package init(totals: Int) {
    self.totals = totals
    columns = Array(repeating: 0, count: totals * Self.batch)
  }

  /// Whether the products must be added before another trial comes.
  package var isFull: Bool { trials == Self.batch }

  /// Keeps the totals of a trial; false, and nothing kept, where one is too large.
  package mutating func keep(_ values: borrowing OwnedArray<Int64>) -> Bool {
    precondition(values.count == totals && !isFull)
    for i in values.indices where values[i] < 0 || values[i] > Self.largest { return false }
    let trial = trials
    trials += 1
    var columns = columns.mutableSpan
    for i in values.indices {
      columns[i * Self.batch + trial] = Int16(truncatingIfNeeded: values[i])
    }
    return true
  }

  /// Adds the product of total i and each total from i on, row by row, to what stands from the beginning.
  package mutating func add(to counts: inout [Int64]) {
    guard trials > 0 else { return }
    addProducts(to: &counts)
    for i in columns.indices { columns[i] = 0 }
    trials = 0
  }

  private func addProducts(to counts: inout [Int64]) {
    precondition(counts.count >= totals * (totals + 1) / 2)
    var counts = counts.mutableSpan
    columns.withUnsafeBufferPointer { columns in
      guard let first = columns.baseAddress else { return }
      var place = 0
      for i in 0..<totals {
        // Whole columns: there are as many as totals, and `place` counts the pairs.
        for j in i..<totals {
          counts[unchecked: place] &+= Int64(
            Self.product(first + i * Self.batch, first + j * Self.batch))
          place += 1
        }
      }
    }
  }

  /// The sum of 64 products of two columns' numbers.
  @inline(__always) private static func product(
    _ one: UnsafePointer<Int16>, _ other: UnsafePointer<Int16>
  ) -> Int32 {
    var sum: Int32 = 0
    for trial in 0..<batch { sum &+= Int32(one[trial]) &* Int32(other[trial]) }
    return sum
  }
}
