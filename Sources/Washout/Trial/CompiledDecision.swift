package import WashoutStatistics

/// What the trial concludes, with its names resolved.
package struct CompiledDecision: Sendable {
  /// The analysis's place in the scenario.
  package let analysis: Int
  /// What makes the decision.
  package let go: CompiledRule
  /// What makes the opposite one; nil where the decision has none.
  package let noGo: CompiledRule?

  /// The counts that make the decision, where these decide and nothing else.
  package var table: DecisionTable? { go.table }

  /// Resolves a decision in trials of at most a size.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown analysis, a limit outside 0...1, a rule that the
  ///   analysis says nothing about, or two conclusions that one trial could come to.
  init(
    _ decision: Decision, _ analyses: [CompiledAnalysis], largest: Int
  ) throws(SimulationError) {
    guard let place = analyses.firstIndex(where: { $0.name == decision.analysis }) else {
      throw .invalid(
        path: "decision.analysis", reason: "there is no analysis \(decision.analysis)")
    }
    analysis = place
    go = try CompiledRule(decision.rule, analyses[place], largest: largest, path: "decision")
    guard let rule = decision.noGo else {
      noGo = nil
      return
    }
    let noGo = try CompiledRule(rule, analyses[place], largest: largest, path: "decision.no_go")
    if let reason = go.conflict(with: noGo) {
      throw .invalid(path: "decision.no_go", reason: reason)
    }
    self.noGo = noGo
  }

  /// Whether an estimate makes the decision.
  package func isMade(by estimate: TrialEstimate) -> Bool { go.isMet(by: estimate) }

  /// What an estimate leads to; nil for a decision without an opposite, or without an estimate.
  package func verdict(on estimate: TrialEstimate) -> Verdict? {
    guard let noGo, estimate.exists else { return nil }
    return go.isMet(by: estimate) ? .go : noGo.isMet(by: estimate) ? .noGo : .consider
  }

  /// One of three conclusions.
  ///
  /// Source: Lalonde and others (2007), doi 10.1038/sj.clpt.6100235.
  package enum Verdict: String, Sendable {
    case go
    case consider
    case noGo = "no_go"
  }
}

/// A condition on the deciding analysis, with the counts that meet it.
package struct CompiledRule: Sendable {
  /// The condition.
  package let rule: Decision.Rule
  /// The counts that meet it, where these decide and nothing else.
  package let table: DecisionTable?

  fileprivate init(
    _ rule: Decision.Rule, _ analysis: CompiledAnalysis, largest: Int, path: String
  ) throws(SimulationError) {
    self.rule = rule
    for limit in rule.limits where !(0...1).contains(limit) {
      throw .invalid(path: path, reason: "the limit \(limit) must lie between 0 and 1")
    }
    if let reason = rule.mismatch(analysis) { throw .invalid(path: path, reason: reason) }
    table = try rule.table(analysis, largest: largest)
  }

  /// Whether an estimate meets it.
  package func isMet(by estimate: TrialEstimate) -> Bool {
    guard estimate.exists else { return false }
    switch rule {
    case .upperLimitBelow(let limit): return estimate.upper < limit
    case .lowerLimitAbove(let limit): return estimate.lower > limit
    case .pValueBelow, .posteriorOfRateBelow, .posteriorOfRateAbove:
      if let table { return table.succeeds(events: estimate.events, of: estimate.denominator) }
      return estimate.pValue <= rule.limits[0]
    }
  }

  /// Why one trial could meet both this and its opposite; nil where none can.
  fileprivate func conflict(with opposite: CompiledRule) -> String? {
    if let table, let other = opposite.table {
      guard let (events, people) = table.firstShared(with: other) else { return nil }
      return "\(events) of \(people) would be a go and a no-go at once; write limits that leave no "
        + "count to both"
    }
    switch (rule, opposite.rule) {
    case (.upperLimitBelow(let upper), .lowerLimitAbove(let lower)) where lower >= upper,
      (.lowerLimitAbove(let lower), .upperLimitBelow(let upper)) where lower >= upper:
      return nil
    default:
      return
        "a trial could be a go and a no-go at once; write an upper limit for the one and a lower "
        + "limit, not below it, for the other"
    }
  }
}

extension DecisionTable {
  /// A count that succeeds by both tables, and its people; nil where there is none.
  fileprivate func firstShared(with other: DecisionTable) -> (events: Int, people: Int)? {
    for people in 1..<max(1, min(critical.count, other.critical.count)) {
      let shared = (0...people).first {
        succeeds(events: $0, of: people) && other.succeeds(events: $0, of: people)
      }
      if let shared { return (shared, people) }
    }
    return nil
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
