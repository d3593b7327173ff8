/// What the data of the trial say of an estimand's variable: assessed, with everybody's loss.
extension Mechanism {
  func readData(
    _ row: EstimandRow, _ course: CourseOutcome, _ visits: [Visit],
    into outcome: inout EstimandOutcome
  ) {
    outcome.isInData =
      isInPopulation(row.population, course, lostDay: course.lostDay)
      && isInStrata(row, course, lostDay: course.lostDay)
    guard outcome.isInData else { return }
    let recurrence = recorded(row, course)
    let composite = compositeDay(row, course, lostDay: course.lostDay)
    let stop = lastCountingDay(row, course, lostDay: course.lostDay)
    let missing = contactEnds(row, course)
    let lastVisit = finalVisitDay(by: row.byDay, visits)
    let first = min(recurrence.establishedDay, composite, stop, missing)
    if recurrence.establishedDay == first && first < .infinity {
      outcome.status = .event
      outcome.day = recurrence.nominalDay
    } else if composite == first && composite <= min(row.byDay, lastVisit) {
      outcome.status = .event
      outcome.day = composite
    } else if stop == first && stop < .infinity
      || lastVisit < .infinity && min(composite, missing) > lastVisit
    {
      outcome.status = .noEvent
      outcome.day = row.byDay
    } else {
      outcome.status = .missing
      outcome.day = lastNominalDay(by: min(missing, row.byDay + calendar.window), visits)
    }
  }

  /// The assessed recurrence of a person who is under observation off drug.
  private func recorded(_ row: EstimandRow, _ course: CourseOutcome) -> Recorded {
    let recurrence = course.recurrences[
      row.definition * Layer.allCases.count + Layer.assessed.place]
    guard recurrence.nominalDay <= row.byDay, enters(course) else { return Recorded() }
    return recurrence
  }

  /// After this the variable cannot be seen: loss, not entering, an event that is to be imagined away.
  private func contactEnds(_ row: EstimandRow, _ course: CourseOutcome) -> Double {
    var day = course.lostDay
    if !enters(course) {
      day = min(
        day, enters == .responders ? course.responseDay : course.worse.establishedDay)
    }
    if row.stopsDosing == .hypothetical { day = min(day, course.stopDay) }
    if row.therapyChanged == .hypothetical { day = min(day, course.therapyDay) }
    return day
  }

  /// The actual day of the last planned visit that the estimand waits for; infinity if not made.
  private func finalVisitDay(by day: Double, _ visits: [Visit]) -> Double {
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
