internal import WashoutNumerics

extension Model {
  /// What a real trial would have recorded of a simulated patient with the assumed drug.
  ///
  /// - Parameters:
  ///   - trial: The simulated trial, from 1.
  ///   - patient: The place in the trial, from 1.
  ///   - leavesAtRecurrence: False keeps a patient under observation after recurrence and after worsening,
  ///     so that every definition can be scored as if it ended follow-up.
  ///   - recordsEverything: Markers and numeric scores are recorded although no rule reads them.
  /// - Returns: The visits up to the day on which the patient left.
  /// - Throws: `SimulationError.invalid` where there is no mechanism to follow or no such person.
  package func record(
    trial: Int, patient: Int, leavesAtRecurrence: Bool = true, recordsEverything: Bool = false
  ) throws(SimulationError) -> ObservedPatient {
    guard trial >= 1, patient >= 1 else {
      throw .invalid(path: "record", reason: "trials and patients are counted from 1")
    }
    guard case .mechanistic(let plain) = course,
      case .mechanistic(_, _, let activity) = scenario.course
    else {
      throw .invalid(
        path: "statistical", reason: "a statistical scenario has times to recurrence, no visits")
    }
    let mechanism = recordsEverything ? plain.followingEverything() : plain
    let key = SubjectKey(replicate: UInt64(trial - 1), subject: UInt64(patient - 1))
    let random = RandomSource(seed: scenario.simulation.seed)
    var scratch = MechanismScratch(for: mechanism)
    try mechanism.followClosely(key, random, &scratch)
    let recorder = Recorder(mechanism, scenario, activity, scratch, leaves: leavesAtRecurrence)
    return recorder.patient("\(trial)-\(patient)", key, random)
  }
}

/// Writes down the course in a scratch as a trial would.
struct Recorder {
  private let mechanism: Mechanism
  private let scenario: Scenario
  private let activity: Activity
  private let scratch: MechanismScratch
  private let course: CourseOutcome
  /// The last day on which anything is recorded, and why.
  private let end: ObservedEnd

  init(
    _ mechanism: Mechanism, _ scenario: Scenario, _ activity: Activity, _ scratch: MechanismScratch,
    leaves: Bool
  ) {
    self.mechanism = mechanism
    self.scenario = scenario
    self.activity = activity
    var scratch = scratch
    mechanism.fillObserved(&scratch)
    self.scratch = scratch
    course = scratch.courses[0]
    end = Self.end(mechanism, course, scratch, leaves: leaves)
  }

  private static func end(
    _ mechanism: Mechanism, _ course: CourseOutcome, _ scratch: MechanismScratch, leaves: Bool
  ) -> ObservedEnd {
    let removal = leaves ? mechanism.removalDay(course, scratch.recurrences) : .infinity
    let final = mechanism.finalVisitDay(by: mechanism.calendar.endDay, scratch.visits)
    if removal < .infinity && removal <= course.lostDay {
      return ObservedEnd(reason: reason(mechanism, course), day: removal)
    }
    let last = final < .infinity ? final : mechanism.calendar.endDay
    return course.lostDay <= last
      ? ObservedEnd(reason: .lost, day: course.lostDay)
      : ObservedEnd(reason: .completed, day: course.lostDay)
  }

  private static func reason(
    _ mechanism: Mechanism, _ course: CourseOutcome
  ) -> ObservedEnd.Reason {
    if mechanism.enters(course) { return .recurrence }
    return mechanism.enters == .responders ? .noResponse : .worse
  }

  func patient(
    _ id: String, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> ObservedPatient {
    var visits = scratch.visits.indices.map(visit) + confirmations(key, random)
    visits = visits.filter { $0.day <= end.day }
    visits.sort {
      ($0.day, $0.kind == .confirmation ? 1 : 0) < ($1.day, $1.kind == .confirmation ? 1 : 0)
    }
    var patient = ObservedPatient(id: id, visits: visits)
    patient.doseDays = scratch.kinetics.doseDays.filter { $0 <= end.day }
    if course.stopDay < .infinity && course.stopDay <= end.day { patient.stopDay = course.stopDay }
    if course.therapyDay <= min(end.day, mechanism.calendar.horizon) {
      patient.therapyDay = course.therapyDay
    }
    let isOver = end.reason == .completed
    let days = [visits.last?.day, patient.stopDay, patient.therapyDay].compactMap { $0 }
    patient.end = isOver ? ObservedEnd(reason: .completed, day: days.max() ?? 0) : end
    return patient
  }

  private func visit(_ i: Int) -> ObservedVisit {
    let visit = scratch.visits[i]
    let count = scratch.hasScores ? mechanism.scoreCount : 0
    return observed(
      day: visit.day, nominalDay: visit.nominalDay,
      kind: visit.isPlanned ? .scheduled : .unscheduled,
      isForFlare: visit.flareDay > mechanism.calendar.withdrawalDay, mask: visit.recorded,
      values: scratch.recordedValues[i * count..<(i + 1) * count])
  }

  private func observed(
    day: Double, nominalDay: Double, kind: ObservedVisit.Kind, isForFlare: Bool, mask: UInt64,
    values: ArraySlice<Double>
  ) -> ObservedVisit {
    let names = activity.markers.map(\.name) + activity.scores.map(\.name)
    let numeric = zip(names, values.dropFirst(2))
    return ObservedVisit(
      day: day, nominalDay: nominalDay, kind: kind, isForFlare: isForFlare,
      items: activity.items.filter { mask & ItemNames.bit(of: $0) != 0 }.map(\.name),
      scores: Dictionary(uniqueKeysWithValues: numeric.map { ($0, $1) }))
  }

  /// The visits that definitions ask for where they hold, each once.
  private func confirmations(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> [ObservedVisit] {
    var made: [ObservedVisit] = []
    var scratch = scratch
    for row in mechanism.definitions where row.confirmation == .afterDays {
      for i in scratch.observed where mechanism.holds(row.entry, atVisit: i, .assessed, &scratch) {
        let day = scratch.visits[i].day + row.confirmAfter
        guard !made.contains(where: { $0.day == day }) else { continue }
        let (mask, levels) = mechanism.measureAgain(
          on: day, Place.confirmation(of: scratch.visits[i].place), .assessed, key, random, scratch)
        made.append(
          observed(
            day: day, nominalDay: day, kind: .confirmation, isForFlare: false, mask: mask,
            values: levels[...]))
      }
    }
    return made
  }
}
