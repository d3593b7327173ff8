/// The sizes from 1 to a largest one at which a target is reached: for the first time, and for good.
///
/// Counts are whole, so the chance of a decision goes up and down as people are added.
public struct ReachedSizes: Sendable, Equatable {
  /// The smallest size that reaches the target; nil where none does.
  public let first: Int?
  /// The smallest size from which on every size up to the largest reaches it; nil where the largest does
  /// not.
  public let stable: Int?

  /// Element i says whether size i + 1 reaches the target.
  public init(_ reaches: [Bool]) {
    first = reaches.firstIndex(of: true).map { $0 + 1 }
    let last = reaches.lastIndex(of: false).map { $0 + 1 } ?? 0
    stable = last == reaches.count ? nil : last + 1
  }

  /// Element i is the chance at size i + 1; the target counts as reached where no more than rounding is
  /// missing.
  public init(_ chances: [Double], reaching target: Double) {
    self.init(chances.map { $0 >= target * (1 - 1e-12) })
  }
}
