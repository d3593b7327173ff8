/// One analysis as the loop over subjects needs it: numbers only.
struct AnalysisStep: Sendable {
  let estimand: Int
  let end: Double
  let origin: Double
  let normalQuantile: Double
  /// What a proportion makes of a missing outcome.
  let missing: Analysis.LostPatients
  let reads: Reading
  /// Bit s: an outcome of status s is in a proportion's denominator, and among its events; the rest it tilts.
  private let known: UInt8
  private let events: UInt8

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
    let missing: Analysis.LostPatients =
      if case .proportion(let lost) = analysis.method { lost } else { .leftOut }
    self.missing = missing
    known = Self.bits { Self.counts($0, missing) != nil }
    events = Self.bits { Self.counts($0, missing) == true }
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
    outcome.isInData ? Self.counts(outcome.status, missing) : nil
  }

  private static func counts(
    _ status: EstimandOutcome.Status, _ missing: Analysis.LostPatients
  ) -> Bool? {
    switch (status, missing) {
    case (.event, _), (.missing, .recurrence): true
    case (.noEvent, _), (.missing, .noRecurrence): false
    case (.missing, .leftOut), (.missing, .tilted): nil
    }
  }

  private static func bits(_ holds: (EstimandOutcome.Status) -> Bool) -> UInt8 {
    [.noEvent, .event, .missing].reduce(0) { $0 | (holds($1) ? 1 << $1.rawValue : 0) }
  }

  /// The same for sums: 1 or 0 people in the denominator, with the event, and left out or tilted.
  ///
  /// No branch, since nobody can foresee who recurs.
  @inline(__always) fileprivate func counted(
    _ outcome: EstimandOutcome
  ) -> (people: Int, events: Int, others: Int) {
    let status = outcome.status.rawValue
    let inData: UInt8 = outcome.isInData ? 1 : 0
    let people = known &>> status & inData
    return (Int(people), Int(events &>> status & inData), Int(inData &- people))
  }
}

/// One analysis of one growing trial.
struct AnalysisProgress: Sendable {
  private var denominator = 0
  private var events = 0
  /// People in the data whom a proportion leaves out or tilts.
  private var others = 0
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
    others = 0
    survival.removeAll()
    curve.removeAll()
  }

  mutating func add(_ outcome: EstimandOutcome, _ step: AnalysisStep) {
    add(OwnedArray(repeating: outcome, count: 1), from: -step.estimand, each: 0, 0..<1, step)
  }

  /// Adds people: the outcome of person i stands at `first + width * i + step.estimand`.
  mutating func add(
    _ outcomes: borrowing OwnedArray<EstimandOutcome>, from first: Int, each width: Int,
    _ people: Range<Int>, _ step: AnalysisStep
  ) {
    let first = first + step.estimand
    switch step.reads {
    case .survival: survival.insert(outcomes, from: first, each: width, people, end: step.end)
    case .curve:
      for person in people where outcomes[first + width * person].isInData {
        curve.add(outcomes[first + width * person], origin: step.origin, end: step.end)
      }
    case .counts:
      var sums = (people: 0, events: 0, others: 0)
      var place = first + width * people.lowerBound
      for _ in people {
        let counted = step.counted(outcomes[place])
        sums.people &+= counted.people
        sums.events &+= counted.events
        sums.others &+= counted.others
        place &+= width
      }
      denominator += sums.people
      events += sums.events
      others += sums.others
    }
  }

  mutating func estimate(
    _ step: AnalysisStep, _ analysis: borrowing CompiledAnalysis
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
        events: events, of: denominator, missing: others, odds: odds,
        normalQuantile: step.normalQuantile)
    }
    return analysis.estimate(events, of: denominator)
  }
}
