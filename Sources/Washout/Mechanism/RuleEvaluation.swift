internal import WashoutNumerics

/// A moment of a course as one layer sees it, with scores beside the items.
struct Moment {
  var layer: Layer
  /// Items that count.
  var mask: UInt64
  /// A flare after withdrawal happens, or brought this visit.
  var isFlare: Bool
  /// The instrument's sum and its clinical part.
  var scores: (all: Double, clinical: Double)
  /// Where the moment's scores begin, of which numeric ones are read.
  var firstValue: Int
}

extension Mechanism {
  /// Whether a rule holds at a moment; `values` holds the layer's scores.
  @inline(__always) func holds(
    _ entry: Int, at moment: Moment, values: Span<Double>, _ references: borrowing References
  ) -> Bool {
    holds(rules.tests.span, entry, moment, values, references)
  }

  /// Those of some definitions, bit by bit, whose rule holds at a moment.
  @inline(__always) func holding(
    _ open: UInt64, at moment: Moment, values: Span<Double>, _ references: borrowing References
  ) -> UInt64 {
    let tests = rules.tests.span
    let rows = definitions.span
    var held: UInt64 = 0
    var rest = open
    while rest != 0 {
      let definition = rest.trailingZeroBitCount
      rest &= rest &- 1
      if holds(tests, rows[definition].entry, moment, values, references) {
        held |= 1 &<< UInt64(truncatingIfNeeded: definition)
      }
    }
    return held
  }

  @inline(__always) private func holds(
    _ tests: Span<CourseProgram.Test>, _ entry: Int, _ moment: Moment, _ values: Span<Double>,
    _ references: borrowing References
  ) -> Bool {
    var next = entry
    while next >= 0 {
      next =
        isTrue(tests, next, moment, values, references) ? tests[next].onTrue : tests[next].onFalse
    }
    return next == CourseProgram.Test.holds
  }

  @inline(__always) private func isTrue(
    _ tests: Span<CourseProgram.Test>, _ number: Int, _ moment: Moment, _ values: Span<Double>,
    _ references: borrowing References
  ) -> Bool {
    switch tests[number].kind {
    case .flare:
      return moment.isFlare
    case .change:
      let change =
        value(tests[number].score, moment, values)
        - references.value(moment.layer, tests[number].reference, tests[number].score)
      return isWithin(change, tests[number].lower, tests[number].upper)
    case .level:
      let value = value(tests[number].score, moment, values)
      return isWithin(value, tests[number].lower, tests[number].upper)
    case .newItem:
      return isNew(moment.mask, tests[number], moment.layer, references)
    }
  }

  @inline(__always) private func value(
    _ score: Int, _ moment: Moment, _ values: Span<Double>
  ) -> Double {
    switch score {
    case 0: moment.scores.all
    case 1: moment.scores.clinical
    default: values[moment.firstValue &+ score]
    }
  }

  /// The instrument's sum and its clinical part of some items.
  @inline(__always) func scores(of mask: UInt64) -> (all: Double, clinical: Double) {
    let scores = items.scores(mask)
    return (Double(scores.all), Double(scores.clinical))
  }

  /// The same as elements of a list.
  @inline(__always) func appendScores(of mask: UInt64, to values: inout [Double]) {
    let scores = items.scores(mask)
    values.append(Double(scores.all))
    values.append(Double(scores.clinical))
  }

  /// Scores of a moment, kept in the scratch.
  func fillLevels(
    at day: Double, _ mask: UInt64, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> [Double] {
    var levels = takeLevels(&scratch)
    appendScores(of: mask, to: &levels)
    appendLevels(at: day, key, random, scratch, to: &levels)
    scratch.levels = levels
    return levels
  }

  /// An empty array with room, taken out of the scratch so that the scratch can be read meanwhile.
  @inline(__always) func takeLevels(_ scratch: inout MechanismScratch) -> [Double] {
    var levels: [Double] = []
    swap(&levels, &scratch.levels)
    levels.removeAll(keepingCapacity: true)
    return levels
  }

  /// The last visit made by a nominal day; day 0 is always one.
  @inline(__always) func lastVisit(by day: Double, _ visits: [Visit]) -> Int {
    lastVisit(by: day, visits, from: visits.count - 1)
  }

  /// The same where it is known to be none behind one visit.
  @inline(__always) func lastVisit(by day: Double, _ visits: [Visit], from last: Int) -> Int {
    let visits = visits.span
    var last = last
    while last > 0 && visits[last].nominalDay > day { last -= 1 }
    return max(last, 0)
  }
}
