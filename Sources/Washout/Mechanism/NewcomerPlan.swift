/// Rules that hold only where something is new, which most visits show to be not the case at a glance.
///
/// A rise of a sum of weights that are not negative needs an item that did not count at the reference, as does a
/// new item; rules made of nothing but these and flares are false where neither is there.
struct NewcomerPlan: Sendable {
  /// The reference that something has to be new since; -1 where a rule can hold without.
  private let reference: Int

  /// A plan for the tests of some rules about items whose weights are negative or not.
  init(_ tests: ArraySlice<CourseProgram.Test>, hasNegativeWeights: Bool) {
    var references: Set<Int> = []
    var needsNews = !hasNegativeWeights
    for test in tests {
      switch test.kind {
      case .flare: break
      case .change:
        needsNews = needsNews && test.score < 2 && test.lower > 0
        references.insert(test.reference)
      case .newItem: references.insert(test.absentAt)
      case .level: needsNews = false
      }
    }
    reference = needsNews && references.count == 1 ? references.first ?? -1 : -1
  }

  /// Whether a rule can hold where items count, some flare or none beside them.
  @inline(__always) func mayHold(
    _ mask: UInt64, isFlare: Bool, _ layer: Layer, _ references: borrowing References
  ) -> Bool {
    reference < 0 || isFlare || mask & ~references.mask(layer, reference) != 0
  }
}
