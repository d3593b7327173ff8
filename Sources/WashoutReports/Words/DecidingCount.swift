/// How many recurrences decide, of how many people in the denominator.
package struct DecidingCount: Equatable, Sendable {
  /// Recurrences; nil where no count decides.
  package let count: Int?
  /// People in the denominator.
  package let denominator: Int
  /// The smallest denominator that can decide, larger than the usual one.
  package let isLeast: Bool

  /// Whether this many or fewer decide, or this many or more; nil where the rule says it.
  package let isAtMost: Bool?

  /// A count for a denominator.
  package init(
    count: Int?, of denominator: Int, isLeast: Bool = false, isAtMost: Bool? = nil
  ) {
    self.isAtMost = isAtMost
    self.count = count
    self.denominator = denominator
    self.isLeast = isLeast
  }
}
