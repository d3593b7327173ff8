internal import CWashoutGSL
internal import WashoutNumerics

/// The Nelson-Aalen estimate of a cumulative hazard.
///
/// H(t) is the sum of d / n over event times up to t; its variance the sum of d / n^2 (Aalen's), as in
/// R's `survfit(ctype = 1)`. Source: Aalen (1978), doi 10.1214/aos/1176344247; Klein and Moeschberger
/// (2003), equations 4.2.3 and 4.2.4.
public struct NelsonAalen: Sendable {
  private let curve: KaplanMeier
  /// H and its variance from each event time on.
  private let steps: [(time: Double, hazard: Double, variance: Double)]

  /// The estimate for the people of a Kaplan-Meier curve.
  public init(_ curve: KaplanMeier) {
    self.curve = curve
    var steps: [(time: Double, hazard: Double, variance: Double)] = []
    steps.reserveCapacity(curve.steps.count)
    var (hazard, variance, before) = (0.0, 0.0, 0)
    for step in curve.steps {
      let atRisk = Double(step.atRisk)
      let share = Double(step.events - before) / atRisk
      hazard += share
      variance += share / atRisk
      before = step.events
      steps.append((step.time, hazard, variance))
    }
    self.steps = steps
  }

  /// H(time), an event at the time counted; nil when there is nobody.
  ///
  /// Beyond the last observation it is carried forward.
  public func cumulativeHazard(at time: Double) -> Double? {
    curve.count == 0 ? nil : step(at: time)?.hazard ?? 0
  }

  /// The variance of H(time); 0 before the first event, nil when there is nobody.
  public func variance(at time: Double) -> Double? {
    curve.count == 0 ? nil : step(at: time)?.variance ?? 0
  }

  /// exp(-H(time)), the survival share that belongs to the hazard (Breslow; R's `stype = 2`).
  ///
  /// Never 0, and never below the Kaplan-Meier share; nil when there is nobody.
  public func survival(at time: Double) -> Double? { cumulativeHazard(at: time).map { exp(-$0) } }

  /// Limits of H(time) on the scale of its logarithm, 0 < level < 1; nil when there is nobody.
  ///
  /// H exp(+-z se / H); exp of minus them are the log-log limits of `survival(at:)`. Before the first
  /// event, [0, -ln((1 - level) / 2) / n] for the n at risk at the time: minus the logarithm of the
  /// Clopper-Pearson limit of n of n; infinite where nobody is left. Source: Bie, Borgan and Liestoel
  /// (1987), Scand. J. Statist. 14, 221-233.
  public func limits(at time: Double, level: Double) -> Interval? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    if curve.count == 0 { return nil }
    guard let (_, hazard, variance) = step(at: time) else {
      let atRisk = Double(curve.numberAtRisk(at: time))
      return Interval(lower: 0, upper: -log((1 - level) / 2) / atRisk)
    }
    let reach = exp(StandardNormal.twoSided(level: level) * variance.squareRoot() / hazard)
    return Interval(lower: hazard / reach, upper: hazard * reach)
  }

  private func step(at time: Double) -> (time: Double, hazard: Double, variance: Double)? {
    let next = steps.partitionPoint { $0.time > time }
    return next == 0 ? nil : steps[next - 1]
  }
}
