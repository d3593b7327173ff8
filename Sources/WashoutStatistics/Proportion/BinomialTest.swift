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
  /// binom.test does. A null of 0 or 1 leaves one possible count. Good to about 1e-12 at a million people.
  /// Source: Hollander, Wolfe and Chicken (2014), Nonparametric Statistical Methods, 3rd ed., section 2.1.
  public func binomialTest(null: Double, _ alternative: Alternative) -> Double? {
    guard null >= 0 && null <= 1 else { return nil }
    if null == 0 || null == 1 { return certain(null == 0 ? 0 : count, alternative) }
    let tails = BinomialTails(count: count, rate: null)
    switch alternative {
    case .less: return tails.below(events)
    case .greater: return tails.above(events)
    case .twoSided: return min(1, twoSided(tails))
    }
  }

  /// The p-value where no other count than `only` can occur.
  private func certain(_ only: Int, _ alternative: Alternative) -> Double {
    switch alternative {
    case .less: events >= only ? 1 : 0
    case .greater: events <= only ? 1 : 0
    case .twoSided: events == only ? 1 : 0
    }
  }

  private func twoSided(_ tails: BinomialTails) -> Double {
    let mean = Double(count) * tails.rate
    if Double(events) == mean { return 1 }
    let bound = tails.chance(of: events) * (1 + 1e-7)
    // Beyond the mean on the other side probabilities only fall.
    if Double(events) < mean {
      let first = Self.first(in: Int(mean.rounded(.up))...count + 1) {
        tails.chance(of: $0) <= bound
      }
      return tails.below(events) + tails.above(first)
    }
    let reflected = Self.first(in: -Int(mean.rounded(.down))...1) {
      tails.chance(of: -$0) <= bound
    }
    return tails.below(-reflected) + tails.above(events)
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
