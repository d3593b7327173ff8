internal import Washout
internal import WashoutStatistics

/// What one trial reports whose counts are the mean ones, to the nearest person.
package struct TypicalTrial: Equatable, Sendable {
  /// Recurrences.
  package let events: Int
  /// People in the denominator.
  package let denominator: Int
  /// The estimate.
  package let estimate: Double
  /// The lower limit.
  package let lower: Double
  /// The upper limit.
  package let upper: Double
}

extension Findings {
  /// The typical trial of the analysis that decides; for Kaplan-Meier, the simulated trial nearest to it.
  package var typicalTrial: TypicalTrial? {
    guard let analysis, let denominator = usualDenominator(),
      let mean = trial(.meanEstimate, subject: analysis.name)?.value
    else { return nil }
    switch analysis.method {
    case .proportion(.tilted, _): return nearestExample(analysis, mean)
    case .proportion(_, let interval):
      let events = Int((mean * Double(denominator)).rounded())
      guard let proportion = Proportion(events: events, of: denominator) else { return nil }
      let limits = proportion.interval(interval.method, level: analysis.level)
      return TypicalTrial(
        events: events, denominator: denominator, estimate: Double(events) / Double(denominator),
        lower: limits.lower, upper: limits.upper)
    default: return analysis.hasLimits ? nearestExample(analysis, mean) : nil
    }
  }

  private func nearestExample(_ analysis: Analysis, _ mean: Double) -> TypicalTrial? {
    results.exampleTrials.filter { $0.analysis == analysis.name }
      .min { abs($0.estimate - mean) < abs($1.estimate - mean) }
      .map {
        TypicalTrial(
          events: $0.events, denominator: $0.denominator, estimate: $0.estimate, lower: $0.lower,
          upper: $0.upper)
      }
  }
}
