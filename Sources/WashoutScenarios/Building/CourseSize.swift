internal import Washout

/// How much there is to follow in one patient's course, beyond which a simulation would not end.
///
/// Each value alone may lie within its bounds and their product still be too much.
struct CourseSize {
  /// Flares that a course may bring on average, all conditions of `times_if` fulfilled.
  static let mostFlares = 2_000.0
  /// Steps that the flares of a course may take.
  static let mostSteps = 1e7

  /// Expected flares from screening to the end of observation.
  let flares: Double
  /// Expected moments at which an active item could clear, over all items.
  let clearings: Double
  /// Steps of a course: each flare looks through the clearings of its items, and a numeric score is
  /// read from every flare before it, at each flare and on each day (some twenty times as long).
  let steps: Double

  init(_ flares: Flares, _ activity: Activity, _ leaving: Leaving, weeks: Double) {
    let years = weeks * 7 / 365.25
    let ratio = flares.timesIf.reduce(1) { $0 * max(1, $1.times) }
    let changed = leaving.therapyChanged == nil ? 1 : max(1, leaving.therapyFlareHazardTimes)
    self.flares =
      years * changed * (flares.backgroundPerYear * ratio + flares.suppressiblePerYear)
    let therapy = leaving.therapyChanged == nil ? 0 : leaving.therapyClearsPerWeek
    clearings = activity.items.reduce(0) { sum, item in
      sum + weeks * (item.clearsPerWeek + therapy + max(item.drivenPerWeek, item.otherPerWeek))
    }
    let readings = Double(activity.scores.count) * (self.flares + 7 * weeks)
    steps = self.flares * (clearings + 20 * readings)
  }
}

extension ScenarioBuilder {
  /// Refuses a course that brings more than can be followed.
  func checkCourseSize(_ course: Scenario.Course, _ leaving: Leaving, _ trial: TrialDesign) {
    guard case .mechanistic(_, let flares, let activity) = course else { return }
    let weeks = Double(trial.endWeek - trial.screeningWeek)
    let size = CourseSize(flares, activity, leaving, weeks: weeks)
    if size.flares > CourseSize.mostFlares {
      findings.fault(
        "a patient could have \(CourseSize.words(size.flares)) flares from screening to week "
          + "\(trial.endWeek), more than the \(CourseSize.words(CourseSize.mostFlares)) that can "
          + "be followed; write lower rates or ratios",
        at: root["flares"].place)
    } else if size.steps > CourseSize.mostSteps {
      findings.fault(
        "with \(CourseSize.words(size.flares)) flares of a patient and "
          + "\(CourseSize.words(size.clearings)) clearings of items by week \(trial.endWeek), a course "
          + "is too long to follow; write lower rates in `flares` or `activity`, or an earlier end",
        at: root["flares"].place)
    }
  }
}

extension CourseSize {
  /// A count in words, rounded.
  fileprivate static func words(_ count: Double) -> String {
    NumberGrammar.shortest(count.rounded())
  }
}
