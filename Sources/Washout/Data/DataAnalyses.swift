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

  /// What an analysis makes of an outcome: an event or none; nil for one that it leaves out.
  func counts(_ outcomes: [EstimandOutcome], analysis: Int) -> Bool? {
    steps[analysis].counts(outcomes[steps[analysis].estimand])
  }

  /// Fills in the analyses, the decision and the proportion of interest; `reasons` says for each estimand
  /// why it cannot be read from the data.
  mutating func fill(_ results: inout ObservedResults, reasons: [String?]) {
    let estimates = steps.indices.map { i -> TrialEstimate in
      reasons[steps[i].estimand] == nil
        ? progress[i].estimate(steps[i], model.analyses[i]) : TrialEstimate()
    }
    for i in estimates.indices {
      results.analyses.append(result(i, estimates[i], reason: reasons[steps[i].estimand]))
    }
    if let decision = model.decision, estimates[decision.analysis].exists {
      let estimate = estimates[decision.analysis]
      results.isDecided = decision.isMade(by: estimate)
      results.verdict = decision.verdict(on: estimate)?.rawValue
    }
    results.proportionOfInterest = model.analysisOfInterest.map { results.analyses[$0] }
  }

  private mutating func result(
    _ i: Int, _ estimate: TrialEstimate, reason: String?
  ) -> ObservedResults.AnalysisResult {
    let analysis = model.analyses[i]
    let people = reason == nil ? progress[i].people : (events: 0, denominator: 0)
    let exists = estimate.exists
    var result = ObservedResults.AnalysisResult(
      name: analysis.name, estimand: model.scenario.estimands[analysis.estimand].name,
      events: exists ? estimate.events : people.events,
      denominator: exists ? estimate.denominator : people.denominator,
      estimate: exists ? Self.estimate(estimate, analysis.method) : nil,
      level: analysis.level, quantity: analysis.method.quantity, reason: reason)
    if analysis.method == .curve(.median), people.denominator > 0 {
      result.estimate = progress[i].median(level: analysis.level)
    }
    if exists && analysis.alternative != nil { result.pValue = estimate.pValue }
    result.posterior = posterior(i, result)
    if result.estimate?.value == nil && reason == nil {
      result.reason = Self.reason(people, analysis.method)
    }
    return result
  }

  private static func estimate(
    _ estimate: TrialEstimate, _ method: CompiledAnalysis.Method
  ) -> ObservedResults.AnalysisResult.Estimate {
    .init(
      value: estimate.value,
      standardError: method.hasVariance ? estimate.variance.squareRoot() : nil,
      lower: method.hasInterval ? estimate.lower : nil,
      upper: method.hasInterval ? estimate.upper : nil)
  }

  private static func reason(
    _ people: (events: Int, denominator: Int), _ method: CompiledAnalysis.Method
  ) -> String {
    if people.denominator == 0 { return "nobody in the denominator" }
    let counts = "\(people.events) of \(people.denominator)"
    return method == .curve(.median) ? "not reached with \(counts)" : "no fit with \(counts)"
  }

  /// The probability that the decision asks for, of the analysis that decides.
  private func posterior(
    _ i: Int, _ result: ObservedResults.AnalysisResult
  ) -> ObservedResults.AnalysisResult.PosteriorProbability? {
    guard let decision = model.decision, decision.analysis == i, result.estimate != nil,
      case .belief(let prior) = model.analyses[i].counted
    else { return nil }
    let belief = prior.posterior(result.events, of: result.denominator)
    switch decision.go.rule {
    case .posteriorOfRateBelow(let rate, _):
      return .init(isBelow: true, rate: rate, probability: belief.probability(atMost: rate))
    case .posteriorOfRateAbove(let rate, _):
      return .init(isBelow: false, rate: rate, probability: belief.probability(above: rate))
    default: return nil
    }
  }
}

extension CompiledAnalysis.Method {
  /// What its estimate is.
  fileprivate var quantity: ObservedResults.AnalysisResult.Quantity {
    switch self {
    case .curve(.restrictedMean), .curve(.median): .weeks
    case .curve(.logRank): .ratio
    default: .share
    }
  }
}

extension AnalysisProgress {
  /// Brookmeyer and Crowley's limits of the median in weeks; its value is nil where it is not reached.
  fileprivate mutating func median(
    level: Double
  ) -> ObservedResults.AnalysisResult.Estimate {
    let quantile = curve.medianDays(level: level)
    return .init(
      value: quantile.value.map { $0 / 7 }, standardError: nil,
      lower: quantile.lower.map { $0 / 7 }, upper: quantile.upper.map { $0 / 7 })
  }
}
