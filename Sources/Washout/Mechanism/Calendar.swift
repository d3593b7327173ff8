internal import WashoutNumerics

/// The trial's days as the subject loop reads them.
struct Calendar: Sendable {
  let screeningDay: Double
  let withdrawalDay: Double
  let endDay: Double
  /// Nothing after this is simulated: the last visit at its latest, or its confirmation.
  let horizon: Double
  /// Nominal days of the planned visits, increasing; the first is 0.
  let visitDays: [Int]
  /// Them as visits on those days, at which nothing is seen yet.
  let plannedVisits: [Visit]
  let window: Double
  /// A planned visit can take place after the next one.
  let windowsOverlap: Bool
  let missedVisitShare: Double
  /// Share of symptomatic flares that bring a visit, and days until it.
  let unscheduledShare: Double
  let delay: Sampler?
  /// Longest wait for a confirmation.
  let longestConfirmation: Double

  init(_ scenario: Scenario, _ samplers: inout SamplerTable) throws(SimulationError) {
    let trial = scenario.trial
    guard let weeks = trial.visitWeeks, weeks.first == 0 else {
      throw .invalid(
        path: "trial.visits", reason: "a mechanistic scenario needs visits from week 0 on")
    }
    screeningDay = Double(trial.screeningWeek * 7)
    withdrawalDay = Double(trial.withdrawalWeek * 7)
    endDay = Double(trial.endWeek * 7)
    visitDays = weeks.map { $0 * 7 }
    plannedVisits = visitDays.map { Visit(on: Double($0), planned: $0) }
    let window = trial.visitWindowDays
    self.window = window
    windowsOverlap = zip(visitDays, visitDays.dropFirst()).contains {
      Double($0) + window >= Double($1) - window
    }
    missedVisitShare = trial.missedVisitShare
    longestConfirmation = scenario.recurrence.definitions.reduce(0) { longest, definition in
      if case .afterDays(let days) = definition.confirmation { max(longest, days) } else { longest }
    }
    horizon = endDay + trial.visitWindowDays + longestConfirmation
    unscheduledShare = trial.unscheduledVisit?.share ?? 0
    delay = trial.unscheduledVisit.map { samplers.add($0.delayDays) }
  }
}
