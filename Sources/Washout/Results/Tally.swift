/// What is kept of simulated trials: two flat arrays whose layout follows from the model.
///
/// Merging is elementwise addition. Floating-point sums depend on the order of addition, so units are
/// always added to their block in order, and blocks to the total in order.
public struct Tally: Sendable, Equatable {
  /// Counts; exact, whatever the order of merging.
  public private(set) var counts: [Int64]
  /// Sums over replicates.
  public private(set) var sums: [Double]

  /// An empty tally.
  package init(_ layout: TallyLayout) {
    counts = Array(repeating: 0, count: layout.counts)
    sums = Array(repeating: 0, count: layout.sums)
  }

  /// A tally of what was counted and summed before.
  package init(counts: [Int64], sums: [Double]) {
    self.counts = counts
    self.sums = sums
  }

  /// Adds a tally of the same model: later trials to earlier ones.
  public mutating func merge(_ later: Tally) {
    precondition(
      counts.count == later.counts.count && sums.count == later.sums.count,
      "tallies of two models cannot be merged")
    for i in counts.indices { counts[i] += later.counts[i] }
    for i in sums.indices { sums[i] += later.sums[i] }
  }

  /// Adds a unit of work.
  mutating func add(_ unit: borrowing UnitTally) {
    for i in unit.counts.indices { counts[i] += unit.counts[i] }
    for cell in unit.cells { counts[unit.counts.count + Int(cell)] += 1 }
    for i in sums.indices { sums[i] += unit.sums[i] }
  }
}

/// What one unit of work adds to a tally: cells as a list, since most of them stay empty.
struct UnitTally: Sendable {
  /// The dense counts.
  var counts: [Int64]
  /// Cells that one more trial falls into.
  private(set) var cells: [Int32] = []
  /// Sums over replicates.
  var sums: [Double]
  /// Products of totals that `counts` does not hold yet.
  private var products: TotalProducts

  init(_ layout: TallyLayout) {
    products = TotalProducts(totals: layout.totals.count)
    counts = Array(repeating: 0, count: layout.denseCounts)
    sums = Array(repeating: 0, count: layout.sums)
  }

  /// One more trial falls into a cell.
  mutating func count(_ cell: Int) { cells.append(Int32(cell)) }

  /// Keeps the totals of a trial for their products; false where they are too large for that.
  mutating func keepProducts(_ totals: borrowing OwnedArray<Int64>) -> Bool {
    if products.isFull { products.add(to: &counts) }
    return products.keep(totals)
  }

  /// Adds what was kept; nothing is added afterwards.
  mutating func finish() { products.add(to: &counts) }
}
