/// What the trial concludes, with its names resolved.
package struct CompiledDecision: Sendable {
  /// The analysis's place in the scenario.
  package let analysis: Int
  /// The condition.
  package let rule: Decision.Rule

  /// Resolves a decision.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown analysis or a limit outside 0...1.
  init(_ decision: Decision, _ scenario: Scenario) throws(SimulationError) {
    guard let place = scenario.analyses.firstIndex(where: { $0.name == decision.analysis }) else {
      throw .invalid(
        path: "decision.analysis", reason: "there is no analysis \(decision.analysis)")
    }
    analysis = place
    rule = decision.rule
    if !(0...1).contains(rule.limit) {
      throw .invalid(path: "decision", reason: "the limit \(rule.limit) must lie between 0 and 1")
    }
  }

  /// Whether an interval makes the decision.
  package func isMade(lower: Double, upper: Double) -> Bool {
    switch rule {
    case .upperLimitBelow(let limit): upper < limit
    case .lowerLimitAbove(let limit): lower > limit
    }
  }
}

extension Decision.Rule {
  /// The value that a limit of the interval is compared with.
  fileprivate var limit: Double {
    switch self {
    case .upperLimitBelow(let limit), .lowerLimitAbove(let limit): limit
    }
  }
}
