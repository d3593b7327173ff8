internal import WashoutNumerics

extension Model {
  /// Everything that a trial of the planned size recorded on one drug: the trial of `run` with the same seed.
  ///
  /// - Parameters:
  ///   - trial: The simulated trial, from 1.
  ///   - drug: The assumed drug, or the one that does nothing.
  /// - Returns: Patients in order of enrolment, until as many count as the trial plans.
  /// - Throws: `SimulationError.invalid` for no such trial, a drug whose effect cannot be taken away, and
  ///   where too few people enter to fill the trial; what screening throws.
  public func records(
    trial: Int, drug: DrugAssumption = .assumed
  ) throws(SimulationError) -> TrialRecords {
    guard trial >= 1 else {
      throw .invalid(path: "trial", reason: "is \(trial); trials are counted from 1")
    }
    guard drug == .assumed || drug == .noEffect && hasNoEffectArm else {
      throw .invalid(
        path: "arm",
        reason: drug == .noEffect
          ? "a statistical scenario has no drug whose effect could be taken away"
          : "a trial is simulated on one drug, not on a difference")
    }
    let values = try drawnValues(trial: trial)
    let drawn = try drawn(trial - 1)
    switch drawn.course {
    case .statistical(let statistical):
      var follower = StatisticalFollower(statistical, of: scenario)
      return try drawn.records(trial, drug, values, &follower)
    case .mechanistic(let mechanism):
      var follower = MechanisticFollower(
        mechanism.followingEverything(), of: drawn.scenario, on: drug)
      return try drawn.records(trial, drug, values, &follower)
    }
  }

  private func records<F: Follower>(
    _ trial: Int, _ drug: DrugAssumption, _ values: [PatientTrace.NamedValue],
    _ follower: inout F
  ) throws(SimulationError) -> TrialRecords {
    let random = RandomSource(seed: scenario.simulation.seed)
    var analyses = DataAnalyses(self)
    var patients: [TrialRecords.Patient] = []
    var (counted, enrolmentDay) = (0, 0.0)
    var key = SubjectKey(replicate: UInt64(trial - 1), subject: 0)
    while counted < scenario.trial.sampleSize {
      if let durations, key.subject > 0 {
        random.rewind(key, .accrual)
        enrolmentDay += random.exponential(mean: durations.meanGapDays)
      }
      var patient = try follower.follow(key, random)
      patient.enrolmentDay = enrolmentDay
      analyses.add(patient.outcomes, entered: patient.entered)
      if scenario.trial.sizeCounts == .enrolled || patient.entered { counted += 1 }
      patients.append(patient)
      key.subject += 1
      if key.subject == enrolmentLimit, counted < scenario.trial.sampleSize {
        throw Model.cannotFill(counted, of: enrolmentLimit)
      }
    }
    var results = ObservedResults()
    analyses.fill(&results, reasons: scenario.estimands.map { _ in nil })
    return TrialRecords(
      trial: trial, drug: drug, drawnValues: values, patients: patients,
      analyses: results.analyses, isDecided: results.isDecided)
  }
}

/// Seats one patient after the other and keeps everything of each.
private protocol Follower {
  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) throws(SimulationError) -> TrialRecords.Patient
}

/// Patients of the statistical mode.
private struct StatisticalFollower: Follower {
  private let model: StatisticalModel
  private var record: SubjectRecord

  init(_ model: StatisticalModel, of scenario: Scenario) {
    self.model = model
    record = SubjectRecord(estimands: scenario.estimands.count)
  }

  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> TrialRecords.Patient {
    model.enrol(key, random, into: &record)
    return TrialRecords.Patient(
      place: Int(key.subject) + 1, enrolmentDay: 0, entered: record.assumed.entered,
      outcomes: record.assumed.outcomes)
  }
}

/// Patients of the mechanistic course on one drug.
private struct MechanisticFollower: Follower {
  private let mechanism: Mechanism
  private let scenario: Scenario
  private let activity: Activity
  private let maximumEffect: Double
  private var scratch: MechanismScratch
  private var record: ArmRecord

  init(_ mechanism: Mechanism, of scenario: Scenario, on drug: DrugAssumption) {
    self.mechanism = mechanism
    self.scenario = scenario
    activity =
      if case .mechanistic(_, _, let activity) = scenario.course { activity } else { Activity() }
    maximumEffect = drug == .noEffect ? 0 : mechanism.kinetics.maximumEffect
    scratch = MechanismScratch(for: mechanism)
    record = ArmRecord(estimands: scenario.estimands.count)
  }

  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) throws(SimulationError) -> TrialRecords.Patient {
    scratch.funnel = Funnel(criteria: mechanism.screening.criteria.count)
    try mechanism.screen(key, random, &scratch, inFull: false)
    mechanism.prepare(key, random, &scratch)
    mechanism.follow(key, random, &scratch, maximumEffect: maximumEffect, into: &record)
    return TrialRecords.Patient(
      place: Int(key.subject) + 1, enrolmentDay: 0, entered: record.entered,
      outcomes: record.outcomes, course: course(key, random))
  }

  private func course(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> TrialRecords.Course {
    let truth = Tracer(mechanism: mechanism, scenario: scenario, scratch: scratch)
      .trace(key, random)
    let recorded = Recorder(mechanism, scenario, activity, scratch, leaves: true)
      .patient("\(truth.trial)-\(truth.patient)", key, random)
    // Doses that reach the blood at once count from their moment on, so the moment before is asked for.
    let concentrations = recorded.visits.map { scratch.kinetics.concentration($0.day.nextDown) }
    return TrialRecords.Course(
      truth: truth, recorded: recorded, concentrations: concentrations,
      doses: doses(key, random, until: recorded.doseDays.last),
      recurrenceDays: recurrenceDays())
  }

  /// Planned doses that were given, which are those that are not missed, in order, until dosing ends.
  private func doses(
    _ key: SubjectKey, _ random: borrowing RandomSource, until last: Double?
  ) -> [TrialRecords.GivenDose] {
    guard let last else { return [] }
    var given = scratch.kinetics.doseDays[...]
    var doses: [TrialRecords.GivenDose] = []
    for (planned, dose) in zip(scenario.trial.doses, mechanism.kinetics.doses) {
      let isMissed =
        dose.visit >= 0
        ? scratch.plannedDays[dose.visit].missesDose
        : mechanism.plannedDay(dose.day, key, random).missesDose
      guard !isMissed, let day = given.first, day <= last else { continue }
      given.removeFirst()
      doses.append(
        TrialRecords.GivenDose(week: planned.week, day: day, amount: planned.doseMg))
    }
    return doses
  }

  private func recurrenceDays() -> [Double?] {
    let course = scratch.courses[0]
    let left = min(course.lostDay, mechanism.removalDay(course, scratch.recurrences))
    return mechanism.definitions.indices.map { definition in
      let event = scratch.recurrences[course.place(of: definition, .assessed)]
      let isSeen = record.entered && event.nominalDay < .infinity && event.establishedDay <= left
      return isSeen ? event.nominalDay : nil
    }
  }
}
