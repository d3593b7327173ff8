import Washout

/// The facts of one course that estimands are about; `nil` became infinity.
struct CourseFacts {
  /// By definition, then by layer.
  var recurrences: [String: [Layer: Sighting]] = [:]
  var worse: Sighting?
  var isResponder: Bool
  var responseDay: Double
  var nominalResponseDay: Double
  var isAllowedToEnter: Bool
  var withdrawalDay: Double
  var actualWithdrawalDay: Double
  var lostDay: Double
  var stopDay: Double
  var therapyDay: Double
  var visits: [PatientTrace.VisitEvent]
  var plannedDays: [Double]
  var windowDays: Double
  var entryRule: EntryRule

  init(_ scenario: Scenario, _ trace: PatientTrace) {
    let course = CourseReading(scenario, trace)
    worse = course.worse
    isResponder = course.isResponder
    responseDay = course.responseVisit.day
    nominalResponseDay = Double(7 * (scenario.response?.atWeek ?? 0))
    isAllowedToEnter = course.isAllowedToEnter
    withdrawalDay = course.withdrawalDay
    actualWithdrawalDay = course.actualWithdrawalDay
    lostDay = trace.lostDay ?? .infinity
    stopDay = trace.stopDay ?? .infinity
    therapyDay = trace.therapyDay ?? .infinity
    visits = trace.visits
    plannedDays = (scenario.trial.visitWeeks ?? []).map { Double(7 * $0) }
    windowDays = scenario.trial.visitWindowDays
    entryRule = scenario.trial.enters
    for (definition, seen) in zip(scenario.recurrence.definitions, trace.recurrences) {
      var layers: [Layer: Sighting] = [:]
      for layer in [Layer.atVisits, .assessed] {
        layers[layer] = course.recurrence(definition, layer)
      }
      if let day = seen.latentDay {
        let next = plannedDays.first { $0 > day } ?? .infinity
        let isConfirmed = definition.confirmation == .nextVisit
        layers[.latent] = Sighting(day: day, visitDay: day, certainDay: isConfirmed ? next : day)
      }
      recurrences[definition.name] = layers
    }
  }
}

/// Estimands, read a second time from the table of strategies.
///
/// The order is hypothetical, composite, while on, stratum; a recurrence comes first at ties.
struct EstimandReading {
  let estimand: Estimand
  let definition: String
  let tau: Double

  init(_ estimand: Estimand, primary: String) {
    self.estimand = estimand
    definition = estimand.definition == "primary" ? primary : estimand.definition
    tau = Double(7 * estimand.byWeek)
  }

  private func handles(_ event: IntercurrentEvent, _ strategy: Strategy) -> Bool {
    estimand.strategies[event] == strategy
  }

  // MARK: The truth, in the world where hypothetical events do not happen

  func truth(_ world: CourseFacts, into outcome: inout EstimandOutcome) {
    var facts = world
    if handles(.lost, .hypothetical) { facts.lostDay = .infinity }
    outcome.isInTruth = isInPopulation(facts) && isInTrueStrata(facts)
    let limit = lastCountingDay(facts)
    let event = composites(facts).map(\.time).min() ?? .infinity
    func counts(_ layer: Layer) -> Bool {
      if event <= min(tau, limit) { return true }
      guard let recurrence = facts.recurrences[definition]?[layer] else { return false }
      return recurrence.day <= tau && recurrence.certainDay <= limit
    }
    outcome.latent = counts(.latent)
    outcome.atVisits = counts(.atVisits)
    outcome.assessed = counts(.assessed)
  }

  private func isInPopulation(_ facts: CourseFacts) -> Bool {
    switch estimand.population {
    case .dosed: true
    case .entered: facts.isAllowedToEnter && facts.lostDay > facts.actualWithdrawalDay
    case .responders: facts.isResponder && facts.lostDay > facts.responseDay
    }
  }

  private func isInTrueStrata(_ facts: CourseFacts) -> Bool {
    !(handles(.lost, .principalStratum) && isLost(facts))
      && !(handles(.stopsDosing, .principalStratum) && facts.stopDay < .infinity)
      && !(handles(.therapyChanged, .principalStratum) && facts.therapyDay <= tau)
      && (!handles(.noResponse, .principalStratum) || isSeenToRespond(facts))
  }

  /// Lost is who leaves without a recorded recurrence, and not for being kept out.
  private func isLost(_ facts: CourseFacts) -> Bool {
    let recurrence = recordedAnywhere(facts)?.certainDay ?? .infinity
    var keptOut = facts
    keptOut.lostDay = .infinity
    let removal = facts.isAllowedToEnter ? recurrence : leavingDay(keptOut)
    return facts.lostDay <= tau && facts.lostDay < removal
  }

  private func recordedAnywhere(_ facts: CourseFacts) -> Sighting? {
    facts.recurrences[definition]?[.assessed]
  }

  private func isSeenToRespond(_ facts: CourseFacts) -> Bool {
    facts.isResponder && facts.lostDay > facts.responseDay
  }

  /// An event that is an outcome: when it counts, when it is seen, and the nominal day of the two.
  private struct Composite {
    var time: Double
    var seenDay: Double
    var nominalDay: Double
  }

  private func composites(_ facts: CourseFacts) -> [Composite] {
    var events: [Composite] = []
    func add(_ time: Double, seen: Double, on nominalDay: Double) {
      guard seen < .infinity else { return }
      events.append(Composite(time: time, seenDay: seen, nominalDay: nominalDay))
    }
    if handles(.lost, .composite) {
      add(facts.lostDay, seen: facts.lostDay, on: nominal(facts.lostDay, facts))
    }
    if handles(.stopsDosing, .composite) {
      let day = max(facts.stopDay, facts.withdrawalDay)
      add(day, seen: facts.stopDay, on: day)
    }
    if handles(.worseBefore, .composite), let worse = facts.worse {
      add(worse.certainDay, seen: worse.certainDay, on: worse.day)
    }
    if handles(.therapyChanged, .composite) {
      add(facts.therapyDay, seen: facts.therapyDay, on: nominal(facts.therapyDay, facts))
    }
    if handles(.noResponse, .composite), !facts.isResponder {
      add(facts.nominalResponseDay, seen: facts.responseDay, on: facts.nominalResponseDay)
    }
    return events
  }

  /// After the last attended and before the first unattended nominal day.
  private func nominal(_ day: Double, _ facts: CourseFacts) -> Double {
    guard day < .infinity else { return day }
    let before = facts.visits.last { $0.day <= day }?.nominalDay ?? 0
    guard let after = facts.plannedDays.first(where: { $0 > before }) else {
      return max(before, day)
    }
    return before < day && day < after ? day : (before + after) / 2
  }

  private func lastCountingDay(_ facts: CourseFacts) -> Double {
    var days = [Double.infinity]
    if handles(.lost, .whileOn) { days.append(facts.lostDay) }
    if handles(.stopsDosing, .whileOn) { days.append(facts.stopDay) }
    if handles(.worseBefore, .whileOn), let worse = facts.worse { days.append(worse.certainDay) }
    if handles(.therapyChanged, .whileOn) { days.append(facts.therapyDay) }
    return days.min() ?? .infinity
  }

  // MARK: What the data of the trial show

  func data(_ facts: CourseFacts, into outcome: inout EstimandOutcome) {
    let recurrence = recordedRecurrence(facts)
    let contact = endOfContact(facts)
    let final = finalVisitDay(facts)
    let limit = lastCountingDay(facts)
    let ends = min(final, recurrence?.certainDay ?? .infinity)
    outcome.isInData =
      isInPopulation(facts) && isInSeenStrata(facts, until: min(ends, leavingDay(facts)))
    guard outcome.isInData else { return }
    let other = composites(facts).filter {
      $0.seenDay <= min(ends, contact) && $0.time <= min(tau, limit)
    }.min { $0.time < $1.time }
    let isRecurrence = recurrence.map { $0.certainDay <= min(contact, limit) } ?? false
    let days = [other?.nominalDay, isRecurrence ? recurrence?.day : nil].compactMap { $0 }
    if let day = days.min() {
      outcome.status = .event
      outcome.day = day
    } else if limit <= min(contact, tau + facts.windowDays)
      || final < .infinity && contact > final
    {
      outcome.status = .noEvent
      outcome.day = tau
      if limit < min(final, tau) {
        outcome.countingEndedDay = facts.visits.last { $0.day <= limit }?.nominalDay ?? 0
      }
    } else {
      outcome.status = .missing
      let last = min(contact, tau + facts.windowDays)
      outcome.day = facts.visits.last { $0.day <= last }?.nominalDay ?? 0
    }
  }

  private func recordedRecurrence(_ facts: CourseFacts) -> Sighting? {
    guard facts.isAllowedToEnter, let seen = facts.recurrences[definition]?[.assessed],
      seen.day <= tau
    else { return nil }
    return seen
  }

  /// Loss, or leaving instead of entering.
  private func leavingDay(_ facts: CourseFacts) -> Double {
    guard !facts.isAllowedToEnter else { return facts.lostDay }
    let leaves = facts.entryRule == .responders ? facts.responseDay : facts.worse?.certainDay
    return min(facts.lostDay, leaves ?? .infinity)
  }

  /// Leaving, or an event that the question imagines away.
  private func endOfContact(_ facts: CourseFacts) -> Double {
    var days = [leavingDay(facts)]
    if handles(.stopsDosing, .hypothetical) { days.append(facts.stopDay) }
    if handles(.therapyChanged, .hypothetical) { days.append(facts.therapyDay) }
    return days.min() ?? .infinity
  }

  private func finalVisitDay(_ facts: CourseFacts) -> Double {
    let planned = facts.plannedDays.last { $0 <= tau }
    return facts.visits.first { $0.isPlanned && $0.nominalDay == planned }?.day ?? .infinity
  }

  /// Strata as the data show them: who left at a recurrence was never seen to be lost.
  private func isInSeenStrata(_ facts: CourseFacts, until seen: Double) -> Bool {
    !(handles(.lost, .principalStratum) && facts.lostDay <= min(tau, seen))
      && !(handles(.stopsDosing, .principalStratum) && facts.stopDay <= seen
        && facts.stopDay < .infinity)
      && !(handles(.therapyChanged, .principalStratum) && facts.therapyDay <= min(tau, seen))
      && (!handles(.noResponse, .principalStratum) || isSeenToRespond(facts))
  }
}
