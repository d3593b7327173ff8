/// A triangular table of every (denominator m, events x), 0 <= x <= m <= largest.
package enum CountTable {
  /// Where (m, x) stands, with m + 1 cells in row m.
  package static func cell(_ x: Int, of m: Int) -> Int { m * (m + 1) / 2 + x }

  /// Number of cells.
  package static func cells(largest: Int) -> Int { cell(0, of: largest + 1) }
}
