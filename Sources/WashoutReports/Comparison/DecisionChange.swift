internal import Washout

extension Comparison {
  /// Whether the count that decides is another; nil where neither scenario decides by a count.
  var decisionChange: String? {
    let before = rule(base, results.baseDecisionCounts, \.base)
    let after = rule(other, results.otherDecisionCounts, \.other)
    if before == nil && after == nil { return nil }
    return before == after
      ? "Decision rule unchanged (\(after ?? "none"))"
      : "Decision rule \(before ?? "none") -> \(after ?? "none")"
  }

  private func rule(
    _ scenario: Scenario, _ counts: [Int?], _ side: KeyPath<PairedDifference, Double?>
  ) -> String? {
    guard let decision = scenario.decision,
      let mean = results.difference(TrialOutcome(.denominator, subject: decision.analysis))?[
        keyPath: side],
      let deciding = DecidingCount(
        counts, usual: Int(mean.rounded()), largest: scenario.trial.sampleSize,
        isAtMost: scenario.decidesWithFew)
    else { return nil }
    return decision.rule.inSymbols(deciding)
  }

  /// The limits that the other scenario expects, beside what came out of it here; those of looks are left
  /// out, since a comparison takes none.
  var expectations: [ExpectationResult] {
    other.expectations.compactMap { expectation in
      let outcome: TrialOutcome
      switch expectation.headline {
      case .recurrence: outcome = .recurrence
      case .probabilityOfDecision: outcome = .decision
      case .decisionWithLooks: return nil
      }
      let numbers = results.difference(outcome)
      return ExpectationResult(expectation, value: numbers?.other, mcse: numbers?.otherMCSE)
    }
  }
}
