internal import WashoutNumerics

/// For every number observed and missing, the counts of events that let a trial conclude what it set out to.
public struct MissingOutcomeTable: Sendable {
  /// The largest number of people, observed and missing together.
  public let largest: Int
  /// Runs of successful counts, cell after cell.
  private var runs: [ClosedRange<Int>] = []
  /// Element `cell`: where its runs begin; one more at the end.
  private var firsts: [Int] = []

  /// A table of the counts that succeed, asked once for each; every cell may hold any set of counts.
  public init(
    upTo largest: Int, _ succeeds: (_ events: Int, _ observed: Int, _ missing: Int) -> Bool
  ) {
    self.largest = max(0, largest)
    for observed in 0...self.largest {
      for missing in 0...(self.largest - observed) {
        firsts.append(runs.count)
        add(observed) { succeeds($0, observed, missing) }
      }
    }
    firsts.append(runs.count)
  }

  private mutating func add(_ observed: Int, _ succeeds: (Int) -> Bool) {
    var start: Int?
    for events in 0...observed {
      let isSuccess = succeeds(events)
      if isSuccess, start == nil { start = events }
      if !isSuccess, let first = start {
        runs.append(first...(events - 1))
        start = nil
      }
    }
    if let start { runs.append(start...observed) }
  }

  /// The counts that succeed.
  public func successes(observed: Int, missing: Int) -> ArraySlice<ClosedRange<Int>> {
    precondition(observed >= 0 && missing >= 0 && observed + missing <= largest, "no such numbers")
    // The cells before observed = k hold largest + 1, largest, and so on.
    let cell = observed * (largest + 1) - observed * (observed - 1) / 2 + missing
    return runs[firsts[cell]..<firsts[cell + 1]]
  }
}

/// What a trial will find in which some outcomes are missing: exactly, by summing over all outcomes.
///
/// Of n enrolled, each is observed with probability e, missing with probability q, and else in nobody's
/// denominator; an observed one has the event with probability p.
public struct MissingOutcomeTrial: Sendable, Equatable {
  /// People enrolled, n.
  public let enrolled: Int
  /// The probability of being observed, e.
  public let observed: Double
  /// The probability of being missing, q.
  public let missing: Double
  /// The probability of the event for one who is observed, p.
  public let rate: Double

  /// A trial of `enrolled` >= 0 people; shares lie in 0...1 and `observed` + `missing` is at most 1, up to
  /// rounding.
  public init(enrolled: Int, observed: Double, missing: Double, rate: Double) {
    precondition(enrolled >= 0, "people cannot be fewer than none")
    precondition(
      observed >= 0 && missing >= 0 && observed + missing <= 1 + 1e-9 && rate >= 0 && rate <= 1,
      "not a probability")
    self.enrolled = enrolled
    self.observed = observed
    self.missing = min(missing, 1 - observed)
    self.rate = rate
  }

  /// How the probability of success changes with each of the three probabilities.
  public struct Slopes: Sendable, Equatable {
    /// With p.
    public var rate: Double
    /// With e.
    public var observed: Double
    /// With q.
    public var missing: Double
  }

  /// The probability of success; the table must reach to `enrolled` people.
  public func power(_ table: MissingOutcomeTable) -> Double {
    sum(of: enrolled) { success(table, $0, $1) }
  }

  /// How `power` changes: n times the mean, over the other n - 1 people, of what one more person in a class
  /// changes; with p, the mean of the binomial slope of success.
  public func powerSlopes(_ table: MissingOutcomeTable) -> Slopes {
    if enrolled == 0 { return Slopes(rate: 0, observed: 0, missing: 0) }
    let n = Double(enrolled)
    func moved(_ m: Int, _ l: Int) -> Double {
      sum(of: enrolled - 1) { success(table, $0 + m, $1 + l) - success(table, $0, $1) }
    }
    return Slopes(
      rate: sum(of: enrolled) { successSlope(table, $0, $1) }, observed: n * moved(1, 0),
      missing: n * moved(0, 1))
  }

  /// The mean of a function of the numbers observed and missing among some people.
  private func sum(of people: Int, _ value: (_ observed: Int, _ missing: Int) -> Double) -> Double {
    let others = observed == 1 ? 0 : min(1, missing / (1 - observed))
    let all = BinomialDistribution(trials: people, probability: observed)
    return (0...people).reduce(0) { total, m in
      let chance = all.pmf(m)
      if chance == 0 { return total }
      let rest = BinomialDistribution(trials: people - m, probability: others)
      return total
        + chance * (0...(people - m)).reduce(0) { $0 + rest.pmf($1) * value(m, $1) }
    }
  }

  private func success(_ table: MissingOutcomeTable, _ observed: Int, _ missing: Int) -> Double {
    let count = BinomialDistribution(trials: observed, probability: rate)
    return table.successes(observed: observed, missing: missing).reduce(0) {
      $0 + count.cdf($1.upperBound) - ($1.lowerBound == 0 ? 0 : count.cdf($1.lowerBound - 1))
    }
  }

  /// dP(a <= X <= c)/dp = m (b(a - 1; m - 1, p) - b(c; m - 1, p)).
  private func successSlope(
    _ table: MissingOutcomeTable, _ observed: Int, _ missing: Int
  ) -> Double {
    if observed == 0 { return 0 }
    let others = BinomialDistribution(trials: observed - 1, probability: rate)
    let steps = table.successes(observed: observed, missing: missing).reduce(0) {
      $0 + others.pmf($1.lowerBound - 1) - others.pmf($1.upperBound)
    }
    return Double(observed) * steps
  }
}
