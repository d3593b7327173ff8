internal import CWashoutGSL
internal import WashoutNumerics

extension Proportion {
  /// The equal-tailed interval of the posterior Beta(x + 1/2, n - x + 1/2).
  ///
  /// 0 events give the lower limit 0, everybody with the event the upper limit 1, so that the interval
  /// covers rates near them. `level` must lie between 0 and 1. Source: Brown, Cai and DasGupta (2001),
  /// doi 10.1214/ss/1009213286, section 3.1.3.
  public func jeffreys(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    ErrorHandler.switchOff()
    let tail = (1 - level) / 2
    let (a, b) = (Double(events) + 0.5, Double(count - events) + 0.5)
    return Interval(
      lower: events == 0 ? 0 : Self.lowerQuantile(tail, a, b),
      upper: events == count ? 1 : Self.upperQuantile(tail, a, b))
  }

  /// The x with P(Beta(a, b) <= x) = p; GSL's inverse where it solves the equation.
  private static func lowerQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    let quantile = gsl_cdf_beta_Pinv(p, a, b)
    if quantile >= 0 && quantile <= 1 && abs(gsl_cdf_beta_P(quantile, a, b) - p) <= 1e-11 * p {
      return quantile
    }
    return smallestDouble(from: 0, to: 1) { gsl_cdf_beta_P($0, a, b) >= p }
  }

  /// The x with P(Beta(a, b) > x) = p; GSL's inverse where it solves the equation.
  private static func upperQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    let quantile = gsl_cdf_beta_Qinv(p, a, b)
    if quantile >= 0 && quantile <= 1 && abs(gsl_cdf_beta_Q(quantile, a, b) - p) <= 1e-11 * p {
      return quantile
    }
    return smallestDouble(from: 0, to: 1) { gsl_cdf_beta_Q($0, a, b) <= p }
  }
}
