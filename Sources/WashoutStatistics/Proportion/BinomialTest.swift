internal import WashoutNumerics

/// Which rates speak against the null value of a test.
public enum Alternative: Sendable, Hashable, CaseIterable {
  /// Rates below it.
  case less
  /// Rates above it.
  case greater
  /// Rates on either side.
  case twoSided
}

extension Proportion {
  /// The p-value of the exact test that the rate is `null`; nil where that is not between 0 and 1.
  ///
  /// `less` is P(X <= x), `greater` is P(X >= x). Two-sided sums the probabilities of every count that is
  /// no likelier than the one observed, taking as equal what differs by a factor below 1 + 1e-7, as R's
  /// binom.test does; a null of 0 or 1 gives 1 where the count is the only possible one, else 0. Good to
  /// about 1e-9 at a million people. Source: Hollander, Wolfe and Chicken (2014), Nonparametric
  /// Statistical Methods, 3rd ed., section 2.1.
  public func binomialTest(null: Double, _ alternative: Alternative) -> Double? {
    guard null >= 0 && null <= 1 else { return nil }
    let outcome = BinomialDistribution(trials: count, probability: null)
    switch alternative {
    case .less: return outcome.cdf(events)
    case .greater: return outcome.survival(events - 1)
    case .twoSided: return min(1, twoSided(outcome))
    }
  }

  private func twoSided(_ outcome: BinomialDistribution) -> Double {
    let mean = Double(count) * outcome.probability
    if outcome.probability == 0 || outcome.probability == 1 {
      return Double(events) == mean ? 1 : 0
    }
    if Double(events) == mean { return 1 }
    let bound = outcome.pmf(events) * (1 + 1e-7)
    // Beyond the mean on the other side probabilities only fall.
    if Double(events) < mean {
      let first = Self.first(in: Int(mean.rounded(.up))...count + 1) { outcome.pmf($0) <= bound }
      return outcome.cdf(events) + outcome.survival(first - 1)
    }
    let reflected = Self.first(in: -Int(mean.rounded(.down))...1) { outcome.pmf(-$0) <= bound }
    return outcome.cdf(-reflected) + outcome.survival(events - 1)
  }

  /// The first number that satisfies a condition which, once true, stays true; the last where none
  /// does.
  private static func first(in range: ClosedRange<Int>, where condition: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
