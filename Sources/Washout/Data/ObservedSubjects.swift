/// Times to recurrence of the people of a trial, one for each.
public struct ObservedSubjects: Sendable, Equatable {
  /// The people, in order.
  public var subjects: [Subject]
  /// Everybody dosed is among them, also who did not enter observation off drug.
  public var includesAllDosed: Bool

  /// Times of people.
  public init(subjects: [Subject], includesAllDosed: Bool) {
    self.subjects = subjects
    self.includesAllDosed = includesAllDosed
  }

  /// One person.
  public struct Subject: Sendable, Equatable {
    /// The person's name in the data.
    public var id: String
    /// Days from the first dose to the event or the last contact.
    public var day: Double
    /// An event: recurrence, or worsening before observation off drug; else the last contact.
    public var hasEvent: Bool

    /// One person.
    public init(id: String, day: Double, hasEvent: Bool) {
      self.id = id
      self.day = day
      self.hasEvent = hasEvent
    }
  }
}

extension Model {
  /// The scenario's analyses on times to recurrence.
  ///
  /// A day in the window of a planned visit stands on the nominal day of that visit. Who is without an
  /// event in the window of the last one was followed to the end; earlier, lost. With everybody dosed in
  /// the data, whoever left by the day of withdrawal did not enter, an event then being worsening. Analyses
  /// of another definition than the primary one, of responders, and of events that the data do not have
  /// cannot be done and say why.
  /// - Throws: `SimulationError.invalid` for nobody, or more people than the model has room for.
  public func analyze(_ data: ObservedSubjects) throws(SimulationError) -> ObservedResults {
    try check(people: data.subjects.count)
    let reading = SubjectReading(scenario, includesAllDosed: data.includesAllDosed)
    var analyses = DataAnalyses(self)
    var results = ObservedResults()
    for subject in data.subjects {
      let times = reading.times(subject)
      let entered = reading.entered(subject)
      let recurred = entered && times.seen < .infinity
      let outcomes = scenario.estimands.map { reading.outcome($0, subject, times) }
      results.patients.append(
        .init(
          id: subject.id, entered: entered,
          worseDay: !entered && subject.hasEvent ? times.seen : nil, recurred: recurred,
          isLost: times.loss < .infinity, lostDay: times.loss < .infinity ? times.loss : nil,
          recurrenceDays: [recurred ? times.seen : nil], outcomes: outcomes))
      analyses.add(outcomes, entered: entered)
    }
    results.definitions = [
      .init(name: scenario.recurrence.primary, recurrences: results.recurrences, missing: [])
    ]
    results.includesAllDosed = reading.hasEverybodyDosed
    analyses.fill(&results, reasons: scenario.estimands.map(reading.reason))
    return results
  }
}

/// Turns times of people into outcomes of estimands.
private struct SubjectReading {
  private let scenario: Scenario
  private let includesAllDosed: Bool
  private let withdrawalDay: Double
  private let endDay: Double
  private let window: Double
  private let plannedDays: [Double]

  init(_ scenario: Scenario, includesAllDosed: Bool) {
    self.scenario = scenario
    self.includesAllDosed = includesAllDosed
    withdrawalDay = 7 * Double(scenario.trial.withdrawalWeek)
    endDay = 7 * Double(scenario.trial.endWeek)
    window = scenario.trial.visitWindowDays
    plannedDays = (scenario.trial.visitWeeks ?? []).filter { $0 > 0 }.map { 7 * Double($0) }
  }

  /// The nominal day of the planned visit in whose window a day lies, else the day.
  private func nominal(_ day: Double) -> Double {
    plannedDays.first { abs(day - $0) <= window } ?? day
  }

  /// Nobody can have left before observation off drug, or the data have those who did.
  var hasEverybodyDosed: Bool { includesAllDosed || withdrawalDay == 0 }

  func entered(_ subject: ObservedSubjects.Subject) -> Bool {
    !includesAllDosed || withdrawalDay == 0 || nominal(subject.day) > withdrawalDay
  }

  func times(_ subject: ObservedSubjects.Subject) -> StatisticalTimes {
    let day = nominal(subject.day)
    let isLost = !subject.hasEvent && day < endDay
    let event = subject.hasEvent ? day : .infinity
    return StatisticalTimes(
      recurrence: event, seen: event, loss: isLost ? day : .infinity, lastContact: day)
  }

  func outcome(
    _ estimand: Estimand, _ subject: ObservedSubjects.Subject, _ times: StatisticalTimes
  ) -> EstimandOutcome {
    let end = 7 * Double(estimand.byWeek)
    let lost = estimand.strategies[.lost] ?? .treatmentPolicy
    if entered(subject) || !subject.hasEvent {
      var outcome = StatisticalEstimand(end: end, lost: lost).outcome(times)
      if estimand.population == .entered && !entered(subject) { outcome.isInData = false }
      return outcome
    }
    var outcome = EstimandOutcome()
    outcome.isInData = estimand.population == .dosed
    switch estimand.strategies[.worseBefore] ?? .treatmentPolicy {
    case .composite:
      outcome.status = .event
      outcome.day = times.seen
    case .whileOn:
      outcome.status = .noEvent
      outcome.day = end
      outcome.countingEndedDay = times.seen
    case .treatmentPolicy, .hypothetical, .principalStratum:
      outcome.status = .missing
      outcome.day = times.seen
    }
    return outcome
  }

  /// Why an estimand cannot be read from times of people; nil where it can.
  func reason(_ estimand: Estimand) -> String? {
    if ![scenario.recurrence.primary, "primary"].contains(estimand.definition) {
      return "the times are those of \(scenario.recurrence.primary)"
    }
    if estimand.population == .responders { return "times do not say who responded" }
    if estimand.population == .dosed, !includesAllDosed, withdrawalDay > 0 {
      return "the times are those of people who entered"
    }
    let clocks: [(IntercurrentEvent, Double?, String)] = [
      (.stopsDosing, scenario.leaving.stopsDosing?.share, "stopped dosing"),
      (.therapyChanged, scenario.leaving.therapyChanged?.share, "had standard therapy changed"),
      (.noResponse, scenario.response == nil ? nil : 1, "responded"),
    ]
    for (event, share, words) in clocks
    where (share ?? 0) > 0
      && estimand.strategies[event] ?? .treatmentPolicy != .treatmentPolicy
    {
      return "times do not say who \(words)"
    }
    return nil
  }
}
