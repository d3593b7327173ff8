internal import WashoutNumerics

/// Worsening, response and recurrence, by every definition and in every layer of one course.
extension Mechanism {
  func observe(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool
  ) {
    fillReferences(key, random, &scratch)
    var course = scratch.courses[variant]
    let withdrawal = lastVisit(by: calendar.withdrawalDay, scratch.visits)
    let isAttended = scratch.visits[withdrawal].nominalDay == calendar.withdrawalDay
    course.withdrawalDay =
      isAttended ? scratch.visits[withdrawal].day : calendar.withdrawalDay
    course.firstFlare = firstFlare(scratch.flares)
    observeBeforeWithdrawal(&scratch, &course)
    course.followsFlare = 0
    if skipsLeavers && !enters(course) {
      for place in course.places(of: definitions.count) { scratch.recurrences[place] = Recorded() }
      scratch.courses[variant] = course
      return
    }
    fillInstants(&scratch)
    fillObserved(&scratch)
    for definition in definitions.indices {
      scratch.recurrences[course.place(of: definition, .latent)] = latent(
        definition, key, random, &scratch)
      scratch.recurrences[course.place(of: definition, .atVisits)] =
        atVisits(definition, .atVisits, key, random, &scratch).recorded
      let (recorded, day) = atVisits(definition, .assessed, key, random, &scratch)
      scratch.recurrences[course.place(of: definition, .assessed)] = recorded
      if hasFlare(after: course.withdrawalDay, by: day, scratch.flares) {
        course.followsFlare |= 1 << UInt64(truncatingIfNeeded: definition)
      }
    }
    scratch.courses[variant] = course
  }

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
        guard holds(worse, atVisit: i, .assessed, &scratch) else { continue }
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

  @inline(__always) func holds(
    _ entry: Int, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch,
    confirms: Bool = false
  ) -> Bool {
    let isRecorded = layer == .assessed
    let moment = Moment(
      layer: layer,
      mask: isRecorded ? scratch.visits[visit].recorded : scratch.visits[visit].active,
      isFlare: confirms || scratch.visits[visit].flareDay > calendar.withdrawalDay,
      firstValue: visit * scoreCount)
    return holds(
      entry, at: moment, values: isRecorded ? scratch.recordedValues : scratch.trueValues,
      scratch.references)
  }

  /// The first recurrence at a visit of observation off drug, and the actual day of that visit.
  private func atVisits(
    _ definition: Int, _ layer: Layer, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> (recorded: Recorded, day: Double) {
    let entry = definitions[definition].entry
    for i in scratch.observed where holds(entry, atVisit: i, layer, &scratch) {
      let confirmed = confirmation(of: definition, atVisit: i, layer, key, random, &scratch)
      guard confirmed < .infinity else { continue }
      let recorded = Recorded(
        nominalDay: scratch.visits[i].nominalDay, establishedDay: confirmed)
      return (recorded, scratch.visits[i].day)
    }
    return (Recorded(), -.infinity)
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
      entry, at: Moment(layer: layer, mask: mask, isFlare: true, firstValue: 0), values: levels,
      scratch.references)
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

  private func latent(
    _ definition: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> Recorded {
    let row = definitions[definition]
    for i in scratch.instants.indices
    where holdsLatently(row.entry, scratch.instants[i], key, random, &scratch) {
      let day = scratch.instants[i]
      let second = confirmationDay(row, after: day)
      guard second == day || holdsLatently(row.entry, second, key, random, &scratch, confirms: true)
      else { continue }
      return Recorded(nominalDay: day, establishedDay: second)
    }
    return Recorded()
  }

  private func holdsLatently(
    _ entry: Int, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch, confirms: Bool = false
  ) -> Bool {
    guard day < .infinity else { return false }
    let mask = countedItems(at: day, scratch.episodes)
    var levels = takeLevels(&scratch)
    appendScores(of: mask, to: &levels)
    if needsNumericScores { appendLevels(at: day, key, random, scratch, to: &levels) }
    let isFlare = confirms || scratch.flares.contains { $0.day == day }
    let moment = Moment(layer: .latent, mask: mask, isFlare: isFlare, firstValue: 0)
    let result = holds(entry, at: moment, values: levels, scratch.references)
    scratch.levels = levels
    return result
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
