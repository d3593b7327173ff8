package import WashoutStatistics

/// What the trial concludes, with its names resolved.
package struct CompiledDecision: Sendable {
  /// The analysis's place in the scenario.
  package let analysis: Int
  /// The condition.
  package let rule: Decision.Rule
  /// The counts that make it, where these decide and nothing else.
  package let table: DecisionTable?

  /// Resolves a decision in trials of at most a size.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown analysis, a limit outside 0...1, or a rule that the
  ///   analysis says nothing about.
  init(
    _ decision: Decision, _ analyses: [CompiledAnalysis], largest: Int
  ) throws(SimulationError) {
    guard let place = analyses.firstIndex(where: { $0.name == decision.analysis }) else {
      throw .invalid(
        path: "decision.analysis", reason: "there is no analysis \(decision.analysis)")
    }
    analysis = place
    rule = decision.rule
    for limit in rule.limits where !(0...1).contains(limit) {
      throw .invalid(path: "decision", reason: "the limit \(limit) must lie between 0 and 1")
    }
    if let reason = rule.mismatch(analyses[place]) {
      throw .invalid(path: "decision", reason: reason)
    }
    table = try rule.table(analyses[place], largest: largest)
  }

  /// Whether an estimate makes the decision.
  package func isMade(by estimate: TrialEstimate) -> Bool {
    guard estimate.exists else { return false }
    switch rule {
    case .upperLimitBelow(let limit): return estimate.upper < limit
    case .lowerLimitAbove(let limit): return estimate.lower > limit
    case .pValueBelow, .posteriorOfRateBelow, .posteriorOfRateAbove:
      if let table { return table.succeeds(events: estimate.events, of: estimate.denominator) }
      return estimate.pValue <= rule.limits[0]
    }
  }
}

extension Decision.Rule {
  /// The values that what decides is compared with.
  fileprivate var limits: [Double] {
    switch self {
    case .upperLimitBelow(let limit), .lowerLimitAbove(let limit), .pValueBelow(let limit): [limit]
    case .posteriorOfRateBelow(let rate, let probability),
      .posteriorOfRateAbove(let rate, let probability):
      [rate, probability]
    }
  }

  /// Why an analysis cannot decide by this; nil where it can.
  fileprivate func mismatch(_ analysis: CompiledAnalysis) -> String? {
    switch self {
    case .upperLimitBelow, .lowerLimitAbove:
      return analysis.method.isShare && analysis.method.hasInterval
        ? nil : "the analysis has no limits of a share"
    case .pValueBelow:
      guard let alternative = analysis.alternative else { return "the analysis has no p-value" }
      return alternative == .twoSided
        ? "a two-sided test says nothing of the direction; write fewer or more" : nil
    case .posteriorOfRateBelow, .posteriorOfRateAbove:
      if case .belief = analysis.counted { return nil }
      return "the analysis has no posterior; name one of beta_binomial"
    }
  }

  /// The counts that make the decision; nil where something else does.
  fileprivate func table(
    _ analysis: CompiledAnalysis, largest: Int
  ) throws(SimulationError) -> DecisionTable? {
    if !analysis.method.isOfCounts { return nil }
    switch (self, analysis.counted) {
    case (.upperLimitBelow(let limit), _):
      return DecisionTable(upTo: largest, upperLimitBelow: limit, analysis.intervals)
    case (.lowerLimitAbove(let limit), _):
      return DecisionTable(upTo: largest, lowerLimitAbove: limit, analysis.intervals)
    case (.pValueBelow(let alpha), .test(let null, let alternative)):
      let direction: DecisionTable.Direction = alternative == .more ? .atLeast : .atMost
      return DecisionRule(direction, ofValue: null, by: .test(alpha: alpha))?.table(upTo: largest)
    case (.posteriorOfRateBelow(let rate, let probability), .belief(let prior)):
      return try Self.criterion(.below, rate, probability).decisionTable(prior, upTo: largest)
    case (.posteriorOfRateAbove(let rate, let probability), .belief(let prior)):
      return try Self.criterion(.above, rate, probability).decisionTable(prior, upTo: largest)
    default: return nil
    }
  }

  private static func criterion(
    _ side: PosteriorCriterion.Side, _ rate: Double, _ probability: Double
  ) throws(SimulationError) -> PosteriorCriterion {
    do {
      return try PosteriorCriterion(side, limit: rate, probability: probability)
    } catch {
      throw .invalid(path: "decision.posterior_above", reason: "no such criterion: \(error)")
    }
  }
}

extension CompiledAnalysis {
  /// What its test sets out to show; nil without a test.
  var alternative: Analysis.Alternative? {
    if case .test(_, let alternative) = counted { alternative } else { method.alternative }
  }
}
