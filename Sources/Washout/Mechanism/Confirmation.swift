internal import WashoutNumerics

/// What establishes a recurrence: the visit that shows it, the next one, or one made for that alone.
extension Mechanism {
  /// The day on which a recurrence at a visit is established; infinity if it is not confirmed.
  @inline(__always) func confirmation(
    of definition: Int, atVisit visit: Int, _ layer: Layer, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) -> Double {
    let row = definitions[definition]
    switch row.confirmation {
    case .none:
      return scratch.visits[visit].day
    case .nextVisit:
      return nextVisitConfirms(row, atVisit: visit, layer, &scratch)
    case .afterDays:
      let day = scratch.visits[visit].day + row.confirmAfter
      let place = Place.confirmation(of: scratch.visits[visit].place)
      return holdsAgain(row.entry, on: day, place, layer, key, random, &scratch) ? day : .infinity
    }
  }

  /// The day of the next scheduled visit if the rule holds there again, else infinity.
  @inline(__always) func nextVisitConfirms(
    _ row: DefinitionRow, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch
  ) -> Double {
    var next = visit + 1
    while next < scratch.visits.count && !scratch.visits[next].isPlanned { next += 1 }
    guard next < scratch.visits.count,
      holds(row.entry, atVisit: next, layer, &scratch, confirms: true)
    else { return .infinity }
    return scratch.visits[next].day
  }

  /// Whether a rule holds at a visit made for confirmation alone.
  private func holdsAgain(
    _ entry: Int, on day: Double, _ place: UInt64, _ layer: Layer, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) -> Bool {
    guard needsNumericScores else {
      let mask = itemsSeen(on: day, place, layer, key, random, scratch.episodes)
      return holds(
        entry, at: ItemMoment(layer: layer, mask: mask, isFlare: true), scratch.references)
    }
    let (mask, levels) = measureAgain(on: day, place, layer, key, random, scratch)
    return holds(
      entry,
      at: Moment(
        layer: layer, mask: mask, isFlare: true, scores: (levels[0], levels[1]), firstValue: 0),
      values: levels.span, scratch.references)
  }

  /// Items of a visit made for confirmation alone.
  private func itemsSeen(
    on day: Double, _ place: UInt64, _ layer: Layer, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ episodes: [Episode]
  ) -> UInt64 {
    let active = countedItems(at: day, episodes)
    return layer == .assessed ? errors(key, random, place: place).recorded(active) : active
  }

  /// Items and scores of a visit made for confirmation alone.
  func measureAgain(
    on day: Double, _ place: UInt64, _ layer: Layer, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: MechanismScratch
  ) -> (mask: UInt64, levels: [Double]) {
    let mask = itemsSeen(on: day, place, layer, key, random, scratch.episodes)
    var levels: [Double] = []
    appendScores(of: mask, to: &levels)
    if needsNumericScores { appendLevels(at: day, key, random, scratch, to: &levels) }
    if layer == .assessed {
      for value in levels.indices.dropFirst(2) {
        levels[value] = recorded(value - 2, level: levels[value], key, random, place: place)
      }
    }
    return (mask, levels)
  }
}
