/// One analysis as the loop over subjects needs it: numbers only.
struct AnalysisStep: Sendable {
  let estimand: Int
  let end: Double
  let normalQuantile: Double
  /// What a proportion makes of a missing outcome.
  let missing: Analysis.LostPatients
  let isSurvival: Bool

  init(_ analysis: CompiledAnalysis, normalQuantile: Double) {
    estimand = analysis.estimand
    end = analysis.end
    self.normalQuantile = normalQuantile
    switch analysis.method {
    case .kaplanMeier:
      isSurvival = true
      missing = .leftOut
    case .proportion(let lost):
      isSurvival = false
      missing = lost
    }
  }
}

/// One analysis of one growing trial.
struct AnalysisProgress: Sendable {
  private var denominator = 0
  private var events = 0
  private var lost = 0
  private var survival: SurvivalSample

  init(_ step: AnalysisStep, largest: Int) {
    survival = SurvivalSample(capacity: step.isSurvival ? largest : 0)
  }

  mutating func removeAll() {
    denominator = 0
    events = 0
    lost = 0
    survival.removeAll()
  }

  mutating func add(_ outcome: EstimandOutcome, _ step: AnalysisStep) {
    if !outcome.isInData { return }
    if step.isSurvival {
      survival.insert(day: min(outcome.day, step.end), isEvent: outcome.status == .event)
      return
    }
    switch (outcome.status, step.missing) {
    case (.event, _), (.missing, .recurrence): count(event: true)
    case (.noEvent, _), (.missing, .noRecurrence): count(event: false)
    case (.missing, .leftOut): break
    case (.missing, .tilted): lost += 1
    }
  }

  private mutating func count(event: Bool) {
    denominator += 1
    if event { events += 1 }
  }

  func estimate(_ step: AnalysisStep, _ analysis: borrowing CompiledAnalysis) -> TrialEstimate {
    if step.isSurvival {
      return survival.estimate(end: step.end, z: step.normalQuantile, analysis.intervals)
    }
    if case .tilted(let odds) = step.missing {
      return TrialEstimate(
        events: events, of: denominator, missing: lost, odds: odds,
        normalQuantile: step.normalQuantile)
    }
    return .proportion(events, of: denominator, analysis.intervals)
  }
}
