/// What the data of the trial say of an estimand's variable: assessed, with everybody's loss.
extension Mechanism {
  func readData(
    _ row: EstimandRow, _ course: CourseOutcome, _ visits: [Visit],
    into outcome: inout EstimandOutcome
  ) {
    let recurrence = recorded(row, course)
    let lastVisit = finalVisitDay(by: row.byDay, visits)
    let ends = min(lastVisit, recurrence.establishedDay)
    outcome.isInData =
      isInPopulation(row.population, course, lostDay: course.lostDay)
      && isInStrata(
        row, course, lostDay: course.lostDay, seenBy: min(ends, leavingDay(course)))
    guard outcome.isInData else { return }
    let contact = contactEnds(row, course)
    let stop = lastCountingDay(row, course, lostDay: course.lostDay)
    let event = firstEvent(row, course, recurrence, ends: ends, contact: contact, stop: stop)
    if event < .infinity {
      outcome.status = .event
      outcome.day = event
    } else if stop <= min(contact, row.byDay + calendar.window)
      || lastVisit < .infinity && contact > lastVisit
    {
      outcome.status = .noEvent
      outcome.day = row.byDay
    } else {
      outcome.status = .missing
      outcome.day = lastNominalDay(by: min(contact, row.byDay + calendar.window), visits)
    }
  }

  /// The nominal day of the first event that was seen while it counted; infinity if there was none.
  private func firstEvent(
    _ row: EstimandRow, _ course: CourseOutcome, _ recurrence: Recorded, ends: Double,
    contact: Double, stop: Double
  ) -> Double {
    var day = Double.infinity
    if recurrence.establishedDay <= min(contact, stop) { day = recurrence.nominalDay }
    let other = composite(row, course, lostDay: course.lostDay, seenBy: min(ends, contact))
    if other.establishedDay <= min(row.byDay, stop) { day = min(day, other.nominalDay) }
    return day
  }

  /// The assessed recurrence of a person who is under observation off drug.
  private func recorded(_ row: EstimandRow, _ course: CourseOutcome) -> Recorded {
    let recurrence = course.recurrences[
      row.definition * Layer.allCases.count + Layer.assessed.place]
    guard recurrence.nominalDay <= row.byDay, enters(course) else { return Recorded() }
    return recurrence
  }

  /// Loss, or leaving instead of entering.
  private func leavingDay(_ course: CourseOutcome) -> Double {
    enters(course) ? course.lostDay : min(course.lostDay, departureDay(course))
  }

  /// When somebody whom the entry rule keeps out leaves.
  func departureDay(_ course: CourseOutcome) -> Double {
    enters == .responders ? course.responseDay : course.worse.establishedDay
  }

  /// After this the variable cannot be seen: leaving, or an event that is to be imagined away.
  private func contactEnds(_ row: EstimandRow, _ course: CourseOutcome) -> Double {
    var day = leavingDay(course)
    if row.stopsDosing == .hypothetical { day = min(day, course.stopDay) }
    if row.therapyChanged == .hypothetical { day = min(day, course.therapyDay) }
    return day
  }

  /// The actual day of the last planned visit that the estimand waits for; infinity if not made.
  func finalVisitDay(by day: Double, _ visits: [Visit]) -> Double {
    guard let planned = calendar.visitDays.last(where: { Double($0) <= day }) else {
      return .infinity
    }
    for visit in visits where visit.isPlanned && visit.nominalDay == Double(planned) {
      return visit.day
    }
    return .infinity
  }

  /// The nominal day of the last visit made by an actual day.
  private func lastNominalDay(by day: Double, _ visits: [Visit]) -> Double {
    var last = 0.0
    for visit in visits where visit.day <= day { last = visit.nominalDay }
    return last
  }
}
