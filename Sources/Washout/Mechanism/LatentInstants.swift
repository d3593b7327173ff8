/// Which moments off drug can begin a recurrence that is looked for at every instant.
struct InstantPlan: Sendable {
  /// A rule can hold right after withdrawal without anything new.
  let startsAtWithdrawal: Bool
  /// A rule has an upper bound on a sum of items, so it can begin to hold where an item ends.
  let readsItemEnds: Bool
  /// A rule reads a level that moves all the time; it is looked at daily.
  let isDaily: Bool
  /// Nothing can begin but at a flare.
  var areFlares: Bool { !startsAtWithdrawal && !readsItemEnds && !isDaily && waits.isEmpty }
  /// Waits for confirmation, each once: what holds then can begin that long before.
  let waits: [Double]

  /// A plan for the tests of all definitions.
  init(
    _ tests: ArraySlice<CourseProgram.Test>, _ rules: CourseProgram, _ definitions: [DefinitionRow],
    withdrawalWeek: Int, markers: Int
  ) {
    startsAtWithdrawal = tests.contains { test in
      switch test.kind {
      case .flare: false
      case .level: true
      case .change:
        test.lower <= 0 || rules.referenceWeeks[test.reference] != withdrawalWeek
      case .newItem: rules.referenceWeeks[test.absentAt] != withdrawalWeek
      }
    }
    let levels = tests.filter { $0.kind == .change || $0.kind == .level }
    readsItemEnds = levels.contains { $0.score < 2 && $0.upper.isFinite }
    isDaily = levels.contains {
      (2..<2 + markers).contains($0.score) || $0.score >= 2 && $0.upper.isFinite
    }
    waits = definitions.reduce(into: []) { waits, row in
      if row.confirmation == .afterDays && !waits.contains(row.confirmAfter) {
        waits.append(row.confirmAfter)
      }
    }
  }
}

extension Mechanism {
  /// Instants after withdrawal at which a rule can begin to hold, in order of time.
  func fillInstants(_ scratch: inout MechanismScratch) {
    scratch.instants.removeAll(keepingCapacity: true)
    if instants.startsAtWithdrawal { scratch.instants.append(calendar.withdrawalDay.nextUp) }
    for flare in scratch.flares { addInstant(flare.day, &scratch.instants) }
    if instants.readsItemEnds {
      for episode in scratch.episodes {
        addInstant((episode.end + items.recallDays).nextUp, &scratch.instants)
      }
    }
    if instants.isDaily {
      var day = calendar.withdrawalDay + 1
      while day <= calendar.endDay {
        scratch.instants.append(day)
        day += 1
      }
    }
    if instants.readsItemEnds || instants.isDaily || !instants.waits.isEmpty {
      scratch.instants.sort()
    }
  }

  private func addInstant(_ day: Double, _ instants: inout [Double]) {
    if isWatched(day) { instants.append(day) }
    for wait in self.instants.waits where isWatched(day - wait) { instants.append(day - wait) }
  }

  private func isWatched(_ day: Double) -> Bool {
    day > calendar.withdrawalDay && day <= calendar.endDay
  }
}
