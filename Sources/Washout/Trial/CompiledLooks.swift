/// The looks of a scenario with their names resolved and their counts worked out.
package struct CompiledLooks: Sendable {
  /// The place in the scenario of the analysis whose recurrences are counted.
  package let analysis: Int
  /// Whether recruitment waits for each look.
  package let pauses: Bool
  /// The looks, by increasing number of people.
  package let looks: [Looks.Look]
  /// A trial that is not stopped declares with at most this many recurrences; nil where the decision says it.
  package let declareIfAtMost: Int?
  /// What results of two stages say; nil for looks of another kind.
  package let inference: TwoStageInference?

  /// Resolves looks at trials of the planned size.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown analysis, one whose counts do not decide, looks out of
  ///   order or of everyone, and counts that no look can have.
  init(_ looks: Looks, _ scenario: Scenario, _ analyses: [CompiledAnalysis]) throws(SimulationError)
  {
    guard let place = analyses.firstIndex(where: { $0.name == looks.analysis }) else {
      throw .invalid(path: "looks.analysis", reason: "there is no analysis \(looks.analysis)")
    }
    if !analyses[place].method.isOfCounts {
      throw .invalid(
        path: "looks.analysis",
        reason: "a look counts recurrences; name an analysis of a proportion")
    }
    analysis = place
    pauses = looks.accrual == .pause
    if case .simon = looks.design, (scenario.leaving.lost?.share ?? 0) > 0,
      analyses[place].method != .proportion(lost: .recurrence)
        || scenario.estimands[analyses[place].estimand].strategies[.lost] == .whileOn
    {
      throw .invalid(
        path: "looks.analysis",
        reason:
          "in a design of Simon's a missing outcome is a recurrence; name an analysis of an estimand "
          + "with lost: composite")
    }
    let plan = try LookPlan(looks.design, sampleSize: scenario.trial.sampleSize)
    declareIfAtMost = looks.declareIfAtMost ?? plan.declareIfAtMost
    if let most = declareIfAtMost, most > scenario.trial.sampleSize {
      throw .invalid(
        path: "looks.declare_if_at_most",
        reason: "\(most) is more than the \(scenario.trial.sampleSize) patients of the trial")
    }
    self.looks = plan.looks
    inference = Self.inference(looks.design, plan, level: analyses[place].level)
    try Self.check(self.looks, sampleSize: scenario.trial.sampleSize)
  }

  private static func inference(
    _ design: Looks.Design, _ plan: LookPlan, level: Double
  ) -> TwoStageInference? {
    guard case .simon(let unacceptable, _, _, _, _) = design else { return nil }
    return plan.twoStages.map {
      TwoStageInference($0, unacceptable: unacceptable, level: level)
    }
  }

  private static func check(_ looks: [Looks.Look], sampleSize: Int) throws(SimulationError) {
    var earlier = 0
    for look in looks {
      let reason: String? =
        if look.patients <= earlier {
          "a look at \(look.patients) patients does not follow one at \(earlier)"
        } else if look.patients >= sampleSize {
          "a look at \(look.patients) of \(sampleSize) patients is none; the end is no look"
        } else if let many = look.stopIfAtLeast, many > look.patients {
          "\(many) recurrences cannot be among \(look.patients) patients"
        } else if look.stopIfAtLeast == nil && look.stopIfAtMost == nil {
          "nothing stops the look at \(look.patients) patients"
        } else if let few = look.stopIfAtMost, let many = look.stopIfAtLeast, few >= many {
          "stop_if_at_most \(few) is not below stop_if_at_least \(many)"
        } else {
          nil
        }
      if let reason { throw .invalid(path: "looks.at", reason: reason) }
      earlier = look.patients
    }
  }
}

/// One trial with looks.
package struct LookRecord: Sendable, Equatable {
  /// The look that stopped it; nil for a trial that went on to its end.
  package var stopped: Int?
  /// Whether it declares what it set out to, by the looks alone; nil where the decision says it.
  package var declares: Bool?
  /// People enrolled when it ended, overrun included.
  package var enrolled = 0
  /// People of the last look, or everyone.
  package var evaluated = 0
  /// Days from first patient's first dose to the last look or the last contact.
  package var days = 0.0
  /// Recurrences and denominator then.
  package var events = 0
  package var denominator = 0

  package init() {}
}

/// The looks at one growing trial on one drug.
struct LookProgress: Sendable {
  /// The trial as it ended, once it is full.
  private(set) var record = LookRecord()
  /// Element k: recurrences and denominator at look k, the end last.
  private(set) var counts: [LookCounts]
  private var enrolments: [Double]
  private var now = LookCounts()
  private var shift = 0.0
  private var people = 0
  private var next = 0
  private let looks: CompiledLooks
  private let step: AnalysisStep

  /// What is known at a look.
  struct LookCounts: Sendable {
    var events = 0
    var denominator = 0
    /// The day on which the last of the people has recurred, been lost or finished.
    var day = 0.0
  }

  /// For trials of a size.
  init(_ looks: CompiledLooks, _ step: AnalysisStep, size: Int) {
    self.looks = looks
    self.step = step
    counts = Array(repeating: LookCounts(), count: looks.looks.count + 1)
    enrolments = Array(repeating: 0, count: size)
  }

  mutating func removeAll() {
    now = LookCounts()
    shift = 0
    people = 0
    next = 0
  }

  /// Adds the next of the people who count towards the size.
  mutating func add(_ outcome: EstimandOutcome, enrolmentDay: Double, daysInTrial: Double) {
    if people == enrolments.count { return }
    let enrolment = enrolmentDay + shift
    enrolments[people] = enrolment
    people += 1
    count(outcome)
    now.day = max(now.day, enrolment + daysInTrial)
    if next < looks.looks.count, people == looks.looks[next].patients {
      counts[next] = now
      next += 1
      if looks.pauses { shift += max(0, now.day - enrolment) }
    }
    if people == enrolments.count {
      counts[next] = now
      close()
    }
  }

  private mutating func count(_ outcome: EstimandOutcome) {
    guard let isEvent = step.counts(outcome) else { return }
    now.denominator += 1
    if isEvent { now.events += 1 }
  }

  private mutating func close() {
    record = LookRecord()
    for place in looks.looks.indices
    where looks.looks[place].stops(recurrences: counts[place].events) {
      stop(at: place)
      return
    }
    record.enrolled = people
    record.evaluated = people
    take(counts[next])
    record.declares = looks.declareIfAtMost.map { now.events <= $0 }
  }

  private mutating func stop(at place: Int) {
    let look = looks.looks[place]
    take(counts[place])
    record.stopped = place
    record.evaluated = look.patients
    // With recruitment waiting, nobody enrols between the last of the look and the look.
    var enrolled = look.patients
    while !looks.pauses, enrolled < people, enrolments[enrolled] <= record.days { enrolled += 1 }
    record.enrolled = enrolled
    record.declares = look.stopsForFew(counts[place].events)
  }

  private mutating func take(_ counts: LookCounts) {
    record.events = counts.events
    record.denominator = counts.denominator
    record.days = counts.day
  }
}
