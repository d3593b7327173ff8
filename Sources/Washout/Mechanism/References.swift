internal import WashoutNumerics

/// What rules compare with, by layer and reference.
struct References: Sendable {
  /// Element `layer * count + reference`: items that count.
  private var masks: [UInt64] = []
  /// Element `(layer * count + reference) * scores + score`, where scores do not follow from items.
  private var values: [Double] = []
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
  }

  /// The items that count at the visit of each reference, from which all scores follow.
  @inline(__always) mutating func set(_ visits: Span<Visit>, _ visit: (_ reference: Int) -> Int) {
    let count = count
    var masks = masks.mutableSpan
    for reference in 0..<count {
      let place = visit(reference)
      masks[Layer.atVisits.place &* count &+ reference] = visits[place].active
      masks[Layer.assessed.place &* count &+ reference] = visits[place].recorded
    }
  }

  /// The same at a moment of one.
  mutating func set(latent reference: Int, mask: UInt64) {
    masks[Layer.latent.place &* count &+ reference] = mask
  }
}

extension Mechanism {
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
  ///
  /// `withdrawal` is that visit of the day of withdrawal.
  @inline(__always) func fillReferences(_ scratch: inout MechanismScratch, _ withdrawal: Int) {
    guard scratch.hasScores else {
      return fillReferences(&scratch.references, scratch.visits, withdrawal)
    }
    for i in rules.referenceDays.indices {
      let visit = lastVisit(by: rules.referenceDays[i], scratch.visits)
      fillReference(.atVisits, i, scratch.trueValues, visit, &scratch)
      fillReference(.assessed, i, scratch.recordedValues, visit, &scratch)
    }
  }

  @inline(__always) private func fillReferences(
    _ references: inout References, _ visits: [Visit], _ withdrawal: Int
  ) {
    let days = rules.referenceDays.span
    references.set(visits.span) {
      // What was made by an earlier day was made by that of withdrawal.
      days[$0] <= calendar.withdrawalDay
        ? lastVisit(by: days[$0], visits, from: withdrawal) : lastVisit(by: days[$0], visits)
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
}
