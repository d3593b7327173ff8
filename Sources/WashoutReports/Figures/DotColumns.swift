/// Dots that stand for cases, several side by side, stacked over whole numbers.
package struct DotColumns {
  /// One dot.
  package struct Dot: Equatable {
    /// Where it stands, in units of the axis.
    package var x: Double
    /// Its place in the stack from below, from 0.
    package var row: Int
    /// Its kind.
    package var isFilled: Bool
  }

  /// A column: a value and how many dots of each kind stand over it.
  package struct Column: Equatable {
    /// The value.
    package var value: Int
    /// Dots that are filled.
    package var filled: Int
    /// Dots that are not.
    package var open: Int

    /// A column.
    package init(value: Int, filled: Int, open: Int) {
      self.value = value
      self.filled = filled
      self.open = open
    }

    var count: Int { filled + open }
  }

  private let columns: [Column]
  private let abreast: Int
  private let width: Double

  /// Columns with a number of dots abreast that are a width of the axis apart.
  package init(_ columns: [Column], abreast: Int, width: Double) {
    self.columns = columns
    self.abreast = abreast
    self.width = width
  }

  /// The dots, filled ones first from below.
  package var dots: [Dot] {
    columns.flatMap { column in
      (0..<column.count).map { place in
        let row = place / abreast
        let inRow = min(abreast, column.count - row * abreast)
        let offset = Double(place % abreast) - Double(inRow - 1) / 2
        return Dot(
          x: Double(column.value) + offset * width, row: row, isFilled: place < column.filled)
      }
    }
  }

  /// Rows of the highest column.
  static func rows(_ columns: [Column], abreast: Int) -> Int {
    columns.map { ($0.count + abreast - 1) / abreast }.max() ?? 0
  }

  /// Shares of a whole of `total` as whole numbers that add up to `of`, by largest remainders; ties go to the first.
  package static func apportioned(_ counts: [Int], total: Int, of number: Int) -> [Int] {
    guard total > 0 else { return counts.map { _ in 0 } }
    let exact = counts.map { Double($0) * Double(number) / Double(total) }
    var whole = exact.map { Int($0) }
    let missing = number - whole.reduce(0, +)
    let order = exact.indices.sorted {
      (exact[$1] - exact[$1].rounded(.down), $0) < (exact[$0] - exact[$0].rounded(.down), $1)
    }
    for place in order.prefix(max(0, missing)) { whole[place] += 1 }
    return whole
  }
}
