internal import WashoutNumerics

/// What a statistical scenario must not ask for.
enum StatisticalChecks {
  static func check(_ scenario: Scenario, _ course: StatisticalCourse) throws(SimulationError) {
    try checkCourse(course)
    try checkTrial(scenario.trial)
    try checkLeaving(scenario.leaving)
    for estimand in scenario.estimands { try check(estimand, scenario) }
  }

  private static func checkCourse(_ course: StatisticalCourse) throws(SimulationError) {
    if !(0...1).contains(course.curedShare) {
      throw .invalid(
        path: "statistical.cured", reason: "is \(course.curedShare), a share lies between 0 and 1")
    }
    if course.timeToRecurrenceWeeks.cdf((0.0).nextDown) > 0 {
      throw .invalid(
        path: "statistical.time_to_recurrence_weeks",
        reason: "can be negative; use a distribution of positive times")
    }
  }

  private static func checkTrial(_ trial: TrialDesign) throws(SimulationError) {
    if trial.withdrawalWeek != 0 {
      throw .invalid(
        path: "trial.observation_off_drug.from_week",
        reason: "is \(trial.withdrawalWeek), but without a mechanism week 0 is withdrawal; write 0")
    }
    if trial.endWeek <= 0 {
      throw .invalid(
        path: "trial.observation_off_drug.to_week", reason: "must be after week 0, withdrawal")
    }
    if trial.visitWindowDays != 0 || trial.missedVisitShare != 0 || trial.unscheduledVisit != nil {
      throw .invalid(
        path: "trial.visits",
        reason: "windows, missed and unscheduled visits need a mechanism; give only the weeks")
    }
    try checkLastVisit(trial)
  }

  private static func checkLastVisit(_ trial: TrialDesign) throws(SimulationError) {
    guard let weeks = trial.visitWeeks else { return }
    if let last = weeks.last, last >= trial.endWeek, zip(weeks, weeks.dropFirst()).allSatisfy(<) {
      return
    }
    throw .invalid(
      path: "trial.visits", reason: "must increase and reach week \(trial.endWeek), the end")
  }

  private static func checkLeaving(_ leaving: Leaving) throws(SimulationError) {
    if leaving.lostLink != nil {
      throw .invalid(path: "leaving.lost.linked_to", reason: "needs a mechanism; write nothing")
    }
    if let lost = leaving.lost, !(lost.share >= 0 && lost.share < 1 && lost.byWeek > 0) {
      throw .invalid(
        path: "leaving.lost", reason: "needs a share from 0 to below 1 and a week above 0")
    }
    for (name, clock) in [
      ("stops_dosing", leaving.stopsDosing), ("therapy_changed", leaving.therapyChanged),
    ] where (clock?.share ?? 0) > 0 {
      throw .invalid(path: "leaving.\(name)", reason: "needs a mechanism; write share 0")
    }
  }

  private static func check(
    _ estimand: Estimand, _ scenario: Scenario
  ) throws(SimulationError) {
    let path = "estimands.\(estimand.name)"
    if estimand.population == .responders {
      throw .invalid(path: path, reason: "without a mechanism nobody responds; use entered")
    }
    if estimand.byWeek <= 0 || estimand.byWeek > scenario.trial.endWeek {
      throw .invalid(
        path: path, reason: "must end after week 0 and by week \(scenario.trial.endWeek)")
    }
    if (scenario.leaving.lost?.share ?? 0) > 0, estimand.strategies[.lost] == nil {
      throw .invalid(
        path: "\(path).events", reason: "must say how `lost` is handled, such as hypothetical")
    }
  }
}
