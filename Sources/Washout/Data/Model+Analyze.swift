extension Model {
  /// The scenario's rules and analyses on the data of a real trial: the same as on a simulated one.
  ///
  /// Every definition is scored from the visits; a recurrence counts that was recorded before the patient
  /// left. The model must be of a trial at least as large as the data.
  /// - Throws: `SimulationError.invalid` where there is no mechanism, nobody, or more people than the
  ///   model has room for, and where the data lack what the primary definition or the rule of entry reads.
  public func analyze(_ data: ObservedTrial) throws(SimulationError) -> ObservedResults {
    guard case .mechanistic(let mechanism) = course,
      case .mechanistic(_, _, let activity) = scenario.course
    else {
      throw .invalid(
        path: "statistical", reason: "there is nothing to score at visits; give times of people")
    }
    try check(people: data.patients.count)
    try check(data, activity)
    let names = ObservedNames(data, activity, scenario.recurrence)
    var reader = PatientReader(mechanism, scenario, data, names)
    var analyses = DataAnalyses(self)
    var results = ObservedResults()
    for patient in data.patients {
      guard !patient.visits.isEmpty else {
        throw .invalid(path: "data", reason: "\(patient.id) has no visit; day 0 gives the baseline")
      }
      let (found, outcomes, remarks) = reader.read(patient)
      results.patients.append(found)
      results.remarks += remarks
      analyses.add(outcomes, entered: found.entered)
    }
    results.definitions = definitions(results, data, activity)
    analyses.fill(&results, reasons: scenario.estimands.map { reason($0, data, activity) })
    return results
  }

  /// There must be somebody, and no more than the tables of intervals reach to.
  func check(people: Int) throws(SimulationError) {
    guard people > 0 else { throw .invalid(path: "data", reason: "there is nobody in the data") }
    guard people <= sizes[sizes.count - 1] else {
      throw .invalid(
        path: "trial.sample_size",
        reason: "\(people) people in the data, but the model has room for \(sizes[sizes.count - 1])"
      )
    }
  }

  private func check(_ data: ObservedTrial, _ activity: Activity) throws(SimulationError) {
    let missing = scenario.dataNeeds.missing(from: data, activity)
    guard missing.isEmpty else {
      throw .invalid(
        path: "data",
        reason:
          "no \(missing.joined(separator: ", ")), which \(scenario.recurrence.primary) or the "
          + "rule of entry reads")
    }
  }

  private func definitions(
    _ results: ObservedResults, _ data: ObservedTrial, _ activity: Activity
  ) -> [ObservedResults.Definition] {
    scenario.recurrence.definitions.enumerated().map { i, definition in
      let missing = DataNeeds(definition.rule).missing(from: data, activity)
      let count = results.patients.count { $0.recurrenceDays[i] != nil }
      return .init(
        name: definition.name, recurrences: missing.isEmpty ? count : nil, missing: missing)
    }
  }

  /// Why an estimand cannot be read from the data; nil where it can.
  private func reason(
    _ estimand: Estimand, _ data: ObservedTrial, _ activity: Activity
  ) -> String? {
    let name = estimand.definition == "primary" ? scenario.recurrence.primary : estimand.definition
    var needs = DataNeeds()
    for definition in scenario.recurrence.definitions where definition.name == name {
      needs.add(definition.rule)
    }
    let readsResponse =
      estimand.population == .responders
      || [.composite, .principalStratum].contains(estimand.strategies[.noResponse])
    if readsResponse, let response { needs.add(response.rule) }
    if estimand.strategies[.worseBefore] ?? .treatmentPolicy != .treatmentPolicy,
      let worse = scenario.trial.worse
    {
      needs.add(worse)
    }
    var missing = needs.missing(from: data, activity)
    if needsDay(of: .stopsDosing, estimand, clock: scenario.leaving.stopsDosing), !data.hasStops {
      missing.append("stopped_dosing")
    }
    if needsDay(of: .therapyChanged, estimand, clock: scenario.leaving.therapyChanged),
      !data.hasTherapyChanges
    {
      missing.append("therapy_changed")
    }
    return missing.isEmpty ? nil : "the data have no " + missing.joined(separator: ", ")
  }

  private var response: Response? { scenario.response }

  /// Whether the day of an event changes what an estimand makes of the data.
  private func needsDay(
    of event: IntercurrentEvent, _ estimand: Estimand, clock: Leaving.Clock?
  ) -> Bool {
    (clock?.share ?? 0) > 0 && estimand.strategies[event] ?? .treatmentPolicy != .treatmentPolicy
  }
}

/// Reads one patient after the other with one scratch.
private struct PatientReader {
  private let mechanism: Mechanism
  private let scenario: Scenario
  private let data: ObservedTrial
  private let names: ObservedNames
  private let knowsResponse: Bool
  private var scratch: MechanismScratch

  init(
    _ mechanism: Mechanism, _ scenario: Scenario, _ data: ObservedTrial, _ names: ObservedNames
  ) {
    self.mechanism = mechanism
    self.scenario = scenario
    self.data = data
    self.names = names
    scratch = MechanismScratch(for: mechanism)
    guard let response = scenario.response,
      case .mechanistic(_, _, let activity) = scenario.course
    else {
      knowsResponse = false
      return
    }
    knowsResponse = DataNeeds(response.rule).missing(from: data, activity).isEmpty
  }

  mutating func read(
    _ patient: ObservedPatient
  ) -> (ObservedResults.Patient, [EstimandOutcome], [ObservedRemark]) {
    let end = mechanism.observe(patient, data, names, &scratch)
    let course = scratch.courses[0]
    let outcomes = mechanism.estimands.map { row in
      var outcome = EstimandOutcome()
      mechanism.readData(
        row, course, scratch.recurrences.span, scratch.visits.span, into: &outcome)
      return outcome
    }
    let found = found(patient, course, outcomes)
    let references = found.entered ? mechanism.missingReferences(of: patient, scratch) : []
    return (found, outcomes, references + (end.remark.map { [$0] } ?? []))
  }

  private func found(
    _ patient: ObservedPatient, _ course: CourseOutcome, _ outcomes: [EstimandOutcome]
  ) -> ObservedResults.Patient {
    let isAllowed = mechanism.enters(course)
    let entered = isAllowed && course.lostDay > course.withdrawalDay
    let removal = mechanism.removalDay(course, scratch.recurrences)
    let final = mechanism.finalVisitDay(by: mechanism.calendar.endDay, scratch.visits)
    let isLost = course.lostDay < .infinity && course.lostDay <= min(removal, final)
    let days = mechanism.definitions.indices.map { definition -> Double? in
      let event = scratch.recurrences[course.place(of: definition, .assessed)]
      let isSeen = entered && event.nominalDay < .infinity && event.establishedDay <= course.lostDay
      return isSeen ? event.nominalDay : nil
    }
    let worse = course.worse.nominalDay
    return ObservedResults.Patient(
      id: patient.id, entered: entered, worseDay: worse < .infinity ? worse : nil,
      responded: knowsResponse && course.responseDay < .infinity ? course.responded : nil,
      recurred: days[mechanism.primary] != nil, isLost: isLost,
      reason: patient.end?.reason, lostDay: isLost ? course.lostDay : nil, recurrenceDays: days,
      outcomes: outcomes)
  }
}
