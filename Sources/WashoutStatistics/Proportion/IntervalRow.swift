internal import CWashoutGSL
internal import WashoutNumerics

/// The interval of every possible count of events among one number of people.
public struct IntervalRow: Sendable, Equatable {
  /// Element x is the interval of x events.
  public let intervals: [Interval]

  /// The intervals of 0...people events; nil where there is nobody or the level is not between 0 and 1.
  public init?(of people: Int, _ method: IntervalMethod, level: Double) {
    guard people >= 1, level > 0, level < 1 else { return nil }
    intervals = (0...people).compactMap {
      Proportion(events: $0, of: people)?.interval(method, level: level)
    }
  }

  /// People.
  public var people: Int { intervals.count - 1 }

  /// The probability that the interval contains the rate, which lies in 0...1.
  public func coverage(at rate: Double) -> Double {
    mean(at: rate) { $0.contains(rate) ? 1 : 0 }
  }

  /// The mean width at a rate in 0...1.
  public func expectedWidth(at rate: Double) -> Double { mean(at: rate, \.width) }

  /// The probability that the interval is at most so wide, at a rate in 0...1.
  public func chance(ofWidthAtMost width: Double, at rate: Double) -> Double {
    mean(at: rate) { $0.width <= width ? 1 : 0 }
  }

  /// The mean coverage over all rates, each as likely.
  ///
  /// The integral over the rate of P(X = x) between the limits of x is a difference of Beta(x + 1,
  /// n - x + 1) over n + 1. Source: Agresti and Coull (1998), doi 10.1080/00031305.1998.10480550.
  public var meanCoverage: Double {
    ErrorHandler.switchOff()
    let sum = intervals.enumerated().reduce(0.0) { sum, row in
      let (a, b) = (Double(row.offset + 1), Double(people - row.offset + 1))
      let below = gsl_cdf_beta_P(row.element.lower, a, b)
      return sum + 1 - below - gsl_cdf_beta_Q(row.element.upper, a, b)
    }
    return sum / Double(people + 1)
  }

  /// The largest number that coverage stays above at every rate strictly between 0 and 1.
  ///
  /// Between two neighbouring limits coverage is P(a <= X <= b), which rises and then falls with the
  /// rate, so its smallest values lie beside limits: each is looked at from its left and its right.
  /// Needs limits that do not fall as events rise, which every method here has.
  public var leastCoverage: Double {
    let breaks = Set(intervals.flatMap { [$0.lower, $0.upper] } + [0, 1]).sorted()
    var (first, last, least) = (0, 0, 1.0)
    for (low, high) in zip(breaks, breaks.dropFirst()) {
      while first <= people && intervals[first].upper < high { first += 1 }
      while last + 1 <= people && intervals[last + 1].lower <= low { last += 1 }
      if first > last { return 0 }
      least = min(least, probability(first...last, at: low), probability(first...last, at: high))
    }
    return least
  }

  private func probability(_ events: ClosedRange<Int>, at rate: Double) -> Double {
    let count = BinomialDistribution(trials: people, probability: rate)
    return 1 - count.cdf(events.lowerBound - 1) - count.survival(events.upperBound)
  }

  private func mean(at rate: Double, _ value: (Interval) -> Double) -> Double {
    BinomialDistribution(trials: people, probability: rate).mean { value(intervals[$0]) }
  }
}
