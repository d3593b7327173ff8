internal import WashoutNumerics

extension BetaMixture {
  /// The smallest rate that is not exceeded with a probability, 0 <= probability <= 1.
  ///
  /// Found on the distribution function itself, by halving among the doubles; above one half on the
  /// other tail, whose digits do not cancel.
  public func quantile(_ probability: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "not a probability")
    if probability == 0 { return 0 }
    if probability == 1 { return 1 }
    let rest = 1 - probability
    return smallestDouble(from: 0, to: 1) { rate in
      probability <= 0.5
        ? self.probability(atMost: rate) >= probability : self.probability(above: rate) <= rest
    }
  }

  /// The credible interval that leaves (1 - level) / 2 on each side, 0 < level < 1.
  public func equalTailed(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a credible level lies between 0 and 1")
    let tail = (1 - level) / 2
    return Interval(lower: quantile(tail), upper: upperQuantile(tail))
  }

  /// The rate that is exceeded with a probability.
  private func upperQuantile(_ tail: Double) -> Double {
    smallestDouble(from: 0, to: 1) { self.probability(above: $0) <= tail }
  }

  /// The region of highest density that holds a probability, 0 < level < 1: one or more intervals in
  /// increasing order.
  ///
  /// The density is nowhere smaller inside than outside, so the region has the least total length. A
  /// density with poles at both ends, or with several peaks far enough apart, has several intervals; they
  /// are not joined, since what lies between is less likely than what is in. A flat density, Beta(1, 1)
  /// alone, has no highest region: the equal-tailed interval stands in. Source: Box and Tiao (1973),
  /// Bayesian Inference in Statistical Analysis, section 2.8.
  public func highestDensity(level: Double) -> [Interval] {
    precondition(level > 0 && level < 1, "a credible level lies between 0 and 1")
    if components.allSatisfy({ $0.weight == 0 || ($0.alpha == 1 && $0.beta == 1) }) {
      return [equalTailed(level: level)]
    }
    return HighestDensity(self).region(level: level)
  }
}
