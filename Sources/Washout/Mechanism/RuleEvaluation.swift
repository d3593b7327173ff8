internal import WashoutNumerics

/// What rules compare with, by layer and reference.
struct References: Sendable {
  /// Items that count, and the instrument's sums of them.
  private struct Row {
    var mask: UInt64 = 0
    var all = 0.0
    var clinical = 0.0
  }

  private var rows: [Row] = []
  /// Numeric scores, where they are followed.
  private var numeric: [Double] = []
  private var count = 0
  private var numericCount = 0

  mutating func resize(count: Int, numericScores: Int) {
    self.count = count
    numericCount = numericScores
    rows = Array(repeating: Row(), count: count * Layer.allCases.count)
    numeric = Array(repeating: 0, count: rows.count * numericScores)
  }

  @inline(__always) func mask(_ layer: Layer, _ reference: Int) -> UInt64 {
    rows.span[layer.place &* count &+ reference].mask
  }

  @inline(__always) func value(_ layer: Layer, _ reference: Int, _ score: Int) -> Double {
    let row = layer.place &* count &+ reference
    switch score {
    case 0: return rows.span[row].all
    case 1: return rows.span[row].clinical
    default: return numeric[row &* numericCount &+ score &- 2]
    }
  }

  /// Copies the items that count and the scores that begin at `first`.
  mutating func set(
    _ layer: Layer, _ reference: Int, mask: UInt64, values: [Double], first: Int,
    count scores: Int
  ) {
    let row = layer.place * count + reference
    rows[row] = Row(mask: mask, all: values[first], clinical: values[first + 1])
    for score in 2..<max(scores, 2) {
      numeric[row * numericCount + score - 2] = values[first + score]
    }
  }

  /// The same of items alone, which their scores follow from.
  @inline(__always) mutating func set(
    _ layer: Layer, _ reference: Int, mask: UInt64, scores: (all: Double, clinical: Double)
  ) {
    rows[layer.place &* count &+ reference] = Row(
      mask: mask, all: scores.all, clinical: scores.clinical)
  }
}

/// A moment of a course as one layer sees it.
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
      let absent = ~references.mask(moment.layer, tests[number].absentAt)
      var new = moment.mask & tests[number].mask & absent
      let reference = tests[number].reference
      if reference >= 0 { new &= references.mask(moment.layer, reference) }
      return new != 0
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

  /// Fills in what rules compare with in the latent layer: the moment itself.
  func fillLatentReferences(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    for (i, week) in rules.referenceWeeks.enumerated() {
      let day = Double(week * 7)
      let mask = countedItems(at: day, scratch.episodes)
      scratch.references.set(.latent, i, mask: mask, scores: scores(of: mask))
      guard needsNumericScores else { continue }
      let levels = fillLevels(at: day, mask, key, random, &scratch)
      scratch.references.set(
        .latent, i, mask: mask, values: levels, first: 0, count: levels.count)
    }
  }

  /// The same in the others: the visit of that week or, if it was missed, the last one before it.
  func fillReferences(_ scratch: inout MechanismScratch) {
    for (i, week) in rules.referenceWeeks.enumerated() {
      let visit = lastVisit(by: Double(week * 7), scratch.visits)
      fillReference(.atVisits, i, scratch.visits[visit].active, scratch.trueValues, visit, &scratch)
      fillReference(
        .assessed, i, scratch.visits[visit].recorded, scratch.recordedValues, visit, &scratch)
    }
  }

  @inline(__always) private func fillReference(
    _ layer: Layer, _ reference: Int, _ mask: UInt64, _ values: [Double], _ visit: Int,
    _ scratch: inout MechanismScratch
  ) {
    if needsNumericScores {
      scratch.references.set(
        layer, reference, mask: mask, values: values, first: visit * scoreCount, count: scoreCount)
    } else {
      scratch.references.set(layer, reference, mask: mask, scores: scores(of: mask))
    }
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
    let visits = visits.span
    var last = visits.count - 1
    while last > 0 && visits[last].nominalDay > day { last -= 1 }
    return max(last, 0)
  }
}
