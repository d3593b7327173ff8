internal import WashoutStatistics

/// The scenario's analyses on the outcomes of observed people, by the steps that simulated trials take.
struct DataAnalyses {
  private let model: Model
  private let steps: [AnalysisStep]
  private var progress: [AnalysisProgress]

  /// For at most as many people as the model's largest trial has.
  init(_ model: Model) {
    self.model = model
    steps = zip(model.analyses, model.normalQuantiles).map { AnalysisStep($0, normalQuantile: $1) }
    let largest = model.sizes[model.sizes.count - 1]
    progress = steps.map { AnalysisProgress($0, largest: largest) }
  }

  /// Adds a person; `outcomes` holds one for each estimand.
  mutating func add(_ outcomes: [EstimandOutcome], entered: Bool) {
    if model.scenario.trial.sizeCounts == .entered && !entered { return }
    for i in steps.indices { progress[i].add(outcomes[steps[i].estimand], steps[i]) }
  }

  /// Fills in the analyses, the decision and the proportion of interest; `reasons` says for each estimand
  /// why it cannot be read from the data.
  mutating func fill(_ results: inout ObservedResults, reasons: [String?]) {
    let estimates = steps.indices.map { i -> TrialEstimate in
      reasons[steps[i].estimand] == nil
        ? progress[i].estimate(steps[i], model.analyses[i]) : TrialEstimate()
    }
    results.analyses = estimates.indices.map { i in
      result(i, estimates[i], reason: reasons[steps[i].estimand])
    }
    if let decision = model.decision, estimates[decision.analysis].exists {
      let estimate = estimates[decision.analysis]
      results.isDecided = decision.isMade(by: estimate)
    }
    results.proportionOfInterest = model.analysisOfInterest.map { results.analyses[$0] }
  }

  private func result(
    _ i: Int, _ estimate: TrialEstimate, reason: String?
  ) -> ObservedResults.AnalysisResult {
    let analysis = model.analyses[i]
    return ObservedResults.AnalysisResult(
      name: analysis.name, estimand: model.scenario.estimands[analysis.estimand].name,
      events: estimate.events, denominator: estimate.denominator,
      estimate: estimate.exists
        ? .init(
          value: estimate.value,
          standardError: analysis.method.hasVariance ? estimate.variance.squareRoot() : nil,
          lower: analysis.method.hasInterval ? estimate.lower : nil,
          upper: analysis.method.hasInterval ? estimate.upper : nil) : nil,
      level: analysis.level, isShare: analysis.method.isShare, reason: reason)
  }
}
