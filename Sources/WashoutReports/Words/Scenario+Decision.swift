package import Washout

extension Scenario {
  /// Whether few recurrences make the decision.
  package var decidesWithFew: Bool {
    switch decision?.rule {
    case .lowerLimitAbove, .posteriorOfRateAbove: false
    case .upperLimitBelow, .posteriorOfRateBelow, nil: true
    case .pValueBelow:
      switch analyses.first(where: { $0.name == decision?.analysis })?.method {
      case .exactTest(_, _, .more, _), .logRank(_, .more, _): false
      default: true
      }
    }
  }
}
