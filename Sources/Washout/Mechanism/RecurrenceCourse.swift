internal import WashoutNumerics

/// Worsening, response and recurrence, by every definition and in every layer of one course.
extension Mechanism {
  func observe(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool
  ) {
    fillReferences(&scratch)
    var course = scratch.courses[variant]
    let withdrawal = lastVisit(by: calendar.withdrawalDay, scratch.visits)
    let isAttended = scratch.visits[withdrawal].nominalDay == calendar.withdrawalDay
    course.withdrawalDay =
      isAttended ? scratch.visits[withdrawal].day : calendar.withdrawalDay
    course.firstFlare = firstFlare(scratch.flares)
    observeBeforeWithdrawal(&scratch, &course)
    course.followsFlare = 0
    for place in course.places(of: definitions.count) { scratch.recurrences[place] = Recorded() }
    if !skipsLeavers || enters(course) {
      recurLatently(course, key, random, &scratch)
      _ = recurAtVisits(.atVisits, course, key, random, &scratch)
      course.followsFlare = recurAtVisits(.assessed, course, key, random, &scratch)
    }
    scratch.courses[variant] = course
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

  func observeBeforeWithdrawal(
    _ scratch: inout MechanismScratch, _ course: inout CourseOutcome
  ) {
    course.worse = Recorded()
    if let worse {
      for i in scratch.visits.indices
      where scratch.visits[i].nominalDay > 0
        && scratch.visits[i].nominalDay <= calendar.withdrawalDay
      {
        guard mayHold(worseNeeds, atVisit: i, scratch),
          holds(worse, atVisit: i, .assessed, &scratch)
        else { continue }
        course.worse = Recorded(
          nominalDay: scratch.visits[i].nominalDay, establishedDay: scratch.visits[i].day)
        break
      }
    }
    guard let response else { return }
    let visit = lastVisit(by: response.day, scratch.visits)
    course.responded = holds(response.entry, atVisit: visit, .assessed, &scratch)
    course.responseDay = scratch.visits[visit].day
  }

  /// Whether something new was recorded at a visit without which a rule is false.
  @inline(__always) private func mayHold(
    _ plan: NewcomerPlan, atVisit visit: Int, _ scratch: borrowing MechanismScratch
  ) -> Bool {
    if scratch.hasScores { return true }
    let seen = Seen(
      scratch.visits.span[visit], .assessed, withdrawalDay: calendar.withdrawalDay)
    return plan.mayHold(seen.mask, isFlare: seen.isFlare, .assessed, scratch.references)
  }

  @inline(__always) func holds(
    _ entry: Int, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch,
    confirms: Bool = false
  ) -> Bool {
    let moment = moment(ofVisit: visit, layer, scratch, confirms: confirms)
    return layer == .assessed
      ? holds(entry, at: moment, values: scratch.recordedValues.span, scratch.references)
      : holds(entry, at: moment, values: scratch.trueValues.span, scratch.references)
  }

  @inline(__always) private func moment(
    ofVisit visit: Int, _ layer: Layer, _ scratch: borrowing MechanismScratch, confirms: Bool
  ) -> Moment {
    let visits = scratch.visits.span
    let isAssessed = layer == .assessed
    let mask = isAssessed ? visits[visit].recorded : visits[visit].active
    return Moment(
      layer: layer, mask: mask,
      isFlare: confirms || visits[visit].flareDay > calendar.withdrawalDay,
      scores: scores(of: mask, atVisit: visit, isAssessed: isAssessed, scratch),
      firstValue: visit * scoreCount)
  }

  /// The instrument's sums at a visit: given, or as they follow from its items.
  @inline(__always) private func scores(
    of mask: UInt64, atVisit visit: Int, isAssessed: Bool, _ scratch: borrowing MechanismScratch
  ) -> (all: Double, clinical: Double) {
    guard scratch.hasScores else { return scores(of: mask) }
    let values = isAssessed ? scratch.recordedValues.span : scratch.trueValues.span
    return (values[visit * scoreCount], values[visit * scoreCount + 1])
  }

  /// The first recurrence of each definition at a visit of observation off drug in a layer.
  ///
  /// - Returns: those of them, bit by bit, that follow a flare since the withdrawal visit.
  private func recurAtVisits(
    _ layer: Layer, _ course: CourseOutcome, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> UInt64 {
    var open = allDefinitions
    var followsFlare: UInt64 = 0
    var before: (seen: Seen, held: UInt64)?
    for visit in scratch.visits.indices {
      guard open != 0, isObserved(scratch.visits[visit].nominalDay) else { continue }
      // Without numeric scores, what holds follows from what counts: most visits find what the last one found.
      let seen = Seen(scratch.visits.span[visit], layer, withdrawalDay: calendar.withdrawalDay)
      guard
        needsNumericScores
          || definitionsNeed.mayHold(seen.mask, isFlare: seen.isFlare, layer, scratch.references)
      else { continue }
      var held: UInt64
      if !needsNumericScores, let before, before.seen == seen {
        held = before.held & open
      } else {
        held = holding(
          open, at: moment(ofVisit: visit, layer, scratch, confirms: false), layer, scratch)
        before = (seen, held)
      }
      while held != 0 {
        let definition = held.trailingZeroBitCount
        held &= held &- 1
        let confirmed = confirmation(of: definition, atVisit: visit, layer, key, random, &scratch)
        guard confirmed < .infinity else { continue }
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: definition)
        open &= ~bit
        scratch.recurrences[course.place(of: definition, layer)] = Recorded(
          nominalDay: scratch.visits[visit].nominalDay, establishedDay: confirmed)
        let day = scratch.visits[visit].day
        if hasFlare(after: course.withdrawalDay, by: day, scratch.flares) { followsFlare |= bit }
      }
    }
    return followsFlare
  }

  /// Those of some definitions whose rule holds at a visit.
  @inline(__always) private func holding(
    _ open: UInt64, at moment: Moment, _ layer: Layer, _ scratch: borrowing MechanismScratch
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
    _ course: CourseOutcome, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
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
        scratch.recurrences[course.place(of: definition, .latent)] = Recorded(
          nominalDay: day, establishedDay: second)
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

/// What a layer sees at a visit.
private struct Seen: Equatable {
  var mask: UInt64
  var isFlare: Bool

  @inline(__always) init(_ visit: Visit, _ layer: Layer, withdrawalDay: Double) {
    mask = layer == .assessed ? visit.recorded : visit.active
    isFlare = visit.flareDay > withdrawalDay
  }
}
