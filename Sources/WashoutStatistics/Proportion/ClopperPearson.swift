internal import CWashoutGSL
internal import WashoutNumerics

extension Proportion {
  /// The exact interval: each limit is the rate at which a count as far out has probability
  /// (1 - level) / 2.
  ///
  /// 0 events give the lower limit 0, everybody with the event the upper limit 1. `level` must lie
  /// between 0 and 1. Source: Clopper and Pearson (1934), doi 10.1093/biomet/26.4.404; the limits are
  /// quantiles of Beta(x, n - x + 1) and Beta(x + 1, n - x).
  public func clopperPearson(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    ErrorHandler.switchOff()
    let tail = (1 - level) / 2
    return Interval(lower: exactLower(tail), upper: exactUpper(tail))
  }

  /// The rate at which P(X >= events) = tail.
  private func exactLower(_ tail: Double) -> Double {
    if events == 0 { return 0 }
    func reaches(_ rate: Double) -> Double {
      BinomialDistribution(trials: count, probability: rate).survival(events - 1)
    }
    let beta = gsl_cdf_beta_Pinv(tail, Double(events), Double(count - events + 1))
    if isSolved(beta, reaches, tail) { return beta }
    return smallestDouble(from: 0, to: 1) { reaches($0) >= tail }
  }

  /// The rate at which P(X <= events) = tail.
  private func exactUpper(_ tail: Double) -> Double {
    if events == count { return 1 }
    func reaches(_ rate: Double) -> Double {
      BinomialDistribution(trials: count, probability: rate).cdf(events)
    }
    let beta = gsl_cdf_beta_Qinv(tail, Double(events + 1), Double(count - events))
    if isSolved(beta, reaches, tail) { return beta }
    return smallestDouble(from: 0, to: 1) { reaches($0) <= tail }
  }

  /// GSL's beta quantile, whose iteration can stop short from about 1e5 people on, counts only where
  /// it solves the equation.
  private func isSolved(_ rate: Double, _ reaches: (Double) -> Double, _ tail: Double) -> Bool {
    rate >= 0 && rate <= 1 && abs(reaches(rate) - tail) <= 1e-11 * tail
  }
}
