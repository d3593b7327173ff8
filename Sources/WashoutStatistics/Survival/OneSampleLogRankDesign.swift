internal import WashoutNumerics

/// How many subjects a one-sample log-rank test needs.
///
/// Subjects enter uniformly over the accrual and are followed to a common end; hazards are proportional
/// to the reference, ratio r. With F(c) = r Lambda0(c) at a censoring time c, P the chance of an event
/// and W = O - E of one subject, W has under r the mean P (1 - 1 / r) and its exact variance; the test's
/// own variance tends to P / r (classic) or P (1 + 1 / r) / 2 (Wu's). Power is the normal approximation
/// from those. Sources: Wu (2015), doi 10.1002/pst.1654, for the classic test; Wu (2014),
/// doi 10.4172/2155-6180.1000210, for the other.
public struct OneSampleLogRankDesign: Sendable {
  /// The curve to compare with.
  public let reference: ReferenceCurve
  /// The hazard of the trial's subjects over that of the reference; below 1 for a benefit.
  public let hazardRatio: Double

  /// Per subject: the mean and variance of O - E, and the chance of an event.
  private let moments: LogRankMoments

  /// A design; all times in the unit of the reference.
  ///
  /// `accrual` is the time over which subjects enter (0: all at once), `followUp` the time from the last
  /// entry to the end, `lossRate` an exponential rate of loss.
  /// - Throws: `SurvivalError` for a ratio that is 1 or not above 0, times or a rate below 0, no time at
  ///   risk, no chance of an event, or a tabulated reference that ends before the trial does.
  public init(
    reference: ReferenceCurve, hazardRatio: Double, accrual: Double, followUp: Double,
    lossRate: Double = 0
  ) throws(SurvivalError) {
    guard hazardRatio > 0, hazardRatio < .infinity else {
      throw .notPositive(parameter: "hazardRatio", value: hazardRatio)
    }
    if hazardRatio == 1 { throw .noEffect }
    for (name, value) in [("accrual", accrual), ("followUp", followUp), ("lossRate", lossRate)]
    where !(value >= 0 && value < .infinity) {
      throw .negative(parameter: name, value: value)
    }
    guard accrual + followUp > 0 else { throw .nobodyAtRisk }
    guard reference.cumulativeHazard(at: accrual + followUp) != nil else {
      throw .beyondReference(subject: 0, time: accrual + followUp)
    }
    self.reference = reference
    self.hazardRatio = hazardRatio
    let censoring = TrialCensoring(accrual: accrual, followUp: followUp, lossRate: lossRate)
    moments = LogRankMoments(reference, hazardRatio, censoring)
    guard moments.event > 0 else { throw .noEvents }
  }

  /// The chance that a subject is seen to have the event.
  public var eventProbability: Double { moments.event }

  /// The power of the test towards the side of the hazard ratio, with a one-sided `alpha`.
  ///
  /// At least 1 subject; 0 < alpha < 1.
  public func power(
    subjects: Int, alpha: Double, variance: OneSampleLogRank.Variance = .classic
  ) -> Double {
    precondition(subjects >= 1, "a trial has subjects")
    precondition(alpha > 0 && alpha < 1, "alpha lies between 0 and 1")
    let critical = StandardNormal.quantile(1 - alpha) * moments.estimated(variance).squareRoot()
    let shift = Double(subjects).squareRoot() * abs(moments.mean)
    return StandardNormal.cdf((shift - critical) / moments.variance.squareRoot())
  }

  /// The smallest number of subjects whose power reaches `power`, with a one-sided `alpha`.
  ///
  /// 0 < alpha < power < 1. Nil where more than 10^9 are needed.
  public func subjects(
    power: Double, alpha: Double, variance: OneSampleLogRank.Variance = .classic
  ) -> Int? {
    precondition(alpha > 0 && alpha < power && power < 1, "0 < alpha < power < 1")
    let critical = StandardNormal.quantile(1 - alpha) * moments.estimated(variance).squareRoot()
    let reach = StandardNormal.quantile(power) * moments.variance.squareRoot()
    let root = max(0, critical + reach) / moments.mean
    let subjects = (root * root).rounded(.up)
    return subjects <= 1e9 ? max(1, Int(subjects)) : nil
  }
}
