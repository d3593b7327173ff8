/// A moment of a course as one layer sees it, where all scores follow from items.
struct ItemMoment {
  var layer: Layer
  /// Items that count.
  var mask: UInt64
  /// A flare after withdrawal happens, or brought this visit.
  var isFlare: Bool
}

/// Rules of a scenario whose rules read no marker and no numeric score: sums of points, whole numbers.
extension Mechanism {
  /// Whether a rule holds at a moment.
  @inline(__always) func holds(
    _ entry: Int, at moment: ItemMoment, _ references: borrowing References
  ) -> Bool {
    holds(rules.tests.span, entry, moment, items.scores(moment.mask), references)
  }

  /// Those of some definitions, bit by bit, whose rule holds at a moment.
  func holding(
    _ open: UInt64, at moment: ItemMoment, _ references: borrowing References
  ) -> UInt64 {
    let scores = items.scores(moment.mask)
    let held = holdingAlone(moment, scores, references) & open
    let rest = open & definitionTable.others
    return rest == 0 ? held : held | holdingByTests(rest, moment, scores, references)
  }

  /// The same of those that are more than one test.
  @inline(never) private func holdingByTests(
    _ open: UInt64, _ moment: ItemMoment, _ scores: (all: Int32, clinical: Int32),
    _ references: borrowing References
  ) -> UInt64 {
    let tests = rules.tests.span
    let rows = definitions.span
    var held: UInt64 = 0
    var rest = open
    while rest != 0 {
      let definition = rest.trailingZeroBitCount
      rest &= rest &- 1
      if holds(tests, rows[definition].entry, moment, scores, references) {
        held |= 1 &<< UInt64(truncatingIfNeeded: definition)
      }
    }
    return held
  }

  @inline(__always) private func holds(
    _ tests: Span<CourseProgram.Test>, _ entry: Int, _ moment: ItemMoment,
    _ scores: (all: Int32, clinical: Int32), _ references: borrowing References
  ) -> Bool {
    var next = entry
    while next >= 0 {
      let holds = isTrue(tests, next, moment, scores, references)
      next = holds ? tests[next].onTrue : tests[next].onFalse
    }
    return next == CourseProgram.Test.holds
  }

  @inline(__always) private func isTrue(
    _ tests: Span<CourseProgram.Test>, _ number: Int, _ moment: ItemMoment,
    _ scores: (all: Int32, clinical: Int32), _ references: borrowing References
  ) -> Bool {
    switch tests[number].kind {
    case .flare:
      return moment.isFlare
    case .change:
      let before = items.scores(references.mask(moment.layer, tests[number].reference))
      return tests[number].allows(
        tests[number].score == 0
          ? Int(scores.all) - Int(before.all) : Int(scores.clinical) - Int(before.clinical))
    case .level:
      return tests[number].allows(Int(tests[number].score == 0 ? scores.all : scores.clinical))
    case .newItem:
      return isNew(moment.mask, tests[number], moment.layer, references)
    }
  }

  /// Whether some items count that did not at one reference, and did at another where there is one.
  @inline(__always) func isNew(
    _ mask: UInt64, _ test: CourseProgram.Test, _ layer: Layer,
    _ references: borrowing References
  ) -> Bool {
    var new = mask & test.mask & ~references.mask(layer, test.absentAt)
    if test.reference >= 0 { new &= references.mask(layer, test.reference) }
    return new != 0
  }
}

extension CourseProgram.Test {
  /// Whether a whole number lies between the bounds.
  @inline(__always) fileprivate func allows(_ value: Int) -> Bool {
    value >= lowest && value <= highest
  }
}
