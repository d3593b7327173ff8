/// The true outcome of an estimand: the variable in W(A), no data in between.
extension Mechanism {
  func readTruth(
    _ row: EstimandRow, _ course: CourseOutcome, into outcome: inout EstimandOutcome
  ) {
    let lostDay = row.lost == .hypothetical ? .infinity : course.lostDay
    outcome.isInTruth =
      isInPopulation(row.population, course, lostDay: lostDay)
      && isInStrata(row, course, lostDay: lostDay)
    let events = composite(row, course, lostDay: lostDay).establishedDay
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

  /// With one arm a stratum is membership under this arm, hence observable: in the data as far as
  /// events were seen, by the day `seen`.
  func isInStrata(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double, seenBy seen: Double = .infinity
  ) -> Bool {
    let last = min(row.byDay, seen)
    if row.lost == .principalStratum && lostDay <= last { return false }
    if row.stopsDosing == .principalStratum && course.stopDay < .infinity && course.stopDay <= seen
    {
      return false
    }
    if row.therapyChanged == .principalStratum && course.therapyDay <= last { return false }
    return row.noResponse != .principalStratum
      || course.responded && lostDay > course.responseDay
  }

  /// The first event that is itself an outcome, of those seen by a day: when it counts, and the
  /// nominal day on which it is shown.
  func composite(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double, seenBy seen: Double = .infinity
  ) -> Recorded {
    var first = Recorded()
    func add(_ day: Double, shownOn nominal: Double) {
      guard day < first.establishedDay else { return }
      first = Recorded(nominalDay: nominal, establishedDay: day)
    }
    if row.lost == .composite && lostDay <= seen { add(lostDay, shownOn: lostDay) }
    if row.stopsDosing == .composite && course.stopDay < .infinity && course.stopDay <= seen {
      let day = max(course.stopDay, calendar.withdrawalDay)
      add(day, shownOn: day)
    }
    if row.worseBefore == .composite && course.worse.establishedDay <= seen {
      add(course.worse.establishedDay, shownOn: course.worse.nominalDay)
    }
    if row.therapyChanged == .composite && course.therapyDay <= seen {
      add(course.therapyDay, shownOn: course.therapyDay)
    }
    if row.noResponse == .composite && !course.responded && course.responseDay <= seen {
      let day = response?.day ?? calendar.withdrawalDay
      add(day, shownOn: day)
    }
    return first
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
