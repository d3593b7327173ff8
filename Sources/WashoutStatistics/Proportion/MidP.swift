internal import WashoutNumerics

extension Proportion {
  /// The interval that counts the observed outcome half: the rates at which P(X > x) + P(X = x) / 2, or
  /// P(X < x) + P(X = x) / 2, is (1 - level) / 2.
  ///
  /// 0 events give the lower limit 0, everybody with the event the upper limit 1. `level` must lie
  /// between 0 and 1. Sources: Lancaster (1961), doi 10.1080/01621459.1961.10482105; Berry and Armitage
  /// (1995), doi 10.2307/2348891.
  public func midP(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let tail = (1 - level) / 2
    // The exact interval counts the whole outcome and so encloses this one.
    let exact = clopperPearson(level: level)
    let lower =
      events == 0
      ? 0
      : smallestDouble(from: exact.lower, to: exact.upper) { rate in
        let count = BinomialDistribution(trials: count, probability: rate)
        return count.survival(events) + count.pmf(events) / 2 >= tail
      }
    let upper =
      events == count
      ? 1
      : smallestDouble(from: exact.lower, to: exact.upper) { rate in
        let count = BinomialDistribution(trials: count, probability: rate)
        return count.cdf(events - 1) + count.pmf(events) / 2 <= tail
      }
    return Interval(lower: lower, upper: upper)
  }
}
