internal import WashoutStatistics

/// The boundaries of a look as counts.
enum PlanWords {
  /// The counts that stop for futility, `<= 3 of 17`; a dash where none does.
  static func futility(
    _ look: MonitoringPlan.Look, _ direction: DecisionTable.Direction
  ) -> String {
    count(look.futility, of: look.people, direction == .atLeast ? .atMost : .atLeast)
  }

  /// The counts that succeed, `>= 11 of 37`; a dash where none does.
  static func success(
    _ look: MonitoringPlan.Look, _ direction: DecisionTable.Direction
  ) -> String {
    count(look.success, of: look.people, direction)
  }

  private static func count(
    _ events: Int?, of people: Int, _ direction: DecisionTable.Direction
  ) -> String {
    guard let events else { return NumberText.undefined }
    return "\(direction == .atMost ? "<=" : ">=") \(events) of \(people)"
  }
}
