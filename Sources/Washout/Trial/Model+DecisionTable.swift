internal import WashoutStatistics

extension Model {
  /// The counts that make the decision, where these decide and nothing else.
  var decisionTable: DecisionTable? { decision?.table }

  /// The counts that make the decision for each number of missing outcomes, where a tilted proportion
  /// decides.
  static func missingOutcomeTable(
    _ decision: CompiledDecision?, _ analyses: [CompiledAnalysis], _ quantiles: [Double],
    largest: Int
  ) -> MissingOutcomeTable? {
    guard let decision, let odds = analyses[decision.analysis].method.tilt else { return nil }
    let z = quantiles[decision.analysis]
    return MissingOutcomeTable(upTo: largest) { events, observed, missing in
      let estimate = TrialEstimate(
        events: events, of: observed, missing: missing, odds: odds, normalQuantile: z)
      return decision.isMade(by: estimate)
    }
  }
}
