internal import WashoutNumerics

/// What rules compare with, by layer and reference.
struct References: Sendable {
  /// Element `layer * count + reference`: items that count.
  private var masks: [UInt64] = []
  /// Element `(layer * count + reference) * scores + score`, where scores do not follow from items.
  private var values: [Double] = []
  private(set) var hasValues = false
  private var count = 0
  private var scores = 0

  mutating func resize(count: Int, scores: Int) {
    self.count = count
    self.scores = scores
    masks = Array(repeating: 0, count: count * Layer.allCases.count)
    values = Array(repeating: 0, count: masks.count * scores)
  }

  @inline(__always) func mask(_ layer: Layer, _ reference: Int) -> UInt64 {
    masks.span[layer.place &* count &+ reference]
  }

  func value(_ layer: Layer, _ reference: Int, _ score: Int) -> Double {
    values[(layer.place * count + reference) * scores + score]
  }

  /// Copies the items that count and the scores that begin at `first`.
  mutating func set(
    _ layer: Layer, _ reference: Int, mask: UInt64, values given: [Double], first: Int,
    count scores: Int
  ) {
    let row = layer.place * count + reference
    masks[row] = mask
    for score in 0..<scores { values[row * self.scores + score] = given[first + score] }
    hasValues = true
  }

  /// The items that count at a visit, from which all scores follow.
  @inline(__always) mutating func set(_ reference: Int, _ visit: Visit) {
    hasValues = false
    let (atVisits, assessed) = (Layer.atVisits.place &* count, Layer.assessed.place &* count)
    var masks = masks.mutableSpan
    masks[atVisits &+ reference] = visit.active
    masks[assessed &+ reference] = visit.recorded
  }

  /// The same at a moment.
  mutating func set(latent reference: Int, mask: UInt64) {
    masks[Layer.latent.place &* count &+ reference] = mask
    hasValues = false
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
        - value(tests[number].score, moment.layer, tests[number].reference, references)
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

  /// A score of the moment that a rule compares with.
  @inline(__always) private func value(
    _ score: Int, _ layer: Layer, _ reference: Int, _ references: borrowing References
  ) -> Double {
    if references.hasValues { return references.value(layer, reference, score) }
    let scores = items.scores(references.mask(layer, reference))
    return Double(score == 0 ? scores.all : scores.clinical)
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
    for i in rules.referenceDays.indices {
      let day = rules.referenceDays[i]
      let mask = countedItems(at: day, scratch.episodes)
      if needsNumericScores {
        let levels = fillLevels(at: day, mask, key, random, &scratch)
        scratch.references.set(
          .latent, i, mask: mask, values: levels, first: 0, count: levels.count)
      } else {
        scratch.references.set(latent: i, mask: mask)
      }
    }
  }

  /// The same in the others: the visit of that day or, if it was missed, the last one before it.
  @inline(__always) func fillReferences(_ scratch: inout MechanismScratch, withdrawal: Int) {
    let days = rules.referenceDays.span
    for i in days.indices {
      let visit =
        days[i] == calendar.withdrawalDay ? withdrawal : lastVisit(by: days[i], scratch.visits)
      if scratch.hasScores {
        fillReference(.atVisits, i, scratch.trueValues, visit, &scratch)
        fillReference(.assessed, i, scratch.recordedValues, visit, &scratch)
      } else {
        scratch.references.set(i, scratch.visits[visit])
      }
    }
  }

  private func fillReference(
    _ layer: Layer, _ reference: Int, _ values: [Double], _ visit: Int,
    _ scratch: inout MechanismScratch
  ) {
    scratch.references.set(
      layer, reference, mask: scratch.visits[visit].items(in: layer), values: values,
      first: visit * scoreCount, count: scoreCount)
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
