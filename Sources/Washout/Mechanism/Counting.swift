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
    // The final visit, or the end of the plan where it was missed.
    let end = course.finalVisitDay < .infinity ? course.finalVisitDay : calendar.endDay
    var indicators = IndicatorSet()
    indicators.setOfTrial(.dosed, true)
    indicators.setOfTrial(.entered, entersWithoutLoss)
    indicators.setOfTrial(.leftBefore, !enteredInTrial)
    indicators.setOfTrial(.lost, course.lostDay <= min(removed, end))
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
    indicators.latent = course.recurred.latent
    indicators.atVisits = course.recurred.atVisits
    indicators.assessed = course.recurred.assessed
    indicators.falseRecurrence = course.recurred.assessed & ~course.followsFlare
    if hasFlare {
      indicators.missedFlare =
        ~course.recurred.assessed & IndicatorSet.every(layout.definitions)
    }
    var rest = course.recurred.assessed
    while rest != 0 {
      let event = recurrences[course.place(of: rest.trailingZeroBitCount, .assessed)]
      // The lowest of those left.
      let definition = rest & (0 &- rest)
      rest &= ~definition
      if event.establishedDay <= primaryEvent.establishedDay { indicators.asObserved |= definition }
    }
  }

  /// Recurrence, or leaving instead of entering; infinity for whoever does neither.
  private func removalDay(_ course: CourseOutcome, _ primaryEvent: Recorded) -> Double {
    enters(course) ? primaryEvent.establishedDay : departureDay(course)
  }

  /// The same, of a course whose recurrences are at hand.
  func removalDay(_ course: CourseOutcome, _ recurrences: [Recorded]) -> Double {
    removalDay(course, recurrences[course.place(of: primary, .assessed)])
  }

  private func isAboveIC50(_ kinetics: Kinetics) -> Bool {
    kinetics.maximumEffect > 0
      && kinetics.isConcentrationAbove(kinetics.ic50, calendar.endDay)
  }
}
