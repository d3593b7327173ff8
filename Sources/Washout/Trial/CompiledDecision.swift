/// What the trial concludes, with its names resolved.
package struct CompiledDecision: Sendable {
  /// The analysis's place in the scenario.
  package let analysis: Int
  /// The condition.
  package let rule: Decision.Rule

  /// Resolves a decision.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown analysis, a limit outside 0...1, or a rule that the
  ///   analysis says nothing about.
  init(
    _ decision: Decision, _ scenario: Scenario, _ analyses: [CompiledAnalysis]
  ) throws(SimulationError) {
    guard let place = scenario.analyses.firstIndex(where: { $0.name == decision.analysis }) else {
      throw .invalid(
        path: "decision.analysis", reason: "there is no analysis \(decision.analysis)")
    }
    analysis = place
    rule = decision.rule
    if !(0...1).contains(rule.limit) {
      throw .invalid(path: "decision", reason: "the limit \(rule.limit) must lie between 0 and 1")
    }
    if let reason = rule.mismatch(analyses[place].method) {
      throw .invalid(path: "decision", reason: reason)
    }
  }

  /// Whether an estimate makes the decision.
  package func isMade(by estimate: TrialEstimate) -> Bool {
    guard estimate.exists else { return false }
    return switch rule {
    case .upperLimitBelow(let limit): estimate.upper < limit
    case .lowerLimitAbove(let limit): estimate.lower > limit
    case .pValueBelow(let limit): estimate.pValue < limit
    }
  }
}

extension Decision.Rule {
  /// The value that what decides is compared with.
  fileprivate var limit: Double {
    switch self {
    case .upperLimitBelow(let limit), .lowerLimitAbove(let limit), .pValueBelow(let limit): limit
    }
  }

  /// Why a method cannot decide by this; nil where it can.
  fileprivate func mismatch(_ method: CompiledAnalysis.Method) -> String? {
    switch self {
    case .upperLimitBelow, .lowerLimitAbove:
      return method.isShare && method.hasInterval ? nil : "the analysis has no limits of a share"
    case .pValueBelow:
      guard let alternative = method.alternative else { return "the analysis has no p-value" }
      return alternative == .twoSided
        ? "a two-sided test says nothing of the direction; write fewer or more" : nil
    }
  }
}
