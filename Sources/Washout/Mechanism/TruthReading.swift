/// The true outcome of an estimand: the variable in W(A), no data in between.
extension Mechanism {
  func readTruth(
    _ row: EstimandRow, _ course: CourseOutcome, into outcome: inout EstimandOutcome
  ) {
    let lostDay = row.lost == .hypothetical ? .infinity : course.lostDay
    outcome.isInTruth =
      isInPopulation(row.population, course, lostDay: lostDay)
      && isInStrata(row, course, lostDay: lostDay)
    let events = compositeDay(row, course, lostDay: lostDay)
    let last = lastCountingDay(row, course, lostDay: lostDay)
    let place = row.definition * Layer.allCases.count
    func happens(_ layer: Layer) -> Bool {
      let recurrence = course.recurrences[place + layer.place]
      let counts = recurrence.nominalDay <= row.byDay && recurrence.establishedDay <= last
      return counts || events <= min(row.byDay, last)
    }
    outcome.latent = happens(.latent)
    outcome.atVisits = happens(.atVisits)
    outcome.assessed = happens(.assessed)
  }

  func isInPopulation(
    _ population: PopulationOfInterest, _ course: CourseOutcome, lostDay: Double
  ) -> Bool {
    switch population {
    case .dosed: true
    case .entered: enters(course) && lostDay > course.withdrawalDay
    case .responders: course.responded && lostDay > course.responseDay
    }
  }

  /// Whether the entry rule lets this person into observation off drug, had nobody been lost.
  func enters(_ course: CourseOutcome) -> Bool {
    switch enters {
    case .everyoneDosed: true
    case .notWorse: course.worse.establishedDay == .infinity
    case .responders: course.responded
    }
  }

  /// With one arm a stratum is membership under this arm, hence observable.
  func isInStrata(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double
  ) -> Bool {
    if row.lost == .principalStratum && lostDay <= row.byDay { return false }
    if row.stopsDosing == .principalStratum && course.stopDay < .infinity { return false }
    if row.therapyChanged == .principalStratum && course.therapyDay <= row.byDay { return false }
    return row.noResponse != .principalStratum || course.responded
  }

  /// The first event that is itself an outcome.
  func compositeDay(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double
  ) -> Double {
    var day = Double.infinity
    if row.lost == .composite { day = min(day, lostDay) }
    if row.stopsDosing == .composite && course.stopDay < .infinity {
      day = min(day, max(course.stopDay, calendar.withdrawalDay))
    }
    if row.worseBefore == .composite { day = min(day, course.worse.establishedDay) }
    if row.therapyChanged == .composite { day = min(day, course.therapyDay) }
    if row.noResponse == .composite && !course.responded {
      day = min(day, response?.day ?? calendar.withdrawalDay)
    }
    return day
  }

  /// The last day on which an outcome still counts.
  func lastCountingDay(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double
  ) -> Double {
    var day = Double.infinity
    if row.lost == .whileOn { day = min(day, lostDay) }
    if row.stopsDosing == .whileOn { day = min(day, course.stopDay) }
    if row.worseBefore == .whileOn { day = min(day, course.worse.establishedDay) }
    if row.therapyChanged == .whileOn { day = min(day, course.therapyDay) }
    return day
  }
}
