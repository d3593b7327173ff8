/// The indicators of one subject on one drug, and his part in the trial as it happens.
extension Mechanism {
  func count(_ scratch: inout MechanismScratch, into record: inout ArmRecord) {
    let course = scratch.courses[0]
    let entersWithoutLoss = enters(course)
    let enteredInTrial = entersWithoutLoss && course.lostDay > course.withdrawalDay
    record.entered = enteredInTrial
    let primaryEvent = scratch.recurrences[course.place(of: primary, .assessed)]
    record.recurred =
      record.entered && primaryEvent.establishedDay < .infinity
      && primaryEvent.establishedDay <= course.lostDay
    let removed = removalDay(course, primaryEvent)
    record.daysInTrial = min(course.lostDay, removed, scratch.visits.last?.day ?? 0)
    let hasFlare = entersWithoutLoss && course.firstFlare <= calendar.endDay
    var indicators = record.indicators.mutableSpan
    precondition(indicators.count >= layout.count)
    set(.dosed, true, &indicators)
    set(.entered, entersWithoutLoss, &indicators)
    set(.leftBefore, !enteredInTrial, &indicators)
    set(.lost, course.lostDay <= min(removed, lastDay(scratch.visits)), &indicators)
    set(.response, course.responded, &indicators)
    set(.aboveIC50AtEnd, isAboveIC50(scratch.kinetics), &indicators)
    set(.flare, hasFlare, &indicators)
    let recurrences = scratch.recurrences.span
    for definition in 0..<layout.definitions {
      let first = course.place(of: definition, .latent)
      let event = recurrences[first + Layer.assessed.place]
      let isRecorded = entersWithoutLoss && event.nominalDay < .infinity
      for layer in Layer.allCases {
        let happened =
          entersWithoutLoss && recurrences[first + layer.place].nominalDay < .infinity
        set(.recurrence(definition: definition, layer: layer), happened, &indicators)
      }
      let isFalse = isRecorded && !course.followsFlare(definition)
      set(.falseRecurrence(definition: definition), isFalse, &indicators)
      set(.missedFlare(definition: definition), hasFlare && !isRecorded, &indicators)
      let isSeen = isRecorded && event.establishedDay <= primaryEvent.establishedDay
      set(.asObserved(definition: definition), isSeen, &indicators)
    }
  }

  @inline(__always) private func set(
    _ indicator: Indicator, _ value: Bool, _ indicators: inout MutableSpan<Int32>
  ) {
    // Every indicator of the layout has room: checked before.
    indicators[unchecked: layout.index(of: indicator)] = value ? 1 : 0
  }

  /// Recurrence, or leaving instead of entering; infinity for whoever does neither.
  private func removalDay(_ course: CourseOutcome, _ primaryEvent: Recorded) -> Double {
    enters(course) ? primaryEvent.establishedDay : departureDay(course)
  }

  /// The same, of a course whose recurrences are at hand.
  func removalDay(_ course: CourseOutcome, _ recurrences: [Recorded]) -> Double {
    removalDay(course, recurrences[course.place(of: primary, .assessed)])
  }

  /// The day of the final visit, or the end of the plan where it was missed.
  private func lastDay(_ visits: [Visit]) -> Double {
    let final = finalVisitDay(by: calendar.endDay, visits)
    return final < .infinity ? final : calendar.endDay
  }

  private func isAboveIC50(_ kinetics: Kinetics) -> Bool {
    kinetics.maximumEffect > 0 && kinetics.concentration(calendar.endDay) > kinetics.ic50
  }
}
