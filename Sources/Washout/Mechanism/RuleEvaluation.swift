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
    masks[layer.place * count + reference]
  }

  @inline(__always) func value(_ layer: Layer, _ reference: Int, _ number: Int) -> Double {
    values[(layer.place * count + reference) * stride + number]
  }

  mutating func set(_ layer: Layer, _ reference: Int, mask: UInt64) {
    masks[layer.place * count + reference] = mask
  }

  /// Copies the numeric values that begin at `first`.
  mutating func set(_ layer: Layer, _ reference: Int, values source: [Double], first: Int) {
    let start = (layer.place * count + reference) * stride
    for number in 0..<stride { values[start + number] = source[first + number] }
  }
}

/// A moment of a course as one layer sees it.
struct Moment {
  var layer: Layer
  /// Items that count.
  var mask: UInt64
  /// A flare after withdrawal happens, or brought this visit.
  var isFlare: Bool
  /// Where the moment's numeric values begin.
  var firstValue: Int
}

extension Mechanism {
  /// Whether a rule holds at a moment; `values` holds the layer's numeric values.
  @inline(__always) func holds(
    _ entry: Int, at moment: Moment, values: [Double], _ references: References
  ) -> Bool {
    var next = entry
    while next >= 0 {
      let test = rules.tests[next]
      next = holds(test, moment, values, references) ? test.onTrue : test.onFalse
    }
    return next == CourseProgram.Test.holds
  }

  @inline(__always) private func holds(
    _ test: CourseProgram.Test, _ moment: Moment, _ values: [Double], _ references: References
  ) -> Bool {
    switch test.kind {
    case .flare:
      return moment.isFlare
    case .change:
      let before = reference(test.score, moment.layer, test.reference, references)
      let change = score(test.score, moment, values) - before
      return change >= test.lower && change <= test.upper
    case .level:
      let value = score(test.score, moment, values)
      return value >= test.lower && value <= test.upper
    case .newItem:
      var new = moment.mask & test.mask & ~references.mask(moment.layer, test.absentAt)
      if test.reference >= 0 { new &= references.mask(moment.layer, test.reference) }
      return new != 0
    }
  }

  @inline(__always) private func score(
    _ score: Int, _ moment: Moment, _ values: [Double]
  ) -> Double {
    switch score {
    case 0: Double(items.score(moment.mask))
    case 1: Double(items.score(moment.mask & items.clinical))
    default: values[moment.firstValue + score - 2]
    }
  }

  @inline(__always) private func reference(
    _ score: Int, _ layer: Layer, _ reference: Int, _ references: References
  ) -> Double {
    switch score {
    case 0: Double(items.score(references.mask(layer, reference)))
    case 1: Double(items.score(references.mask(layer, reference) & items.clinical))
    default: references.value(layer, reference, score - 2)
    }
  }

  /// Fills in what rules compare with: the moment itself in the latent layer, in the others the
  /// visit of that week or, if it was missed, the last one before it.
  func fillReferences(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    for (i, week) in rules.referenceWeeks.enumerated() {
      let day = Double(week * 7)
      scratch.references.set(.latent, i, mask: countedItems(at: day, scratch.episodes))
      let visit = lastVisit(by: day, scratch.visits)
      scratch.references.set(.atVisits, i, mask: scratch.visits[visit].active)
      scratch.references.set(.assessed, i, mask: scratch.visits[visit].recorded)
      guard needsNumericScores else { continue }
      var levels: [Double] = []
      appendLevels(at: day, key, random, scratch, to: &levels)
      scratch.references.set(.latent, i, values: levels, first: 0)
      let first = visit * numericCount
      scratch.references.set(.atVisits, i, values: scratch.trueValues, first: first)
      scratch.references.set(.assessed, i, values: scratch.recordedValues, first: first)
    }
  }

  /// The last visit made by a nominal day; day 0 is always one.
  @inline(__always) func lastVisit(by day: Double, _ visits: [Visit]) -> Int {
    var last = 0
    for i in visits.indices where visits[i].nominalDay <= day { last = i }
    return last
  }
}
