internal import WashoutNumerics

/// What rules compare with, by layer and reference.
struct References: Sendable {
  private var masks: [UInt64] = []
  private var values: [Double] = []
  private var count = 0
  private var stride = 0

  mutating func resize(count: Int, stride: Int) {
    self.count = count
    self.stride = stride
    masks = Array(repeating: 0, count: count * Layer.allCases.count)
    values = Array(repeating: 0, count: masks.count * stride)
  }

  @inline(__always) func mask(_ layer: Layer, _ reference: Int) -> UInt64 {
    masks[layer.place &* count &+ reference]
  }

  @inline(__always) func value(_ layer: Layer, _ reference: Int, _ score: Int) -> Double {
    values[(layer.place &* count &+ reference) &* stride &+ score]
  }

  /// Copies the items that count and the scores that begin at `first`.
  mutating func set(
    _ layer: Layer, _ reference: Int, mask: UInt64, values source: [Double], first: Int,
    count scores: Int
  ) {
    let row = layer.place * count + reference
    let place = row * stride
    masks[row] = mask
    let source = source.span
    var values = values.mutableSpan
    for score in 0..<scores { values[place + score] = source[first + score] }
  }
}

extension References {
  /// The same of a visit in both layers that visits have.
  mutating func set(
    _ reference: Int, active: UInt64, recorded: UInt64, _ trueValues: [Double],
    _ recordedValues: [Double], first: Int, count scores: Int
  ) {
    let row = Layer.atVisits.place * count + reference
    let (place, next) = (row * stride, (row + count) * stride)
    masks[row] = active
    masks[row + count] = recorded
    let (truth, record) = (trueValues.span, recordedValues.span)
    var values = values.mutableSpan
    for score in 0..<scores {
      values[place + score] = truth[first + score]
      values[next + score] = record[first + score]
    }
  }
}

/// A moment of a course as one layer sees it.
struct Moment {
  var layer: Layer
  /// Items that count.
  var mask: UInt64
  /// A flare after withdrawal happens, or brought this visit.
  var isFlare: Bool
  /// Where the moment's scores begin.
  var firstValue: Int

  /// Whether the same counts in another moment of the layer.
  @inline(__always) func isLike(_ other: Moment) -> Bool {
    mask == other.mask && isFlare == other.isFlare
  }
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
        values[moment.firstValue &+ tests[number].score]
        - references.value(moment.layer, tests[number].reference, tests[number].score)
      return isWithin(change, tests[number].lower, tests[number].upper)
    case .level:
      let value = values[moment.firstValue &+ tests[number].score]
      return isWithin(value, tests[number].lower, tests[number].upper)
    case .newItem:
      let absent = ~references.mask(moment.layer, tests[number].absentAt)
      var new = moment.mask & tests[number].mask & absent
      let reference = tests[number].reference
      if reference >= 0 { new &= references.mask(moment.layer, reference) }
      return new != 0
    }
  }

  /// The instrument's sum and its clinical part.
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
      var levels = takeLevels(&scratch)
      appendScores(of: mask, to: &levels)
      if needsNumericScores { appendLevels(at: day, key, random, scratch, to: &levels) }
      let count = levels.count
      scratch.references.set(.latent, i, mask: mask, values: levels, first: 0, count: count)
      scratch.levels = levels
    }
  }

  /// The same in the others: the visit of that week or, if it was missed, the last one before it.
  func fillReferences(_ scratch: inout MechanismScratch) {
    let count = scoreCount
    for (i, week) in rules.referenceWeeks.enumerated() {
      let visit = lastVisit(by: Double(week * 7), scratch.visits)
      scratch.references.set(
        i, active: scratch.visits[visit].active, recorded: scratch.visits[visit].recorded,
        scratch.trueValues, scratch.recordedValues, first: visit * count, count: count)
    }
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
