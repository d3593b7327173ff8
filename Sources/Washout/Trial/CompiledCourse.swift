/// How the disease runs, compiled.
package enum CompiledCourse: Sendable {
  /// A distribution of time to recurrence.
  case statistical(StatisticalModel)
  /// Drug, flares and activity.
  case mechanistic(Mechanism)

  init(_ scenario: Scenario, followsNoEffect: Bool) throws(SimulationError) {
    switch scenario.course {
    case .statistical(let course):
      self = .statistical(try StatisticalModel(scenario, course))
    case .mechanistic:
      self = .mechanistic(try Mechanism(scenario, followsNoEffect: followsNoEffect))
    }
  }

  /// Whether there is a drug whose effect can be taken away.
  var hasNoEffectArm: Bool {
    switch self {
    case .statistical: false
    case .mechanistic(let mechanism): mechanism.followsNoEffect
    }
  }
}
