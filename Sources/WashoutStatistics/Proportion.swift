internal import CWashoutGSL
internal import WashoutNumerics

/// Events among people, and what they say about the underlying rate.
public struct Proportion: Sendable, Hashable {
  /// People with the event.
  public let events: Int
  /// People, at least 1.
  public let count: Int

  /// Nil when there is nobody, or when the events are below 0 or more than the people.
  public init?(events: Int, of count: Int) {
    guard count >= 1, events >= 0, events <= count else { return nil }
    self.events = events
    self.count = count
  }

  /// Events over people.
  public var estimate: Double { Double(events) / Double(count) }

  /// The model standard error sqrt(p (1 - p) / n) at the estimate: 0 where nobody or everybody has the
  /// event.
  public var standardError: Double { (estimate * (1 - estimate) / Double(count)).squareRoot() }

  /// A two-sided confidence interval by a method, 0 < level < 1.
  public func interval(_ method: IntervalMethod, level: Double) -> Interval {
    switch method {
    case .clopperPearson: clopperPearson(level: level)
    case .wilson: wilson(level: level)
    }
  }

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

  /// The score interval; it contains the rates that a normal test with their own error accepts.
  ///
  /// `level` must lie between 0 and 1. Source: Wilson (1927), doi 10.1080/01621459.1927.10502953,
  /// without continuity correction.
  public func wilson(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let z = StandardNormal.twoSided(level: level)
    let n = Double(count)
    let x = Double(events)
    let centre = (x + z * z / 2) / (n + z * z)
    let half = z / (n + z * z) * (x * (n - x) / n + z * z / 4).squareRoot()
    return Interval(
      lower: events == 0 ? 0 : centre - half, upper: events == count ? 1 : centre + half)
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

/// Confidence intervals of a proportion.
public enum IntervalMethod: Sendable, Hashable, CaseIterable {
  /// Exact: never below its level.
  case clopperPearson
  /// Score: about its level on average.
  case wilson
}
