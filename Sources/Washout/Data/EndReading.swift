/// When a patient left, and whether the data and the rules agree on why.
struct EndReading {
  /// Left without a recorded recurrence; infinity for nobody lost.
  let lostDay: Double
  /// What is to be told of this patient; nil where all is as it should be.
  let remark: ObservedRemark?

  /// Reads the end of a patient whom the rules remove on `removalDay`, infinity if they do not.
  ///
  /// The end stands after everything that was recorded up to it. Who left for a recurrence, for worsening
  /// or without a response that the rules do not find left without a recorded recurrence, and so did
  /// whoever has neither a reason nor a final visit.
  init(_ patient: ObservedPatient, finalVisitDay: Double, removalDay: Double) {
    let lastVisit = patient.visits.map(\.day).max() ?? 0
    let written = patient.end?.day ?? lastVisit
    let left = written > lastVisit ? written : lastVisit.nextUp
    let isRemoved = removalDay <= left
    switch patient.end?.reason {
    case .completed:
      lostDay = .infinity
      remark = finalVisitDay == .infinity && !isRemoved ? .finalVisitIsMissing(patient.id) : nil
    case .recurrence, .worse, .noResponse:
      lostDay = isRemoved ? .infinity : left
      remark = isRemoved ? nil : .reasonNotFound(patient.id, written)
    case .lost, .withdrew, .adverseEvent, .died, .other, .ongoing:
      lostDay = left
      remark = nil
    case nil:
      let isFollowed = isRemoved || finalVisitDay < .infinity
      lostDay = isFollowed ? .infinity : left
      remark = isFollowed ? nil : .endNotSaid(patient.id, written)
    }
  }
}

/// What is to be told of a patient whose data and the scenario's rules do not agree.
public enum ObservedRemark: Sendable, Equatable {
  /// Completed, but the last planned visit is not there: the outcome is missing.
  case finalVisitIsMissing(String)
  /// Left on a day for a reason that the rules do not find: counts as lost.
  case reasonNotFound(String, Double)
  /// The visit of a reference week is missing: rises are counted from the visit on an earlier day.
  case referenceIsMissing(String, week: Int, Double)
  /// The data end on a day and say nothing of the end: counts as lost.
  case endNotSaid(String, Double)
}
