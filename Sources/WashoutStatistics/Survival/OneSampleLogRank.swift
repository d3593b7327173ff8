internal import WashoutNumerics

/// Events observed in one group against those expected from a known survival curve.
///
/// E is the sum over subjects of the reference's cumulative hazard at their last time. Sources: Breslow
/// (1975), doi 10.2307/1402659; Woolson (1981), doi 10.2307/2530150.
public struct OneSampleLogRank: Sendable, Equatable {
  /// O, the events.
  public let observed: Int
  /// E, the events that the reference leads to expect in the same time at risk.
  public let expected: Double

  /// The comparison of a sample with a reference curve.
  ///
  /// - Throws: `SurvivalError.beyondReference` for the first subject at whose time the reference says
  ///   nothing, or leaves nobody without the event.
  public init(_ sample: RightCensoredSample, against reference: ReferenceCurve)
    throws(SurvivalError)
  {
    var sum = 0.0
    for (subject, time) in sample.times.enumerated() {
      guard let hazard = reference.cumulativeHazard(at: time), hazard < .infinity else {
        throw .beyondReference(subject: subject, time: time)
      }
      sum += hazard
    }
    observed = sample.events
    expected = sum
  }

  /// What the variance of O - E is estimated by.
  public enum Variance: String, Sendable, CaseIterable {
    /// E: the classic test, conservative in small trials when fewer events are hoped for.
    case classic
    /// (O + E) / 2, the mean of the two estimates of one variance. Source: Wu (2014), J. Biom. Biostat.
    /// 5, 210, doi 10.4172/2155-6180.1000210.
    case wu
  }

  /// A normal test.
  public struct Test: Sendable, Equatable {
    /// (O - E) over its standard error: below 0 with fewer events than expected.
    public let z: Double
    /// P of a value as far from 0.
    public let twoSided: Double
    /// P of a value as low: against "no fewer events than the reference".
    public let fewer: Double
    /// P of a value as high: against "no more events than the reference".
    public let more: Double

    init(z: Double) {
      self.z = z
      fewer = StandardNormal.cdf(z)
      more = StandardNormal.survival(z)
      twoSided = min(1, 2 * StandardNormal.survival(abs(z)))
    }
  }

  /// The test with a variance; nil where the variance is 0, that is where nothing was expected (and,
  /// for Wu's, nothing seen).
  public func test(_ variance: Variance = .classic) -> Test? {
    let estimate =
      switch variance {
      case .classic: expected
      case .wu: (Double(observed) + expected) / 2
      }
    return estimate > 0 ? Test(z: (Double(observed) - expected) / estimate.squareRoot()) : nil
  }

  /// O / E, an estimate of the hazard ratio to the reference (the standardised mortality ratio); nil
  /// where nothing was expected.
  public var ratio: Double? { expected > 0 ? Double(observed) / expected : nil }

  /// Limits of the hazard ratio from O as a Poisson count with E taken as fixed, 0 < level < 1.
  ///
  /// Nil where nothing was expected. They use no normal approximation, but E varies with the follow-up,
  /// so they are exact only where it does not. Source: Garwood (1936), doi 10.1093/biomet/28.3-4.437.
  public func ratioLimits(level: Double) -> Interval? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    guard expected > 0 else { return nil }
    let limits = EventCount(events: observed).limits(level: level)
    return Interval(lower: limits.lower / expected, upper: limits.upper / expected)
  }

  /// P(X <= O) and P(X >= O) of a Poisson count with mean E; nil where nothing was expected.
  public var poisson: (fewer: Double, more: Double)? {
    guard expected > 0 else { return nil }
    let count = EventCount(events: observed)
    return (count.probabilityOfFewer(mean: expected), count.probabilityOfMore(mean: expected))
  }
}
