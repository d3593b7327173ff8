package import WashoutStatistics

/// What one analysis says of one trial.
package struct TrialEstimate: Sendable, Equatable, BitwiseCopyable {
  /// People in the denominator; 0 means that there is no estimate.
  package var denominator = 0
  /// Events among them.
  package var events = 0
  /// People whose outcome is missing, in the denominator of an estimate; 0 unless the analysis fills
  /// outcomes in.
  package var missing = 0
  /// The estimate.
  package var value = 0.0
  /// Its squared standard error, as the analysis reports it.
  package var variance = 0.0
  /// Lower confidence limit.
  package var lower = 0.0
  /// Upper confidence limit.
  package var upper = 1.0
  /// The p-value of its test; 1 without one.
  package var pValue = 1.0

  /// No estimate, yet.
  package init() {}

  /// Whether anybody is in the denominator.
  package var exists: Bool { denominator > 0 }

  /// People in the denominator whose outcome is known.
  package var observed: Int { max(0, denominator - missing) }

  /// Width of the interval.
  package var width: Double { upper - lower }

  /// Takes limits.
  mutating func limit(_ interval: Interval) {
    lower = interval.lower
    upper = interval.upper
  }

  /// A proportion x / m with its interval and p (1 - p) / m as squared standard error.
  package static func proportion(_ x: Int, of m: Int, _ intervals: IntervalTable) -> TrialEstimate {
    var estimate = TrialEstimate()
    if m == 0 { return estimate }
    let p = Double(x) / Double(m)
    estimate.denominator = m
    estimate.events = x
    estimate.value = p
    estimate.variance = p * (1 - p) / Double(m)
    estimate.limit(intervals[events: x, of: m])
    return estimate
  }
}

extension TrialEstimate {
  /// A tilted proportion with its score interval; none where nobody is observed, unless the odds are 0.
  init(events: Int, of observed: Int, missing: Int, odds: Double, normalQuantile z: Double) {
    self.init()
    self.missing = missing
    guard
      let proportion = TiltedProportion(events: events, of: observed, missing: missing, odds: odds)
    else { return }
    denominator = proportion.count
    self.events = events
    value = proportion.estimate
    variance = proportion.variance
    limit(proportion.wilson(z: z))
  }
}

/// One trial of one size on one drug, apart from its analyses.
struct TrialRecord: Sendable {
  /// People screened to seat everyone.
  var screened = 0
  /// Entered observation off drug.
  var entered = 0
  /// Recurrences recorded by the primary definition.
  var recurrences = 0
  /// Days from first patient's first dose to last patient's last contact.
  var days = 0.0
}
