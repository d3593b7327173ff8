/// Sums over trials of the products of each two totals, a number of trials at a time.
///
/// Totals are numbers of people and mostly small: kept as numbers of 16 bits, two of them are multiplied over a
/// whole batch of trials in a few instructions. Sums of integers are the same in any order.
package struct TotalProducts: Sendable {
  /// Trials of a batch, eight to a vector.
  private static let batch = 64
  private static let vectors = batch / 8
  /// Above this, 64 products could exceed 32 bits; all bits up to its highest.
  private static let largest: Int64 = 4095

  private let totals: Int
  /// Element `trial * totals + total`; 0 for trials that have not come yet.
  private var rows: [Int16]
  /// Element `total * vectors + trial / 8`, filled of the rows of a batch.
  private var columns: [SIMD8<Int16>]
  private var trials = 0

  /// Products of so many totals.
  package init(totals: Int) {
    self.totals = totals
    rows = Array(repeating: 0, count: totals * Self.batch)
    columns = Array(repeating: SIMD8(), count: totals * Self.vectors)
  }

  /// Whether the products must be added before another trial comes.
  package var isFull: Bool { trials == Self.batch }

  /// Keeps the totals of a trial; false, and nothing kept, where one is too large.
  package mutating func keep(_ values: borrowing OwnedArray<Int64>) -> Bool {
    precondition(values.count == totals && !isFull)
    var bits: Int64 = 0
    for i in values.indices { bits |= values[i] }
    // A number below zero has its highest bit.
    if bits & ~Self.largest != 0 { return false }
    let first = trials * totals
    var rows = rows.mutableSpan
    precondition(first >= 0 && first + values.count <= rows.count)
    // One row of the batch.
    for i in values.indices { rows[unchecked: first &+ i] = Int16(truncatingIfNeeded: values[i]) }
    trials += 1
    return true
  }

  /// Adds the product of total i and each total from i on, row by row, to what stands from the beginning.
  package mutating func add(to counts: inout [Int64]) {
    guard trials > 0 else { return }
    Self.fill(&columns, rows, totals)
    addProducts(to: &counts)
    for i in rows.indices { rows[i] = 0 }
    trials = 0
  }

  private static func fill(
    _ columns: inout [SIMD8<Int16>], _ rows: [Int16], _ totals: Int
  ) {
    precondition(rows.count == batch * totals && columns.count == vectors * totals)
    let rows = rows.span
    var columns = columns.mutableSpan
    for eight in 0..<vectors {
      for total in 0..<totals {
        var column = SIMD8<Int16>()
        // Eight rows of `totals` numbers from 8 * eight on, of 64.
        for lane in 0..<8 {
          column[lane] = rows[unchecked: (8 &* eight &+ lane) &* totals &+ total]
        }
        columns[unchecked: total &* vectors &+ eight] = column
      }
    }
  }

  private func addProducts(to counts: inout [Int64]) {
    precondition(counts.count >= totals * (totals + 1) / 2)
    precondition(columns.count == Self.vectors * totals)
    var counts = counts.mutableSpan
    let columns = columns.span
    var place = 0
    for i in 0..<totals {
      // Whole columns: there are as many as totals, and `place` counts the pairs.
      for j in i..<totals {
        counts[unchecked: place] &+= Int64(Self.product(columns, i, j))
        place &+= 1
      }
    }
  }

  /// The sum of 64 products of two columns' numbers.
  @inline(__always) private static func product(
    _ columns: Span<SIMD8<Int16>>, _ one: Int, _ other: Int
  ) -> Int32 {
    var sum = SIMD8<Int32>()
    for eight in 0..<vectors {
      sum &+=
        SIMD8<Int32>(truncatingIfNeeded: columns[unchecked: one &* vectors &+ eight])
        &* SIMD8<Int32>(truncatingIfNeeded: columns[unchecked: other &* vectors &+ eight])
    }
    return sum.wrappedSum()
  }
}
