internal import WashoutNumerics

/// Worsening, response and recurrence, by every definition and in every layer of one course.
extension Mechanism {
  func observe(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool
  ) {
    var course = scratch.courses[variant]
    let withdrawal = lastVisit(by: calendar.withdrawalDay, scratch.visits)
    fillReferences(&scratch, withdrawal: withdrawal)
    course.withdrawalDay = dayOfWithdrawal(scratch.visits, withdrawal)
    course.firstFlare = firstFlare(scratch.flares)
    course.finalVisitDay = finalVisitDay(by: calendar.endDay, scratch.visits)
    observeBeforeWithdrawal(&scratch, &course, withdrawal: withdrawal)
    course.forgetRecurrences(&scratch.recurrences)
    if !skipsLeavers || enters(course) {
      recurLatently(&course, key, random, &scratch)
      recurAtVisits(.atVisits, after: withdrawal, &course, key, random, &scratch)
      recurAtVisits(.assessed, after: withdrawal, &course, key, random, &scratch)
    }
    scratch.courses[variant] = course
  }

  /// The actual day of the withdrawal visit, or its nominal day where the last visit by then is another.
  @inline(__always) private func dayOfWithdrawal(_ visits: [Visit], _ last: Int) -> Double {
    let isAttended = visits[last].nominalDay == calendar.withdrawalDay
    return isAttended ? visits[last].day : calendar.withdrawalDay
  }

  /// Every definition, bit by bit.
  private var allDefinitions: UInt64 { IndicatorSet.every(definitions.count) }

  func fillObserved(_ scratch: inout MechanismScratch) {
    scratch.observed.removeAll(keepingCapacity: true)
    for i in scratch.visits.indices where isObserved(scratch.visits[i].nominalDay) {
      scratch.observed.append(i)
    }
  }

  private func firstFlare(_ flares: [Flare]) -> Double {
    for flare in flares where flare.day > calendar.withdrawalDay { return flare.day }
    return .infinity
  }

  private func hasFlare(after start: Double, by end: Double, _ flares: [Flare]) -> Bool {
    for flare in flares where flare.day > start && flare.day <= end { return true }
    return false
  }

  /// Worsening and response; `withdrawal` is the last visit by the day of withdrawal.
  func observeBeforeWithdrawal(
    _ scratch: inout MechanismScratch, _ course: inout CourseOutcome, withdrawal: Int
  ) {
    course.worse = Recorded()
    if let worse {
      var visit = 0
      while let next = next(of: visit..<withdrawal + 1, worseNeeds, .assessed, &scratch) {
        visit = next + 1
        guard scratch.visits[next].nominalDay > 0, holds(worse, atVisit: next, .assessed, &scratch)
        else { continue }
        course.worse = Recorded(
          nominalDay: scratch.visits[next].nominalDay, establishedDay: scratch.visits[next].day)
        break
      }
    }
    guard let response else { return }
    let visit =
      response.day == calendar.withdrawalDay
      ? withdrawal : lastVisit(by: response.day, scratch.visits)
    course.responded = holds(response.entry, atVisit: visit, .assessed, &scratch)
    course.responseDay = scratch.visits[visit].day
  }

  /// The first of some visits at which a rule can hold: any where scores do not follow from items.
  @inline(__always) private func next(
    of visits: Range<Int>, _ plan: NewcomerPlan, _ layer: Layer,
    _ scratch: inout MechanismScratch
  ) -> Int? {
    if scratch.hasScores { return visits.first }
    return plan.first(
      of: visits, scratch.visits, layer, scratch.references,
      withdrawalDay: calendar.withdrawalDay)
  }

  @inline(__always) func holds(
    _ entry: Int, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch,
    confirms: Bool = false
  ) -> Bool {
    let moment = moment(ofVisit: visit, layer, &scratch, confirms: confirms)
    return layer == .assessed
      ? holds(entry, at: moment, values: scratch.recordedValues.span, scratch.references)
      : holds(entry, at: moment, values: scratch.trueValues.span, scratch.references)
  }

  @inline(__always) private func moment(
    ofVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch, confirms: Bool
  ) -> Moment {
    let mask = scratch.visits[visit].items(in: layer)
    return Moment(
      layer: layer, mask: mask,
      isFlare: confirms || scratch.visits[visit].flareDay > calendar.withdrawalDay,
      scores: scores(of: mask, atVisit: visit, layer, &scratch), firstValue: visit &* scoreCount)
  }

  /// The instrument's sums at a visit: given, or as they follow from its items.
  @inline(__always) private func scores(
    of mask: UInt64, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch
  ) -> (all: Double, clinical: Double) {
    guard scratch.hasScores else { return scores(of: mask) }
    let first = visit * scoreCount
    return layer == .assessed
      ? (scratch.recordedValues[first], scratch.recordedValues[first + 1])
      : (scratch.trueValues[first], scratch.trueValues[first + 1])
  }

  /// The first recurrence of each definition at a visit of observation off drug in a layer.
  private func recurAtVisits(
    _ layer: Layer, after withdrawal: Int, _ course: inout CourseOutcome, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    var open = allDefinitions
    var last = Look()
    var visit = withdrawal + 1
    while open != 0,
      let next = next(of: visit..<scratch.visits.count, definitionsNeed, layer, &scratch)
    {
      visit = next + 1
      guard isObserved(scratch.visits[next].nominalDay) else { continue }
      let isFlare = scratch.visits[next].flareDay > calendar.withdrawalDay
      if scratch.hasScores || !last.shows(scratch.visits[next].items(in: layer), isFlare) {
        let moment = moment(ofVisit: next, layer, &scratch, confirms: false)
        last = Look(moment, held: holding(open, at: moment, layer, &scratch))
      }
      open &= ~recur(last.held & open, atVisit: next, layer, &course, key, random, &scratch)
    }
  }

  /// Records those of some definitions that hold at a visit and are confirmed; gives them, bit by bit.
  @inline(__always) private func recur(
    _ held: UInt64, atVisit visit: Int, _ layer: Layer, _ course: inout CourseOutcome,
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) -> UInt64 {
    var rest = held
    var recurred: UInt64 = 0
    while rest != 0 {
      let definition = rest.trailingZeroBitCount
      rest &= rest &- 1
      let day = confirmation(of: definition, atVisit: visit, layer, key, random, &scratch)
      guard day < .infinity else { continue }
      recurred |= 1 &<< UInt64(truncatingIfNeeded: definition)
      course.put(
        Recorded(nominalDay: scratch.visits[visit].nominalDay, establishedDay: day),
        of: definition, layer, &scratch.recurrences)
    }
    if layer == .assessed && recurred != 0
      && hasFlare(after: course.withdrawalDay, by: scratch.visits[visit].day, scratch.flares)
    {
      course.followsFlare |= recurred
    }
    return recurred
  }

  /// Those of some definitions whose rule holds at a visit.
  @inline(__always) private func holding(
    _ open: UInt64, at moment: Moment, _ layer: Layer, _ scratch: inout MechanismScratch
  ) -> UInt64 {
    layer == .assessed
      ? holding(open, at: moment, values: scratch.recordedValues.span, scratch.references)
      : holding(open, at: moment, values: scratch.trueValues.span, scratch.references)
  }

  func isObserved(_ nominalDay: Double) -> Bool {
    nominalDay > calendar.withdrawalDay && nominalDay <= calendar.endDay
  }

  /// The day on which a recurrence at a visit is established; infinity if it is not confirmed.
  @inline(__always) private func confirmation(
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
    let (mask, levels) = measureAgain(on: day, place, layer, key, random, scratch)
    return holds(
      entry,
      at: Moment(
        layer: layer, mask: mask, isFlare: true, scores: (levels[0], levels[1]), firstValue: 0),
      values: levels.span, scratch.references)
  }

  /// Items and scores of a visit made for confirmation alone.
  func measureAgain(
    on day: Double, _ place: UInt64, _ layer: Layer, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: MechanismScratch
  ) -> (mask: UInt64, levels: [Double]) {
    var mask = countedItems(at: day, scratch.episodes)
    if layer == .assessed { mask = errors(key, random, place: place).recorded(mask) }
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

  /// The first instant at which each definition holds, whether anybody looks or not.
  private func recurLatently(
    _ course: inout CourseOutcome, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    if instants.areFlares && course.firstFlare > calendar.endDay { return }
    fillInstants(&scratch)
    guard !scratch.instants.isEmpty else { return }
    fillLatentReferences(key, random, &scratch)
    var open = allDefinitions
    for i in scratch.instants.indices where open != 0 {
      let day = scratch.instants[i]
      var held = holdingLatently(open, day, key, random, &scratch)
      while held != 0 {
        let definition = held.trailingZeroBitCount
        held &= held &- 1
        let row = definitions[definition]
        let second = confirmationDay(row, after: day)
        guard
          second == day || holdsLatently(row.entry, second, key, random, &scratch, confirms: true)
        else { continue }
        open &= ~(1 &<< UInt64(truncatingIfNeeded: definition))
        course.put(
          Recorded(nominalDay: day, establishedDay: second), of: definition, .latent,
          &scratch.recurrences)
      }
    }
  }

  /// Those of some definitions whose rule holds at an instant.
  private func holdingLatently(
    _ open: UInt64, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> UInt64 {
    let moment = look(at: day, key, random, &scratch)
    return holding(open, at: moment, values: scratch.levels.span, scratch.references)
  }

  private func holdsLatently(
    _ entry: Int, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch, confirms: Bool = false
  ) -> Bool {
    guard day < .infinity else { return false }
    var moment = look(at: day, key, random, &scratch)
    if confirms { moment.isFlare = true }
    return holds(entry, at: moment, values: scratch.levels.span, scratch.references)
  }

  /// An instant as it is, its scores in `levels`.
  private func look(
    at day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> Moment {
    let mask = countedItems(at: day, scratch.episodes)
    if needsNumericScores { _ = fillLevels(at: day, mask, key, random, &scratch) }
    let isFlare = scratch.flares.contains { $0.day == day }
    return Moment(
      layer: .latent, mask: mask, isFlare: isFlare, scores: scores(of: mask), firstValue: 0)
  }

  /// When the latent layer is looked at again: at the next planned day, or some days later.
  private func confirmationDay(_ row: DefinitionRow, after day: Double) -> Double {
    switch row.confirmation {
    case .none: return day
    case .afterDays: return day + row.confirmAfter
    case .nextVisit:
      for planned in calendar.visitDays where Double(planned) > day { return Double(planned) }
      return .infinity
    }
  }
}

/// What was found where somebody looked last: without numeric scores all that holds follows from what counts,
/// and most visits show what the one before did.
private struct Look {
  private var mask: UInt64 = 0
  private var isFlare = false
  private var isTaken = false
  /// Definitions that hold.
  private(set) var held: UInt64 = 0

  /// Nobody has looked.
  init() {}

  init(_ moment: Moment, held: UInt64) {
    mask = moment.mask
    isFlare = moment.isFlare
    self.held = held
    isTaken = true
  }

  /// Whether there is nothing else to see.
  func shows(_ mask: UInt64, _ isFlare: Bool) -> Bool {
    isTaken && self.mask == mask && self.isFlare == isFlare
  }
}
