/// One analysis as the loop over subjects needs it: numbers only.
struct AnalysisStep: Sendable {
  let estimand: Int
  let end: Double
  let origin: Double
  let normalQuantile: Double
  /// What a proportion makes of a missing outcome.
  let missing: Analysis.LostPatients
  let reads: Reading

  /// What is kept of people.
  enum Reading: Sendable {
    /// Counts.
    case counts
    /// Times in order, for the log-log limits of Kaplan and Meier.
    case survival
    /// Times as they come.
    case curve
  }

  init(_ analysis: CompiledAnalysis, normalQuantile: Double) {
    estimand = analysis.estimand
    end = analysis.end
    origin = analysis.origin
    self.normalQuantile = normalQuantile
    missing = if case .proportion(let lost) = analysis.method { lost } else { .leftOut }
    reads =
      switch analysis.method {
      case .proportion: .counts
      case .kaplanMeier: .survival
      case .curve: .curve
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
  /// People of methods of times.
  var curve: CurveSample

  init(_ step: AnalysisStep, largest: Int) {
    survival = SurvivalSample(capacity: step.reads == .survival ? largest : 0)
    curve = CurveSample(capacity: step.reads == .curve ? largest : 0)
  }

  /// People of the analysis and those with the event, where there is no estimate too.
  var people: (events: Int, denominator: Int) {
    curve.count > 0 ? (curve.events, curve.count) : (events, denominator)
  }

  mutating func removeAll() {
    denominator = 0
    events = 0
    lost = 0
    survival.removeAll()
    curve.removeAll()
  }

  mutating func add(_ outcome: EstimandOutcome, _ step: AnalysisStep) {
    add([outcome], from: -step.estimand, each: 0, 0..<1, step)
  }

  /// Adds people: the outcome of person i stands at `first + width * i + step.estimand`.
  mutating func add(
    _ outcomes: [EstimandOutcome], from first: Int, each width: Int, _ people: Range<Int>,
    _ step: AnalysisStep
  ) {
    let outcomes = outcomes.span
    let first = first + step.estimand
    switch step.reads {
    case .survival: survival.insert(outcomes, from: first, each: width, people, end: step.end)
    case .curve:
      for person in people where outcomes[first + width * person].isInData {
        curve.add(outcomes[first + width * person], origin: step.origin, end: step.end)
      }
    case .counts:
      for person in people { count(outcomes[first + width * person], step) }
    }
  }

  private mutating func count(_ outcome: EstimandOutcome, _ step: AnalysisStep) {
    if !outcome.isInData { return }
    if let isEvent = step.counts(outcome) {
      denominator += 1
      if isEvent { events += 1 }
    } else if case .tilted = step.missing {
      lost += 1
    }
  }

  mutating func estimate(
    _ step: AnalysisStep, _ analysis: CompiledAnalysis
  ) -> TrialEstimate {
    if case .curve(let method) = analysis.method {
      return curve.estimate(
        method, end: step.end - step.origin, level: analysis.level, visits: analysis.visitDays)
    }
    if step.reads == .survival {
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
