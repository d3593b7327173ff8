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
    let lower = solved(in: exact, falling: false, tail) { $0.survival(events) + $0.pmf(events) / 2 }
    let upper = solved(in: exact, falling: true, tail) { $0.cdf(events - 1) + $0.pmf(events) / 2 }
    return Interval(lower: events == 0 ? 0 : lower, upper: events == count ? 1 : upper)
  }

  /// The rate at which a probability is `tail`; the end of the bracket beyond which it would lie.
  private func solved(
    in bracket: Interval, falling: Bool, _ tail: Double,
    _ probability: (BinomialDistribution) -> Double
  ) -> Double {
    func value(_ rate: Double) -> Double {
      probability(BinomialDistribution(trials: count, probability: rate))
    }
    let root = Root.find(from: bracket.lower, to: bracket.upper) { value($0) - tail }
    if let root, abs(value(root) - tail) <= 1e-11 * tail { return root }
    return smallestDouble(from: bracket.lower, to: bracket.upper) {
      falling ? value($0) <= tail : value($0) >= tail
    }
  }
}
