internal import WashoutStatistics

/// Tables of intervals for trials of at most one size, each calculated once.
struct IntervalTables {
  private let largest: Int
  private var known: [(method: IntervalMethod, level: Double, table: IntervalTable)] = []

  init(largest: Int) { self.largest = largest }

  /// The table of a method at a level.
  mutating func table(_ method: IntervalMethod, level: Double) -> IntervalTable {
    if let same = known.first(where: { $0.method == method && $0.level == level }) {
      return same.table
    }
    let table = IntervalTable(upTo: largest, method, level: level)
    known.append((method, level, table))
    return table
  }
}
