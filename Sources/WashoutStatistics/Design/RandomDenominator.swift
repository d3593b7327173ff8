internal import WashoutNumerics

/// What a trial will find when not everybody enrolled counts: exactly, by summing over all outcomes.
///
/// M ~ Bin(n, e) people are in the denominator, X | M ~ Bin(M, p) of them have the event.
public struct RandomDenominator: Sendable, Equatable {
  /// People enrolled, n.
  public let enrolled: Int
  /// The probability that one of them is in the denominator, e.
  public let inclusion: Double
  /// The probability of the event for one who is, p.
  public let rate: Double

  /// A trial of `enrolled` >= 0 people; `inclusion` and `rate` lie in 0...1.
  public init(enrolled: Int, inclusion: Double, rate: Double) {
    precondition(enrolled >= 0, "people cannot be fewer than none")
    precondition(inclusion >= 0 && inclusion <= 1 && rate >= 0 && rate <= 1, "not a probability")
    self.enrolled = enrolled
    self.inclusion = inclusion
    self.rate = rate
  }

  /// The probability of success over all trials; one with nobody in its denominator fails.
  ///
  /// The table must reach to `enrolled` people.
  public func power(_ table: DecisionTable) -> Double {
    let denominator = BinomialDistribution(trials: enrolled, probability: inclusion)
    return sum { people in denominator.pmf(people) * success(table, of: people) }
  }

  /// How power changes with the rate and with the inclusion probability.
  ///
  /// dP/dp = -+ sum Bin(m; n, e) m b(c; m - 1, p), with - and the critical count c where few events
  /// succeed, with + and c - 1 where many do. dP/de = n sum (Bin(m - 1; n - 1, e) - Bin(m; n - 1, e))
  /// P(success | m).
  public func powerSlopes(_ table: DecisionTable) -> (rate: Double, inclusion: Double) {
    if enrolled == 0 { return (0, 0) }
    let all = BinomialDistribution(trials: enrolled, probability: inclusion)
    let others = BinomialDistribution(trials: enrolled - 1, probability: inclusion)
    let byRate = sum { people in all.pmf(people) * successSlope(table, of: people) }
    let byInclusion = sum { people in
      (others.pmf(people - 1) - others.pmf(people)) * success(table, of: people)
    }
    return (byRate, Double(enrolled) * byInclusion)
  }

  /// The probability that the interval contains a value, among trials with somebody in the denominator;
  /// nil when there are none such.
  public func coverage(of value: Double, _ intervals: IntervalTable) -> Double? {
    expectation { events, people in
      intervals[events: events, of: people].contains(value) ? 1 : 0
    }
  }

  /// The mean width of the interval, among trials with somebody in the denominator; nil when there are
  /// none such.
  public func expectedWidth(_ intervals: IntervalTable) -> Double? {
    expectation { events, people in intervals[events: events, of: people].width }
  }

  /// How that coverage changes with the rate and with the inclusion probability, the value held; nil when
  /// there are none such.
  public func coverageSlopes(
    of value: Double, _ intervals: IntervalTable
  ) -> (rate: Double, inclusion: Double)? {
    expectationSlopes { events, people in
      intervals[events: events, of: people].contains(value) ? 1 : 0
    }
  }

  /// How that width changes with the rate and with the inclusion probability; nil when there are none
  /// such.
  public func expectedWidthSlopes(
    _ intervals: IntervalTable
  ) -> (rate: Double, inclusion: Double)? {
    expectationSlopes { events, people in intervals[events: events, of: people].width }
  }

  /// The mean of a function of (events, people) given at least one of the people; nil when there is
  /// never one.
  public func expectation(_ value: (_ events: Int, _ people: Int) -> Double) -> Double? {
    let denominator = BinomialDistribution(trials: enrolled, probability: inclusion)
    let somebody = denominator.survival(0)
    guard somebody > 0 else { return nil }
    return sum { denominator.pmf($0) * mean(value, of: $0) } / somebody
  }

  /// How such a mean changes with the rate and with the inclusion probability; nil when there is never
  /// one.
  ///
  /// With g(m) the mean of f given m people, T = sum Bin(m; n, e) g(m) and S = P(M >= 1), the mean is
  /// T/S. dT/dp = sum Bin(m; n, e) m E[f(Y + 1, m) - f(Y, m)] with Y ~ Bin(m - 1, p);
  /// dT/de = n sum (Bin(m - 1; n - 1, e) - Bin(m; n - 1, e)) g(m); dS/de = n (1 - e)^(n - 1).
  public func expectationSlopes(
    _ value: (_ events: Int, _ people: Int) -> Double
  ) -> (rate: Double, inclusion: Double)? {
    let all = BinomialDistribution(trials: enrolled, probability: inclusion)
    let somebody = all.survival(0)
    guard somebody > 0 else { return nil }
    let others = BinomialDistribution(trials: enrolled - 1, probability: inclusion)
    var (total, byRate, byInclusion) = (0.0, 0.0, 0.0)
    for people in 1...enrolled {
      let mean = mean(value, of: people)
      total += all.pmf(people) * mean
      byRate += all.pmf(people) * meanSlope(value, of: people)
      byInclusion += (others.pmf(people - 1) - others.pmf(people)) * mean
    }
    let n = Double(enrolled)
    let lost = total / somebody * n * others.pmf(0)
    return (byRate / somebody, (n * byInclusion - lost) / somebody)
  }

  /// The mean of a function over the events of m people.
  private func mean(_ value: (Int, Int) -> Double, of people: Int) -> Double {
    let count = BinomialDistribution(trials: people, probability: rate)
    return (0...people).reduce(0) { $0 + count.pmf($1) * value($1, people) }
  }

  /// How that mean changes with the rate.
  private func meanSlope(_ value: (Int, Int) -> Double, of people: Int) -> Double {
    let others = BinomialDistribution(trials: people - 1, probability: rate)
    let steps = (0..<people).reduce(0) {
      $0 + others.pmf($1) * (value($1 + 1, people) - value($1, people))
    }
    return Double(people) * steps
  }

  private func sum(_ term: (_ people: Int) -> Double) -> Double {
    stride(from: 1, through: enrolled, by: 1).reduce(0) { $0 + term($1) }
  }

  /// P(success | m people).
  private func success(_ table: DecisionTable, of people: Int) -> Double {
    precondition(people < table.critical.count, "the table ends before the trial does")
    guard let critical = table.critical[people] else { return 0 }
    let count = BinomialDistribution(trials: people, probability: rate)
    return table.direction == .atMost ? count.cdf(critical) : count.survival(critical - 1)
  }

  /// dP(success | m people)/dp.
  private func successSlope(_ table: DecisionTable, of people: Int) -> Double {
    precondition(people < table.critical.count, "the table ends before the trial does")
    guard let critical = table.critical[people] else { return 0 }
    let others = BinomialDistribution(trials: people - 1, probability: rate)
    return table.direction == .atMost
      ? -Double(people) * others.pmf(critical) : Double(people) * others.pmf(critical - 1)
  }
}
