/// What is kept of trials whose values are drawn: two trials a draw, and the draws by their estimate.
package struct AssurancePlaces: Sendable, Equatable {
  /// Element `arm`; empty where nothing is decided.
  package let decisions: [TwoTrialPlaces]
  /// Dense: over replicates, decisions of both trials on the assumed drug less those without effect, and
  /// the square of that.
  package let difference: Int
  package let differenceSquare: Int
  /// Cells: `bins` classes of the estimate.
  package let estimates: Int
  /// Sums, for prior p and class b at `ranks + 2 (p bins + b)`: ranks of the draws, and their squares.
  package let ranks: Int

  /// Decisions of two trials under one draw; dense.
  package struct TwoTrialPlaces: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package let both: Int

    init(_ dense: inout Cursor) {
      first = dense.take()
      second = dense.take()
      both = dense.take()
    }
  }

  /// Classes of an estimate on 0...1: nearest 256th.
  package static let bins = 257

  /// The class of an estimate.
  static func bin(_ estimate: Double) -> Int {
    Int((min(max(estimate, 0), 1) * Double(bins - 1)).rounded())
  }

  init(
    priors: Int, decidingArms: Int, _ dense: inout Cursor, _ cells: inout Cursor,
    _ sums: inout Cursor
  ) {
    decisions = (0..<decidingArms).map { _ in TwoTrialPlaces(&dense) }
    difference = dense.take()
    differenceSquare = dense.take()
    estimates = cells.take(Self.bins)
    ranks = sums.take(2 * priors * Self.bins)
  }
}
