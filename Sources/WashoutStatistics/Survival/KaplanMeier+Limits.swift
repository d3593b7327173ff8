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
  /// log-log, logit and arcsine ones do not exist, the plain and log ones would have no width. There,
  /// on every scale, the Clopper-Pearson limit of the people whose state at the time is known stands
  /// in, and `isExact` is true: with S = 1, [limit of n of n, 1] for the n at risk at the time itself;
  /// with S = 0, [0, limit of 0 of d] for the d with an event. Where nobody's state is known, [0, 1].
  public func limits(
    at time: Double, level: Double, scale: SurvivalScale = .logLog
  ) -> Limits? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    guard let survival = survival(at: time) else { return nil }
    let z = StandardNormal.twoSided(level: level)
    guard let interval = step(at: time)?.limits(scale, z: z) else {
      return exactLimits(survival: survival, at: time, level: level)
    }
    return Limits(interval: interval, isExact: false)
  }

  private func exactLimits(survival: Double, at time: Double, level: Double) -> Limits {
    let known = survival == 1 ? numberAtRisk(at: time) : events(by: time)
    let free = survival == 1 ? known : 0
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
