/// The true outcome of an estimand: the variable in W(A), no data in between.
extension Mechanism {
  @inline(__always) func readTruth(
    _ row: EstimandRow, _ course: CourseOutcome, _ recurrences: Span<Recorded>,
    into outcome: inout EstimandOutcome
  ) {
    let lostDay = row.lost == .hypothetical ? .infinity : course.lostDay
    outcome.isInTruth =
      isInPopulation(row.population, course, lostDay: lostDay)
      && isInStrata(
        row, course, lostDay: lostDay, seenBy: .infinity,
        lossSeenBy: removalDay(row, course, recurrences))
    let events = composite(row, course, lostDay: lostDay, seenBy: .infinity).establishedDay
    let last = lastCountingDay(row, course, lostDay: lostDay)
    func happens(_ layer: Layer) -> Bool {
      let recurrence = recurrences[course.place(of: row.definition, layer)]
      let counts = recurrence.nominalDay <= row.byDay && recurrence.establishedDay <= last
      return counts || events <= min(row.byDay, last)
    }
    outcome.latent = happens(.latent)
    outcome.atVisits = happens(.atVisits)
    outcome.assessed = happens(.assessed)
  }

  @inline(__always) func isInPopulation(
    _ population: PopulationOfInterest, _ course: CourseOutcome, lostDay: Double
  ) -> Bool {
    switch population {
    case .dosed: true
    case .entered: enters(course) && lostDay > course.withdrawalDay
    case .responders: course.responded && lostDay > course.responseDay
    }
  }

  /// Whether the entry rule lets this person into observation off drug, had nobody been lost.
  @inline(__always) func enters(_ course: CourseOutcome) -> Bool {
    switch enters {
    case .everyoneDosed: true
    case .notWorse: course.worse.establishedDay == .infinity
    case .responders: course.responded
    }
  }

  /// A recorded recurrence, or leaving instead of entering: who left so is never lost.
  @inline(__always) private func removalDay(
    _ row: EstimandRow, _ course: CourseOutcome, _ recurrences: Span<Recorded>
  ) -> Double {
    guard enters(course) else { return departureDay(course) }
    return recurrences[course.place(of: row.definition, .assessed)].establishedDay
  }

  /// Whether the person belongs to every stratum of the estimand.
  ///
  /// With one arm a stratum is membership under this arm, hence observable: in the data as far as events
  /// were seen, by the day `seen`. Lost is who left without a recorded recurrence.
  @inline(__always) func isInStrata(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double, seenBy seen: Double,
    lossSeenBy removal: Double
  ) -> Bool {
    guard row.hasStratum else { return true }
    let last = min(row.byDay, seen)
    if row.lost == .principalStratum && lostDay <= min(row.byDay, removal) { return false }
    if row.stopsDosing == .principalStratum && course.stopDay < .infinity && course.stopDay <= seen
    {
      return false
    }
    if row.therapyChanged == .principalStratum && course.therapyDay <= last { return false }
    return row.noResponse != .principalStratum
      || course.responded && lostDay > course.responseDay
  }

  /// The first event that is itself an outcome, of those seen by a day.
  @inline(__always) func composite(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double, seenBy seen: Double
  ) -> CompositeEvent {
    var first = CompositeEvent()
    guard row.hasComposite else { return first }
    if row.lost == .composite && lostDay <= seen { first.put(lostDay, nominalDay: nil) }
    if row.stopsDosing == .composite && course.stopDay < .infinity && course.stopDay <= seen {
      let day = max(course.stopDay, calendar.withdrawalDay)
      first.put(day, nominalDay: day)
    }
    if row.worseBefore == .composite && course.worse.establishedDay <= seen {
      first.put(course.worse.establishedDay, nominalDay: course.worse.nominalDay)
    }
    if row.therapyChanged == .composite && course.therapyDay <= seen {
      first.put(course.therapyDay, nominalDay: nil)
    }
    if row.noResponse == .composite && !course.responded && course.responseDay <= seen {
      let day = response?.day ?? calendar.withdrawalDay
      first.put(day, nominalDay: day)
    }
    return first
  }

  /// The last day on which an outcome still counts.
  @inline(__always) func lastCountingDay(
    _ row: EstimandRow, _ course: CourseOutcome, lostDay: Double
  ) -> Double {
    var day = Double.infinity
    guard row.hasWhileOn else { return day }
    if row.lost == .whileOn { day = min(day, lostDay) }
    if row.stopsDosing == .whileOn { day = min(day, course.stopDay) }
    if row.worseBefore == .whileOn { day = min(day, course.worse.establishedDay) }
    if row.therapyChanged == .whileOn { day = min(day, course.therapyDay) }
    return day
  }
}

/// An intercurrent event that is itself an outcome.
struct CompositeEvent {
  /// When it counts; infinity if it did not happen.
  private(set) var establishedDay = Double.infinity
  /// Its day on the plan; nil if it happened between visits, on its actual day.
  private(set) var nominalDay: Double?

  /// Keeps the earlier of this event and another.
  mutating func put(_ day: Double, nominalDay nominal: Double?) {
    guard day < establishedDay else { return }
    establishedDay = day
    nominalDay = nominal
  }
}
