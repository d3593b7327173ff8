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

  /// The count that decides among `usual` people, or else among the fewest above them who can decide, at
  /// most `largest`; `counts` has an element for each number of people from 0.
  package init?(_ counts: [Int?], usual: Int, largest: Int, isAtMost: Bool) {
    guard counts.indices.contains(usual) else { return nil }
    let last = min(largest, counts.count - 1)
    guard let least = (usual...max(usual, last)).first(where: { counts[$0] != nil }) else {
      self.init(count: nil, of: last)
      return
    }
    self.init(count: counts[least], of: least, isLeast: least > usual, isAtMost: isAtMost)
  }
}
