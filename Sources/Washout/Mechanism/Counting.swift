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
    var indicators = IndicatorSet()
    indicators.setOfTrial(.dosed, true)
    indicators.setOfTrial(.entered, entersWithoutLoss)
    indicators.setOfTrial(.leftBefore, !enteredInTrial)
    indicators.setOfTrial(.lost, course.lostDay <= min(removed, lastDay(scratch.visits)))
    indicators.setOfTrial(.response, course.responded)
    indicators.setOfTrial(.aboveIC50AtEnd, isAboveIC50(scratch.kinetics))
    indicators.setOfTrial(.flare, hasFlare)
    if entersWithoutLoss {
      countRecurrences(course, primaryEvent, hasFlare, scratch.recurrences.span, &indicators)
    }
    record.indicators = indicators
  }

  /// Recurrences of everyone who enters, by every definition.
  private func countRecurrences(
    _ course: CourseOutcome, _ primaryEvent: Recorded, _ hasFlare: Bool,
    _ recurrences: Span<Recorded>, _ indicators: inout IndicatorSet
  ) {
    for definition in 0..<layout.definitions {
      let first = course.place(of: definition, .latent)
      let shift = UInt64(truncatingIfNeeded: definition)
      let event = recurrences[first + Layer.assessed.place]
      indicators.latent |= bit(recurrences[first].nominalDay < .infinity) &<< shift
      indicators.atVisits |=
        bit(recurrences[first + Layer.atVisits.place].nominalDay < .infinity) &<< shift
      indicators.assessed |= bit(event.nominalDay < .infinity) &<< shift
      indicators.asObserved |= bit(event.establishedDay <= primaryEvent.establishedDay) &<< shift
    }
    indicators.asObserved &= indicators.assessed
    indicators.falseRecurrence = indicators.assessed & ~course.followsFlare
    if hasFlare {
      indicators.missedFlare = ~indicators.assessed & IndicatorSet.every(layout.definitions)
    }
  }

  @inline(__always) private func bit(_ value: Bool) -> UInt64 { value ? 1 : 0 }

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
