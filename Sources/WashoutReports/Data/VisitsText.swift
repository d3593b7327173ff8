package import Washout

/// Visits of patients as the CSV file that `washout analyze --visits` reads.
package struct VisitsText {
  private let scenario: Scenario
  private let activity: Activity
  private let patients: [ObservedPatient]

  /// Patients of a scenario with a mechanism; nil of any other.
  package init?(_ patients: [ObservedPatient], of scenario: Scenario) {
    guard case .mechanistic(_, _, let activity) = scenario.course else { return nil }
    self.scenario = scenario
    self.activity = activity
    self.patients = patients
  }

  /// The file.
  package var csv: String { CSV.table(header, patients.flatMap(rows)) }

  private var numeric: [String] { activity.markers.map(\.name) + activity.scores.map(\.name) }

  /// Numeric scores that the visits have; all or none of them are recorded.
  private var recorded: [String] {
    numeric.filter { name in patients.contains { $0.visits.contains { $0.scores[name] != nil } } }
  }

  private var hasTherapyChanges: Bool { (scenario.leaving.therapyChanged?.share ?? 0) > 0 }

  private var header: [String] {
    ["id", "week", "day", "visit", "flare", "dose_mg"] + activity.items.map(\.name) + recorded
      + ["stopped_dosing"] + (hasTherapyChanges ? ["therapy_changed"] : []) + ["ended"]
  }

  private struct Row {
    var day: Double
    var order: Int
    var visit: ObservedVisit?
    var dose: String?
    var stops = false
    var changes = false
    var ended: String?
  }

  /// A patient's visits, and what happened between them, in order of time.
  private func rows(_ patient: ObservedPatient) -> [[String?]] {
    var rows = patient.visits.map { visit in
      Row(day: visit.day, order: 0, visit: visit, dose: dose(visit, patient))
    }
    if let day = patient.stopDay { rows.append(Row(day: day, order: 1, stops: true)) }
    if let day = patient.therapyDay { rows.append(Row(day: day, order: 2, changes: true)) }
    if let end = patient.end {
      let last = rows.lastIndex { $0.visit?.day == end.day }
      if let last, rows.allSatisfy({ $0.day <= end.day }) {
        rows[last].ended = end.reason.rawValue
      } else {
        rows.append(Row(day: end.day, order: 3, ended: end.reason.rawValue))
      }
    }
    return rows.enumerated()
      .sorted {
        ($0.element.day, $0.element.order, $0.offset) < (
          $1.element.day, $1.element.order, $1.offset
        )
      }
      .map { cells($0.element, patient) }
  }

  /// The dose of a visit at which one is planned: its amount, or 0 where it was not given.
  private func dose(_ visit: ObservedVisit, _ patient: ObservedPatient) -> String? {
    guard visit.kind == .scheduled,
      let planned = scenario.trial.doses.first(where: { Double(7 * $0.week) == visit.nominalDay })
    else { return nil }
    let reach = scenario.trial.doseWindowDays
    let isDosing = visit.day <= patient.stopDay ?? .infinity
    let isGiven =
      isDosing && patient.doseDays.contains { abs($0 - visit.nominalDay) <= reach }
    return isGiven ? "\(Terms.number(planned.doseMg))" : "0"
  }

  private func cells(_ row: Row, _ patient: ObservedPatient) -> [String?] {
    let visit = row.visit
    let isPlanned = visit?.kind == .scheduled
    let items = activity.items.map { item in
      visit.map { $0.items.contains(item.name) ? "1" : "0" }
    }
    return [
      patient.id, isPlanned ? visit.map { number($0.nominalDay / 7) } : nil, number(row.day),
      visit?.kind.rawValue, visit.map { $0.isForFlare ? "1" : "0" }, row.dose,
    ] + items + recorded.map { name in visit?.scores[name].map(number) }
      + [row.stops ? "1" : nil] + (hasTherapyChanges ? [row.changes ? "1" : nil] : [])
      + [row.ended]
  }

  /// The shortest text that reads back as the same number.
  private func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
