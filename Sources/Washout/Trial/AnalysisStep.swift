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

extension AnalysisStep {
  /// What a proportion makes of an outcome: an event or none; nil for one that it leaves out, and for a
  /// missing one that it tilts.
  func counts(_ outcome: EstimandOutcome) -> Bool? {
    if !outcome.isInData { return nil }
    return switch (outcome.status, missing) {
    case (.event, _), (.missing, .recurrence): true
    case (.noEvent, _), (.missing, .noRecurrence): false
    case (.missing, .leftOut), (.missing, .tilted): nil
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
    if let isEvent = step.counts(outcome) {
      denominator += 1
      if isEvent { events += 1 }
    } else if case .tilted = step.missing {
      lost += 1
    }
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
    return analysis.estimate(events, of: denominator)
  }
}
