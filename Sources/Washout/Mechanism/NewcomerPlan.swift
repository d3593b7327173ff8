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

  /// The first of some visits at which a rule can hold in a layer; none where no rule can.
  ///
  /// A visit that a flare after `withdrawalDay` brought is one in any case.
  @inline(__always) func first(
    of all: Range<Int>, _ visits: [Visit], _ layer: Layer, _ references: borrowing References,
    withdrawalDay: Double
  ) -> Int? {
    guard let known = known(in: layer, references) else { return all.first }
    let visits = visits.span
    let end = min(all.upperBound, visits.count)
    var visit = all.lowerBound
    while visit < end {
      if visits[visit].shows(layer, beside: known, orFlareAfter: withdrawalDay) { return visit }
      visit &+= 1
    }
    return nil
  }

  /// The items that something has to be new beside; nil where a rule can hold without.
  @inline(__always) func known(
    in layer: Layer, _ references: borrowing References
  ) -> UInt64? {
    reference < 0 ? nil : references.mask(layer, reference)
  }
}

extension Visit {
  /// Whether a layer shows any item beside those that are known, or a flare after a day brought the visit.
  @inline(__always) func shows(
    _ layer: Layer, beside known: UInt64, orFlareAfter day: Double
  ) -> Bool {
    items(in: layer) & ~known != 0 || flareDay > day
  }
}
