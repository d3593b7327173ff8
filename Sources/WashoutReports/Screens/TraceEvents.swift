internal import Washout

/// What happened to a simulated person, as sentences in order of time.
struct TraceEvents {
  struct Event {
    var day: Double
    var text: String
  }

  private let trace: PatientTrace
  private let scenario: Scenario
  private let visitWords: TraceVisitWords

  init(_ trace: PatientTrace, of scenario: Scenario) {
    self.trace = trace
    self.scenario = scenario
    visitWords = TraceVisitWords(scenario)
  }

  /// Events until the person has left, or until observation ends.
  var inOrder: [Event] {
    let all = flares + visits + clocks
    let lastVisit = trace.visits.map(\.day).max() ?? 0
    let lastDay = leavingDay ?? max(trace.endDay, lastVisit)
    return all.enumerated()
      .filter { $0.element.day <= lastDay }
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map(\.element)
  }

  private var primary: PatientTrace.RecurrenceEvent? {
    trace.recurrences.indices.contains(trace.primary) ? trace.recurrences[trace.primary] : nil
  }

  /// The visit at which the primary definition's recurrence was recorded in this trial.
  private var recurrenceVisit: PatientTrace.VisitEvent? {
    guard trace.entered, let day = primary?.recordedDay,
      let visit = trace.visits.first(where: { $0.nominalDay >= day }),
      visit.day <= trace.lostDay ?? .infinity
    else { return nil }
    return visit
  }

  private var leavingDay: Double? {
    let days = [trace.lostDay, trace.departureDay, recurrenceVisit?.day]
    return days.compactMap { $0 }.min()
  }

  private var flares: [Event] {
    trace.flares.map { flare in
      let kind = flare.isSuppressible ? "of the kind that the drug suppresses" : "background"
      return Event(day: flare.day, text: "FLARE, \(kind)\(items(flare)).")
    }
  }

  /// What a flare brought on; nothing to say where no instrument has items.
  private func items(_ flare: PatientTrace.FlareEvent) -> String {
    guard case .mechanistic(_, _, let activity) = scenario.course, !activity.items.isEmpty else {
      return ""
    }
    return flare.items.isEmpty
      ? ": no item of the score" : ": " + flare.items.map(Terms.readable).joined(separator: ", ")
  }

  private var visits: [Event] {
    trace.visits.map { visit in
      let parts = [visitWords.text(visit), doses(visit), state(visit), recurrence(visit)]
      return Event(day: visit.day, text: parts.compactMap { $0 }.joined(separator: " "))
    }
  }

  private func doses(_ visit: PatientTrace.VisitEvent) -> String? {
    guard visit.nominalDay == 0, visit.isPlanned, !trace.doseDays.isEmpty else { return nil }
    let days = trace.doseDays.map { NumberText.fixed($0, decimals: 0) }
    return "Doses on day\(days.count == 1 ? "" : "s") \(days.joined(separator: ", "))."
  }

  private func state(_ visit: PatientTrace.VisitEvent) -> String? {
    if visit.day == trace.departureDay {
      return scenario.trial.enters == .responders
        ? "NO RESPONSE, leaves and does not enter observation off drug."
        : "WORSE before withdrawal, does not enter."
    }
    guard visit.isPlanned, visit.nominalDay == Double(7 * scenario.trial.withdrawalWeek) else {
      return nil
    }
    return trace.entered ? "Enters observation off drug." : "Does not enter observation off drug."
  }

  private func recurrence(_ visit: PatientTrace.VisitEvent) -> String? {
    guard let primary, visit == recurrenceVisit else { return nil }
    let flare =
      primary.followsFlare ? "" : " No flare had happened since withdrawal: a false recurrence."
    return "RECURRENCE (\(Terms.readable(primary.definition))), leaves.\(flare)"
  }

  private var clocks: [Event] {
    let events = [
      (trace.lostDay, "LOST to follow-up."), (trace.stopDay, "Dosing stopped for good."),
      (trace.therapyDay, "Standard therapy changed."),
    ]
    return events.compactMap { day, text in day.map { Event(day: $0, text: text) } }
  }
}
