internal import Glibc
internal import WashoutNumerics

/// Puts the scratch of one followed subject into words and numbers.
struct Tracer {
  let mechanism: Mechanism
  let scenario: Scenario
  var scratch: MechanismScratch

  func trace(_ key: SubjectKey, _ random: borrowing RandomSource) -> PatientTrace {
    let course = scratch.courses[0]
    var record = ArmRecord(estimands: 0)
    var scratch = scratch
    mechanism.count(&scratch, into: &record)
    return PatientTrace(
      trial: Int(key.replicate) + 1, patient: Int(key.subject) + 1,
      covariates: covariates(key, random), screened: scratch.person.screened, failures: failures,
      isDriven: scratch.kinetics.isDriven, halfLifeDays: M_LN2 / scratch.kinetics.elimination,
      ic50: scratch.kinetics.ic50, doseDays: scratch.kinetics.doseDays,
      flares: scratch.flares.map(flare), visits: scratch.visits.indices.map(visit),
      lostDay: before(course.lostDay), stopDay: before(course.stopDay),
      therapyDay: before(course.therapyDay), entered: record.entered,
      worseDay: before(course.worse.establishedDay),
      departureDay: mechanism.enters(course) ? nil : before(mechanism.departureDay(course)),
      responded: course.responded,
      recurrences: recurrences(course), primary: mechanism.primary,
      withdrawalDay: course.withdrawalDay, endDay: mechanism.calendar.endDay)
  }

  private func before(_ day: Double) -> Double? { day <= mechanism.calendar.horizon ? day : nil }

  private func covariates(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> [PatientTrace.NamedValue] {
    var person = scratch.person
    let markers = Set(activity?.markers.map(\.name) ?? [])
    return scenario.patients.filter { !markers.contains($0.name) }.enumerated().map {
      i, covariate in
      PatientTrace.NamedValue(
        name: covariate.name, value: mechanism.value(of: i, key, random, &person),
        isYesOrNo: isYesOrNo(covariate.distribution))
    }
  }

  private func isYesOrNo(_ distribution: Distribution) -> Bool {
    if case .bernoulli = distribution.shape { true } else { false }
  }

  private var failures: [PatientTrace.Failure] {
    zip(scenario.eligibility.criteria, scratch.funnel.failedFirst).filter { $0.1 > 0 }
      .map { PatientTrace.Failure(criterion: $0.0.id, count: Int($0.1)) }
  }

  private var activity: Activity? {
    if case .mechanistic(_, _, let activity) = scenario.course { activity } else { nil }
  }

  private func names(_ mask: UInt64) -> [String] {
    (activity?.items ?? []).filter { mask & ItemNames.bit(of: $0) != 0 }.map(\.name)
  }

  private func flare(_ flare: Flare) -> PatientTrace.FlareEvent {
    PatientTrace.FlareEvent(
      day: flare.day, items: names(flare.items), isSuppressible: flare.place >> 26 == 1)
  }

  private func visit(_ i: Int) -> PatientTrace.VisitEvent {
    let visit = scratch.visits[i]
    return PatientTrace.VisitEvent(
      day: visit.day, nominalDay: visit.nominalDay, isPlanned: visit.isPlanned,
      flareDay: visit.flareDay > -.infinity ? visit.flareDay : nil, items: names(visit.active),
      overlooked: names(visit.active & ~visit.recorded),
      imagined: names(visit.recorded & ~visit.active),
      score: Int(mechanism.items.scores(visit.active).all),
      recordedScore: Int(mechanism.items.scores(visit.recorded).all), values: values(ofVisit: i),
      concentration: scratch.kinetics.concentration(visit.day),
      effect: scratch.kinetics.effect(visit.day))
  }

  private func values(ofVisit visit: Int) -> [PatientTrace.NamedValue] {
    guard mechanism.needsNumericScores else { return [] }
    let names = (activity?.markers.map(\.name) ?? []) + (activity?.scores.map(\.name) ?? [])
    return names.enumerated().map { i, name in
      PatientTrace.NamedValue(
        name: name, value: scratch.recordedValues[visit * mechanism.scoreCount + 2 + i])
    }
  }

  private func recurrences(_ course: CourseOutcome) -> [PatientTrace.RecurrenceEvent] {
    scenario.recurrence.definitions.enumerated().map { i, definition in
      func day(_ layer: Layer) -> Double? {
        let day = scratch.recurrences[course.place(of: i, layer)].nominalDay
        return day < .infinity ? day : nil
      }
      return PatientTrace.RecurrenceEvent(
        definition: definition.name, latentDay: day(.latent), atVisitsDay: day(.atVisits),
        recordedDay: day(.assessed), followsFlare: course.followsFlare(i))
    }
  }
}
