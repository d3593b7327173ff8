internal import WashoutNumerics

extension KaplanMeier {
  /// Limits of a survival share, and where they come from.
  public struct Limits: Sendable, Equatable {
    /// The limits.
    public let interval: Interval
    /// True for Clopper-Pearson limits in place of limits that do not exist.
    public let isExact: Bool
  }

  /// Limits of S(time) on a scale, 0 < level < 1; nil when nobody was fitted.
  ///
  /// Where S is 1 or 0 its Greenwood error is 0, so no scale has limits that mean anything: the
  /// log-log, logit and arcsine ones do not exist, the plain and log ones would have no width. There, on
  /// every scale, others stand in. With S = 1, the Clopper-Pearson limits of n of n, for the n at risk at
  /// the time itself; [0, 1] where nobody is. With S = 0 and nobody censored, those of 0 of all people.
  /// With S = 0 after censorings the people with an event are no sample of all; since the curve does not
  /// rise, the upper limit of the step before holds, or where there is none that of 0 of those at risk
  /// then. `isExact` is true for limits by Clopper and Pearson.
  public func limits(
    at time: Double, level: Double, scale: SurvivalScale = .logLog
  ) -> Limits? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    guard let survival = survival(at: time) else { return nil }
    let z = StandardNormal.twoSided(level: level)
    if survival == 1 { return exact(numberAtRisk(at: time), of: numberAtRisk(at: time), level) }
    if survival == 0 { return limitsAtZero(scale, level: level, z: z) }
    guard let interval = step(at: time)?.limits(scale, z: z) else { return nil }
    return Limits(interval: interval, isExact: false)
  }

  /// The curve falls to 0 at its last step.
  private func limitsAtZero(_ scale: SurvivalScale, level: Double, z: Double) -> Limits? {
    guard let last = steps.last else { return nil }
    if last.events == count { return exact(0, of: count, level) }
    guard let before = steps.dropLast().last?.limits(scale, z: z) else {
      return exact(0, of: last.atRisk, level)
    }
    return Limits(interval: Interval(lower: 0, upper: before.upper), isExact: false)
  }

  private func exact(_ free: Int, of known: Int, _ level: Double) -> Limits {
    let interval = Proportion(events: free, of: known)?.clopperPearson(level: level)
    return Limits(interval: interval ?? Interval(lower: 0, upper: 1), isExact: true)
  }
}

extension KaplanMeier.Step {
  /// The limits of the curve from this step on; nil where it has fallen to 0.
  func limits(_ scale: SurvivalScale, z: Double) -> Interval? {
    survival > 0 ? scale.interval(survival, relativeError: sum.squareRoot(), z: z) : nil
  }
}
