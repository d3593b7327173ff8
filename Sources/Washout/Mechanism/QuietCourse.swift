/// What estimands read of courses in which nothing happens that they could read: of most people.
///
/// It follows from whether the person responds, and is read once when a scenario is compiled.
struct QuietCourses: Sendable {
  /// Estimand by estimand of nobody who responds, then of those who do.
  private(set) var outcomes: [EstimandOutcome] = []
  /// Definitions whose recurrence some estimand reads, bit by bit.
  private(set) var definitions: UInt64 = 0
  /// Whether responders' courses, and those of others, are read here at all.
  private(set) var areRead = (responders: false, others: false)

  /// None.
  init() {}

  /// Those of a scenario.
  init(_ mechanism: Mechanism) {
    let rows = mechanism.estimands
    for row in rows { definitions |= 1 << UInt64(row.definition) }
    let calendar = mechanism.calendar
    // An estimand of another course reads two of them; a visit by an earlier day than the last can be missed.
    areRead.responders = rows.allSatisfy {
      $0.variant == 0 && ($0.byDay == calendar.endDay || calendar.missedVisitShare == 0)
    }
    // Non-response can be an outcome with a day of its own.
    areRead.others = areRead.responders && rows.allSatisfy { $0.noResponse != .composite }
    outcomes = [false, true].flatMap { mechanism.readQuietCourse(responds: $0) }
  }
}

extension Mechanism {
  fileprivate func readQuietCourse(responds: Bool) -> [EstimandOutcome] {
    let visits = calendar.plannedVisits
    let recurrences = Array(repeating: Recorded(), count: definitions.count * Layer.allCases.count)
    var course = CourseOutcome(firstRecurrence: 0)
    course.withdrawalDay = calendar.withdrawalDay
    course.responded = responds
    course.responseDay = response?.day ?? 0
    course.finalVisitDay = finalVisitDay(by: calendar.endDay, visits)
    return estimands.map { row in
      var outcome = EstimandOutcome()
      readTruth(row, course, recurrences.span, into: &outcome)
      readData(row, course, recurrences.span, visits.span, into: &outcome)
      return outcome
    }
  }

  /// Whether a person enters and stays until the final visit, with no event and no recurrence that is read.
  @inline(__always) func isQuiet(_ course: CourseOutcome) -> Bool {
    let change = min(course.stopDay, course.therapyDay)
    let event = min(change, min(course.lostDay, course.worse.establishedDay))
    if event < .infinity || course.finalVisitDay == .infinity { return false }
    let recurred =
      course.recurred.latent | course.recurred.atVisits | course.recurred.assessed
    let isRead = course.responded ? quietCourses.areRead.responders : quietCourses.areRead.others
    return isRead && recurred & quietCourses.definitions == 0 && enters(course)
  }
}
