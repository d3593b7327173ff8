internal import WashoutStatistics

/// Tables of intervals for trials of at most one size, each calculated once.
struct IntervalTables {
  let largest: Int
  private var known: [(method: IntervalMethod, level: Double, table: IntervalTable)] = []

  init(largest: Int) { self.largest = largest }

  /// Credible intervals of a prior at a level.
  func table(of prior: BetaMixture, level: Double) -> IntervalTable {
    IntervalTable(upTo: largest) {
      prior.posterior($0.events, of: $0.count).equalTailed(level: level)
    }
  }

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
