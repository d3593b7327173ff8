internal import CWashoutGSL
internal import WashoutNumerics

/// A count of events as a Poisson count, and what it says about its mean.
struct EventCount {
  /// Events, from 0 on.
  let events: Int

  /// The exact limits of the mean, 0 < level < 1: chi-squared quantiles over 2.
  ///
  /// 0 events give the lower limit 0. Source: Garwood (1936), doi 10.1093/biomet/28.3-4.437.
  func limits(level: Double) -> Interval {
    ErrorHandler.switchOff()
    let tail = (1 - level) / 2
    let low =
      events == 0
      ? 0
      : solve(gsl_cdf_gamma_Pinv(tail, Double(events), 1)) {
        probabilityOfMore(mean: $0) >= tail
      }
    let high = solve(gsl_cdf_gamma_Qinv(tail, Double(events) + 1, 1)) {
      probabilityOfFewer(mean: $0) <= tail
    }
    return Interval(lower: low, upper: high)
  }

  /// P(X >= events) at a mean above 0.
  func probabilityOfMore(mean: Double) -> Double {
    events == 0 ? 1 : gsl_cdf_gamma_P(mean, Double(events), 1)
  }

  /// P(X <= events) at a mean above 0.
  func probabilityOfFewer(mean: Double) -> Double { gsl_cdf_gamma_Q(mean, Double(events) + 1, 1) }

  /// GSL's quantile where it solves the equation to within rounding, else the root by halving.
  private func solve(_ quantile: Double, _ isReached: (Double) -> Bool) -> Double {
    if quantile > 0, isReached(quantile * (1 + 1e-12)), !isReached(quantile * (1 - 1e-12)) {
      return quantile
    }
    return smallestDouble(from: 0, to: .greatestFiniteMagnitude, where: isReached)
  }
}
