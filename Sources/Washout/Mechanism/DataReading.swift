/// What the data of the trial say of an estimand's variable: assessed, with everybody's loss.
extension Mechanism {
  @inline(__always) func readData(
    _ row: EstimandRow, _ course: CourseOutcome, _ recurrences: Span<Recorded>,
    _ visits: Span<Visit>, into outcome: inout EstimandOutcome
  ) {
    let recurrence = recorded(row, course, recurrences)
    let lastVisit =
      row.byDay == calendar.endDay
      ? course.finalVisitDay : finalVisitDay(by: row.byDay, visits)
    let ends = min(lastVisit, recurrence.establishedDay)
    let seen = min(ends, leavingDay(course))
    outcome.isInData =
      isInPopulation(row.population, course, lostDay: course.lostDay)
      && isInStrata(row, course, lostDay: course.lostDay, seenBy: seen, lossSeenBy: seen)
    guard outcome.isInData else { return }
    let contact = contactEnds(row, course)
    let stop = lastCountingDay(row, course, lostDay: course.lostDay)
    let other = composite(row, course, lostDay: course.lostDay, seenBy: min(ends, contact))
    var event = Double.infinity
    if recurrence.establishedDay <= min(contact, stop) { event = recurrence.nominalDay }
    if other.establishedDay <= min(row.byDay, stop) {
      event = min(event, other.nominalDay ?? placeBetweenVisits(other.establishedDay, visits))
    }
    if event < .infinity {
      outcome.status = .event
      outcome.day = event
    } else if stop <= min(contact, row.byDay + calendar.window)
      || lastVisit < .infinity && contact > lastVisit
    {
      outcome.status = .noEvent
      outcome.day = row.byDay
      if stop < min(lastVisit, row.byDay) {
        outcome.countingEndedDay = lastNominalDay(by: stop, visits)
      }
    } else {
      outcome.status = .missing
      outcome.day = lastNominalDay(by: min(contact, row.byDay + calendar.window), visits)
    }
  }

  /// Where an actual day stands among nominal ones: after the last attended and before the first
  /// unattended; itself where it lies between the two, else half-way.
  private func placeBetweenVisits(_ day: Double, _ visits: Span<Visit>) -> Double {
    let attended = lastNominalDay(by: day, visits)
    var next = Double.infinity
    for planned in calendar.visitDays where Double(planned) > attended && next == .infinity {
      next = Double(planned)
    }
    if day > attended && day < next { return day }
    return next == .infinity ? attended : (attended + next) / 2
  }

  /// The assessed recurrence of a person who is under observation off drug.
  @inline(__always) private func recorded(
    _ row: EstimandRow, _ course: CourseOutcome, _ recurrences: Span<Recorded>
  ) -> Recorded {
    let recurrence = recurrences[course.place(of: row.definition, .assessed)]
    guard recurrence.nominalDay <= row.byDay, enters(course) else { return Recorded() }
    return recurrence
  }

  /// Loss, or leaving instead of entering.
  @inline(__always) private func leavingDay(_ course: CourseOutcome) -> Double {
    enters(course) ? course.lostDay : min(course.lostDay, departureDay(course))
  }

  /// When somebody whom the entry rule keeps out leaves.
  @inline(__always) func departureDay(_ course: CourseOutcome) -> Double {
    enters == .responders ? course.responseDay : course.worse.establishedDay
  }

  /// After this the variable cannot be seen: leaving, or an event that is to be imagined away.
  @inline(__always) private func contactEnds(_ row: EstimandRow, _ course: CourseOutcome) -> Double
  {
    var day = leavingDay(course)
    if row.stopsDosing == .hypothetical { day = min(day, course.stopDay) }
    if row.therapyChanged == .hypothetical { day = min(day, course.therapyDay) }
    return day
  }

  /// The actual day of the last planned visit that the estimand waits for; infinity if not made.
  func finalVisitDay(by day: Double, _ visits: [Visit]) -> Double {
    finalVisitDay(by: day, visits.span)
  }

  private func finalVisitDay(by day: Double, _ visits: Span<Visit>) -> Double {
    let days = calendar.visitDays.span
    var last = days.count - 1
    while last >= 0 && Double(days[last]) > day { last -= 1 }
    guard last >= 0 else { return .infinity }
    let planned = Double(days[last])
    var visit = visits.count - 1
    while visit >= 0 {
      if visits[visit].isPlanned && visits[visit].nominalDay == planned { return visits[visit].day }
      visit -= 1
    }
    return .infinity
  }

  /// The nominal day of the last visit made by an actual day.
  private func lastNominalDay(by day: Double, _ visits: Span<Visit>) -> Double {
    var last = 0.0
    for i in visits.indices where visits[i].day <= day { last = visits[i].nominalDay }
    return last
  }
}
