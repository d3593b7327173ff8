internal import WashoutNumerics

/// Worsening, response and recurrence, by every definition and in every layer of one course.
extension Mechanism {
  func observe(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool
  ) {
    var course = scratch.courses[variant]
    let withdrawal = lastVisit(by: calendar.withdrawalDay, scratch.visits)
    fillReferences(&scratch, withdrawal)
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
  var allDefinitions: UInt64 { IndicatorSet.every(definitions.count) }

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
        guard scratch.visits[next].nominalDay > 0,
          scratch.visits[next].nominalDay <= calendar.withdrawalDay,
          holds(worse, atVisit: next, .assessed, &scratch)
        else { continue }
        course.worse = Recorded(
          nominalDay: scratch.visits[next].nominalDay, establishedDay: scratch.visits[next].day)
        break
      }
    }
    guard let response else { return }
    let visit =
      response.day <= calendar.withdrawalDay
      ? lastVisit(by: response.day, scratch.visits, from: withdrawal)
      : lastVisit(by: response.day, scratch.visits)
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

  /// Whether a rule holds at a visit in a layer, or whether it confirms there.
  @inline(__always) func holds(
    _ entry: Int, atVisit visit: Int, _ layer: Layer, _ scratch: inout MechanismScratch,
    confirms: Bool = false
  ) -> Bool {
    var moment = moment(scratch.visits[visit], layer)
    if confirms { moment.isFlare = true }
    guard scratch.hasScores else { return holds(entry, at: moment, scratch.references) }
    let scored = score(moment, visit, scratch.trueValues, scratch.recordedValues)
    return layer == .assessed
      ? holds(entry, at: scored, values: scratch.recordedValues.span, scratch.references)
      : holds(entry, at: scored, values: scratch.trueValues.span, scratch.references)
  }

  /// Those of some definitions whose rule holds at a visit.
  @inline(__always) private func holding(
    _ open: UInt64, at moment: ItemMoment, ofVisit visit: Int, _ scratch: inout MechanismScratch
  ) -> UInt64 {
    guard scratch.hasScores else { return holding(open, at: moment, scratch.references) }
    let scored = score(moment, visit, scratch.trueValues, scratch.recordedValues)
    return moment.layer == .assessed
      ? holding(open, at: scored, values: scratch.recordedValues.span, scratch.references)
      : holding(open, at: scored, values: scratch.trueValues.span, scratch.references)
  }

  @inline(__always) private func moment(_ visit: Visit, _ layer: Layer) -> ItemMoment {
    ItemMoment(
      layer: layer, mask: visit.items(in: layer), isFlare: visit.flareDay > calendar.withdrawalDay)
  }

  /// A visit with the scores that were measured.
  private func score(
    _ moment: ItemMoment, _ visit: Int, _ trueValues: [Double], _ recordedValues: [Double]
  ) -> Moment {
    let first = visit * scoreCount
    let values = moment.layer == .assessed ? recordedValues : trueValues
    return Moment(
      layer: moment.layer, mask: moment.mask, isFlare: moment.isFlare,
      scores: (values[first], values[first + 1]), firstValue: first)
  }

  /// The first recurrence of each definition at a visit of observation off drug in a layer.
  ///
  /// Visits whose windows do not overlap stand in order of nominal day, so that observation begins behind the
  /// last one by withdrawal. Nearly always it shows nothing new, and the search ends here.
  @inline(__always) private func recurAtVisits(
    _ layer: Layer, after withdrawal: Int, _ course: inout CourseOutcome, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    let first = calendar.windowsOverlap ? 0 : withdrawal + 1
    let visits = first..<scratch.visits.count
    guard let visit = next(of: visits, definitionsNeed, layer, &scratch) else { return }
    recurAtVisits(from: visit, layer, &course, key, random, &scratch)
  }

  @inline(never) private func recurAtVisits(
    from first: Int, _ layer: Layer, _ course: inout CourseOutcome, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    var open = allDefinitions
    var last = Look()
    let known = scratch.hasScores ? nil : definitionsNeed.known(in: layer, scratch.references)
    for visit in first..<scratch.visits.count where open != 0 {
      let seen = scratch.visits[visit]
      guard isObserved(seen.nominalDay) else { continue }
      if let known, !seen.shows(layer, beside: known, orFlareAfter: calendar.withdrawalDay) {
        continue
      }
      let moment = moment(seen, layer)
      if scratch.hasScores || !last.shows(moment) {
        last = Look(moment, held: holding(open, at: moment, ofVisit: visit, &scratch))
      }
      let held = last.held & open
      if held != 0 {
        open &= ~recur(held, atVisit: visit, layer, &course, key, random, &scratch)
      }
    }
  }

  /// Records those of some definitions that hold at a visit and are confirmed; gives them, bit by bit.
  @inline(__always) private func recur(
    _ held: UInt64, atVisit visit: Int, _ layer: Layer, _ course: inout CourseOutcome,
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) -> UInt64 {
    var recurred = held & definitionTable.unconfirmed
    let (nominalDay, day) = (scratch.visits[visit].nominalDay, scratch.visits[visit].day)
    course.put(
      Recorded(nominalDay: nominalDay, establishedDay: day), of: recurred, layer,
      &scratch.recurrences)
    var rest = held & ~recurred
    while rest != 0 {
      let definition = rest.trailingZeroBitCount
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: definition)
      rest &= ~bit
      let day = confirmation(of: definition, atVisit: visit, layer, key, random, &scratch)
      guard day < .infinity else { continue }
      recurred |= bit
      course.put(
        Recorded(nominalDay: nominalDay, establishedDay: day), of: bit, layer,
        &scratch.recurrences)
    }
    if layer == .assessed && recurred != 0
      && hasFlare(after: course.withdrawalDay, by: scratch.visits[visit].day, scratch.flares)
    {
      course.followsFlare |= recurred
    }
    return recurred
  }

  func isObserved(_ nominalDay: Double) -> Bool {
    nominalDay > calendar.withdrawalDay && nominalDay <= calendar.endDay
  }
}

/// What was found where somebody looked last: without numeric scores all that holds follows from what counts,
/// and most visits show what the one before did.
private struct Look {
  private var moment: ItemMoment?
  /// Definitions that hold.
  private(set) var held: UInt64 = 0

  /// Nobody has looked.
  init() {}

  init(_ moment: ItemMoment, held: UInt64) {
    self.moment = moment
    self.held = held
  }

  /// Whether a moment of the same layer shows nothing else.
  func shows(_ other: ItemMoment) -> Bool {
    guard let moment else { return false }
    return moment.mask == other.mask && moment.isFlare == other.isFlare
  }
}
