/// Courses in which nothing happens that an estimand could read: most of them. What is read of such a course
/// follows from whether the person responds, so that it is read once when a scenario is compiled.
extension Mechanism {
  /// What the estimands read of a quiet course: of nobody who responds, then of those who do.
  func readQuietCourses() -> [EstimandOutcome] {
    let visits = calendar.plannedVisits
    let recurrences = Array(repeating: Recorded(), count: definitions.count * Layer.allCases.count)
    var course = CourseOutcome(firstRecurrence: 0)
    course.withdrawalDay = calendar.withdrawalDay
    course.responseDay = response?.day ?? 0
    course.finalVisitDay = finalVisitDay(by: calendar.endDay, visits)
    var outcomes: [EstimandOutcome] = []
    for responds in [false, true] {
      course.responded = responds
      for row in estimands {
        var outcome = EstimandOutcome()
        readTruth(row, course, recurrences.span, into: &outcome)
        readData(row, course, recurrences.span, visits.span, into: &outcome)
        outcomes.append(outcome)
      }
    }
    return outcomes
  }

  /// Whether a person enters and nothing happens to him until the end but recurrences.
  @inline(__always) func isQuiet(_ course: CourseOutcome) -> Bool {
    let event = min(course.stopDay, course.therapyDay)
    let first = min(event, min(course.lostDay, course.worse.establishedDay))
    return first == .infinity && course.finalVisitDay < .infinity && enters(course)
  }

  /// Whether an estimand reads of a quiet course of the trial itself what it reads of every other one.
  ///
  /// Not where non-response is an outcome on a day of its own, nor where a visit by an earlier day can be missed.
  @inline(__always) func readsNothing(_ row: EstimandRow, of course: CourseOutcome) -> Bool {
    let all = course.recurred.latent | course.recurred.atVisits | course.recurred.assessed
    return all &>> UInt64(truncatingIfNeeded: row.definition) & 1 == 0
      && row.variant == 0
      && (course.responded || row.noResponse != .composite)
      && (row.byDay == calendar.endDay || calendar.missedVisitShare == 0)
  }
}
