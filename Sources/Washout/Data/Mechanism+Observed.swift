/// Scores what a trial recorded with the rules that simulated courses are scored with.
extension Mechanism {
  /// Puts a patient's visits where those of a simulated course stand, in the assessed layer alone.
  ///
  /// Visits made only for confirmation stay apart: they are not looked at by themselves.
  func fillVisits(
    of patient: ObservedPatient, _ names: ObservedNames, _ scratch: inout MechanismScratch
  ) {
    scratch.visits.removeAll(keepingCapacity: true)
    scratch.recordedValues.removeAll(keepingCapacity: true)
    scratch.hasScores = true
    for visit in patient.visits where visit.kind != .confirmation {
      let mask = names.mask(of: visit)
      scratch.visits.append(
        Visit(
          day: visit.day, nominalDay: visit.nominalDay,
          place: visit.kind == .scheduled ? 0 : Place.unscheduledVisit(flare: 0),
          flareDay: visit.isForFlare ? visit.day : -.infinity, recorded: mask))
      appendRecorded(visit, mask, names, to: &scratch.recordedValues)
    }
    fillObserved(&scratch)
    for (i, week) in rules.referenceWeeks.enumerated() {
      let visit = lastVisit(by: Double(week * 7), scratch.visits)
      scratch.references.set(
        .assessed, i, mask: scratch.visits[visit].recorded, values: scratch.recordedValues,
        first: visit * scoreCount, count: scoreCount)
    }
  }

  /// Reference weeks whose planned visit is not there, with the day that stands in.
  func missingReferences(
    of patient: ObservedPatient, _ scratch: MechanismScratch
  ) -> [ObservedRemark] {
    rules.referenceWeeks.compactMap { week in
      let day = Double(week * 7)
      if scratch.visits.contains(where: { $0.isPlanned && $0.nominalDay == day }) { return nil }
      let used = scratch.visits[lastVisit(by: day, scratch.visits)]
      return .referenceIsMissing(patient.id, week: week, used.day)
    }
  }

  private func appendRecorded(
    _ visit: ObservedVisit, _ mask: UInt64, _ names: ObservedNames, to values: inout [Double]
  ) {
    if names.hasItems {
      appendScores(of: mask, to: &values)
    } else {
      values.append(visit.scores[names.totals[0]] ?? .nan)
      values.append(visit.scores[names.totals[1]] ?? .nan)
    }
    guard needsNumericScores else { return }
    for name in names.numeric { values.append(visit.scores[name] ?? .nan) }
  }

  /// The first recurrence at a visit of observation off drug.
  func recorded(
    _ definition: Int, of patient: ObservedPatient, _ names: ObservedNames,
    _ scratch: inout MechanismScratch
  ) -> Recorded {
    let row = definitions[definition]
    for i in scratch.observed where holds(row.entry, atVisit: i, .assessed, &scratch) {
      let day = established(row, atVisit: i, of: patient, names, &scratch)
      guard day < .infinity else { continue }
      return Recorded(nominalDay: scratch.visits[i].nominalDay, establishedDay: day)
    }
    return Recorded()
  }

  /// The day on which a recurrence at a visit was established; infinity if it was not confirmed.
  private func established(
    _ row: DefinitionRow, atVisit visit: Int, of patient: ObservedPatient, _ names: ObservedNames,
    _ scratch: inout MechanismScratch
  ) -> Double {
    switch row.confirmation {
    case .none: return scratch.visits[visit].day
    case .nextVisit: return nextVisitConfirms(row, atVisit: visit, .assessed, &scratch)
    case .afterDays:
      let from = scratch.visits[visit].day + row.confirmAfter
      guard let later = Self.confirmation(from: from, of: patient) else { return .infinity }
      var values: [Double] = []
      let mask = names.mask(of: later)
      appendRecorded(later, mask, names, to: &values)
      let moment = Moment(
        layer: .assessed, mask: mask, isFlare: true, scores: (values[0], values[1]), firstValue: 0)
      return holds(row.entry, at: moment, values: values.span, scratch.references)
        ? later.day : .infinity
    }
  }

  /// The first visit on or after a day; of two on one day the one made for confirmation.
  private static func confirmation(
    from day: Double, of patient: ObservedPatient
  ) -> ObservedVisit? {
    let later = patient.visits.filter { $0.day >= day }
    guard let first = later.map(\.day).min() else { return nil }
    let visits = later.filter { $0.day == first }
    return visits.first { $0.kind == .confirmation } ?? visits.first
  }

  /// Worsening, response and recurrence of a patient, and when he left.
  func observe(
    _ patient: ObservedPatient, _ data: ObservedTrial, _ names: ObservedNames,
    _ scratch: inout MechanismScratch
  ) -> EndReading {
    fillVisits(of: patient, names, &scratch)
    var course = scratch.courses[0]
    course.forgetRecurrences(&scratch.recurrences)
    for definition in definitions.indices where names.isScored[definition] {
      let recurrence = recorded(definition, of: patient, names, &scratch)
      guard recurrence.nominalDay < .infinity else { continue }
      course.put(recurrence, of: 1 << UInt64(definition), .assessed, &scratch.recurrences)
    }
    observeBeforeWithdrawal(
      &scratch, &course, withdrawal: lastVisit(by: calendar.withdrawalDay, scratch.visits))
    course.finalVisitDay = finalVisitDay(by: calendar.endDay, scratch.visits)
    course.stopDay = patient.stopDay ?? .infinity
    course.therapyDay = patient.therapyDay ?? .infinity
    let reading = EndReading(
      patient, finalVisitDay: course.finalVisitDay,
      removalDay: removalDay(course, scratch.recurrences))
    course.lostDay = reading.lostDay
    course.withdrawalDay = dayOfVisit(
      calendar.withdrawalDay, leftOn: reading.lostDay, scratch.visits)
    limitResponse(&course, scratch)
    scratch.courses[0] = course
    return reading
  }

  /// The day of a planned visit; its nominal day where it was missed, infinity where the patient left
  /// while it was still to come.
  private func dayOfVisit(_ nominalDay: Double, leftOn left: Double, _ visits: [Visit]) -> Double {
    for visit in visits where visit.isPlanned && visit.nominalDay == nominalDay { return visit.day }
    return left < nominalDay + calendar.window ? .infinity : nominalDay
  }

  /// Who left while the response visit was still to come has not been seen not to respond.
  private func limitResponse(_ course: inout CourseOutcome, _ scratch: MechanismScratch) {
    guard let response else { return }
    let worse = enters == .notWorse ? course.worse.establishedDay : .infinity
    let removed = enters(course) ? removalDay(course, scratch.recurrences) : .infinity
    let left = min(course.lostDay, worse, removed)
    guard dayOfVisit(response.day, leftOn: left, scratch.visits) == .infinity else { return }
    course.responded = false
    course.responseDay = .infinity
  }
}

/// Names of items, scores and definitions as the data use them, resolved once for a trial.
struct ObservedNames {
  let hasItems: Bool
  /// The instrument's total and its clinical part.
  let totals: [String]
  /// Markers, then numeric scores.
  let numeric: [String]
  /// Element `definition`: the data have what the definition reads.
  let isScored: [Bool]
  private let bits: [String: UInt64]

  init(_ data: ObservedTrial, _ activity: Activity, _ recurrence: Recurrence) {
    hasItems = data.hasItems
    totals = [activity.scoreName, "clinical_" + activity.scoreName]
    numeric = activity.markers.map(\.name) + activity.scores.map(\.name)
    isScored = recurrence.definitions.map {
      DataNeeds($0.rule).missing(from: data, activity).isEmpty
    }
    bits = Dictionary(uniqueKeysWithValues: activity.items.map { ($0.name, ItemNames.bit(of: $0)) })
  }

  /// The items of a visit; names that the instrument does not have are left out.
  func mask(of visit: ObservedVisit) -> UInt64 {
    visit.items.reduce(0) { $0 | (bits[$1] ?? 0) }
  }
}
