/// One subject in statistical mode, in days from withdrawal; infinite is never.
package struct StatisticalTimes: Sendable {
  /// Recurrence itself.
  package var recurrence: Double
  /// The visit that sees it, were nobody lost.
  package var seen: Double
  /// Loss, were there no recurrence.
  package var loss: Double
  /// The last contact of a person lost then.
  package var lastContact: Double

  /// The times of one subject.
  package init(recurrence: Double, seen: Double, loss: Double, lastContact: Double) {
    self.recurrence = recurrence
    self.seen = seen
    self.loss = loss
    self.lastContact = lastContact
  }

  /// Lost by day `end` without a recorded recurrence; a recurrence seen on the day of loss counts.
  package func isLost(by end: Double) -> Bool { loss < min(seen, end) }
}

/// An estimand as the statistical mode needs it.
package struct StatisticalEstimand: Sendable {
  /// Days from withdrawal that count.
  package var end: Double
  /// What becomes of the lost.
  package var lost: Strategy

  /// An estimand that ends on a day.
  package init(end: Double, lost: Strategy) {
    self.end = end
    self.lost = lost
  }

  /// The truth in W(A) and what the data show.
  package func outcome(_ times: StatisticalTimes) -> EstimandOutcome {
    var outcome = EstimandOutcome()
    let isMember = lost != .principalStratum || !times.isLost(by: end)
    outcome.isInTruth = isMember
    outcome.latent = counts(times.recurrence, loss: times.loss)
    outcome.atVisits = counts(times.seen, loss: times.loss)
    outcome.assessed = outcome.atVisits
    outcome.isInData = isMember
    observe(times, &outcome)
    return outcome
  }

  private func counts(_ recurrence: Double, loss: Double) -> Bool {
    switch lost {
    case .hypothetical, .treatmentPolicy, .principalStratum: recurrence <= end
    case .composite: min(recurrence, loss) <= end
    case .whileOn: recurrence <= min(end, loss)
    }
  }

  private func observe(_ times: StatisticalTimes, _ outcome: inout EstimandOutcome) {
    outcome.day = end
    if times.seen <= min(end, times.loss) {
      outcome.status = .event
      outcome.day = times.seen
    } else if times.loss < end {
      observeLoss(times, &outcome)
    } else {
      outcome.status = .noEvent
    }
  }

  private func observeLoss(_ times: StatisticalTimes, _ outcome: inout EstimandOutcome) {
    switch lost {
    case .hypothetical, .treatmentPolicy, .principalStratum:
      outcome.status = .missing
      outcome.day = times.lastContact
    case .composite:
      outcome.status = .event
      outcome.day = times.loss
    case .whileOn:
      outcome.status = .noEvent
      outcome.countingEndedDay = times.lastContact
    }
  }
}
