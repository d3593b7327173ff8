/// Confidence intervals of a proportion.
public enum IntervalMethod: Sendable, Hashable, CaseIterable {
  /// Exact: never below its level.
  case clopperPearson
  /// Score: about its level on average.
  case wilson
  /// Equal-tailed posterior interval of the prior Beta(1/2, 1/2).
  case jeffreys
  /// Normal interval around a centre drawn to one half.
  case agrestiCoull
  /// Exact, counting half of the observed outcome: about its level on average.
  case midP
  /// Estimate +- normal errors: far below its level at small numbers and near 0 and 1.
  case wald
}

extension Proportion {
  /// A two-sided confidence interval by a method, 0 < level < 1.
  public func interval(_ method: IntervalMethod, level: Double) -> Interval {
    switch method {
    case .clopperPearson: clopperPearson(level: level)
    case .wilson: wilson(level: level)
    case .jeffreys: jeffreys(level: level)
    case .agrestiCoull: agrestiCoull(level: level)
    case .midP: midP(level: level)
    case .wald: wald(level: level)
    }
  }
}
