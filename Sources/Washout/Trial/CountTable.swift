/// A triangular table of every (denominator m, events x), 0 <= x <= m <= largest.
package enum CountTable {
  /// Where (m, x) stands: rows m = 0, 1, ... of m + 1 cells.
  package static func cell(_ x: Int, of m: Int) -> Int { m * (m + 1) / 2 + x }

  /// Number of cells.
  package static func cells(largest: Int) -> Int { cell(0, of: largest + 1) }
}
