internal import Foundation
internal import Washout

/// The rows of one patient, placed on the plan and held against one another.
struct PatientRows {
  private let rows: [VisitRow]
  private let plan: VisitPlan
  private let hasDoses: Bool
  private let findings: Findings

  init(_ rows: [VisitRow], _ plan: VisitPlan, hasDoses: Bool, _ findings: Findings) {
    self.rows = rows
    self.plan = plan
    self.hasDoses = hasDoses
    self.findings = findings
  }

  private var id: String { rows[0].id.text }

  /// The patient; nil where a fault leaves no days to go by.
  func patient() -> ObservedPatient? {
    guard rows.allSatisfy(\.hasReadableTime) else { return nil }
    guard let days = DayReading(rows, findings).days else { return nil }
    checkOrder(days)
    checkEnd()
    let kept = rows.indices.filter { days[$0] >= -plan.window && (rows[$0].week ?? 0) >= 0 }
    let visits = visits(kept, days)
    checkBaseline(visits)
    let doses = doseDays(kept, days)
    var patient = ObservedPatient(id: id, visits: visits, doseDays: doses)
    patient.stopDay = rows.firstIndex(where: \.stopsDosing).map { days[$0] }
    patient.therapyDay = rows.firstIndex(where: \.changesTherapy).map { days[$0] }
    if let last = rows.firstIndex(where: \.hasEnd), let reason = rows[last].reason {
      patient.end = ObservedEnd(reason: reason, day: days[last])
    }
    return patient
  }

  // MARK: Order

  private func checkOrder(_ days: [Double]) {
    for i in rows.indices.dropFirst() where days[i] < days[i - 1] {
      findings.fault(
        "day \(Self.text(days[i])) of \(id) follows day \(Self.text(days[i - 1])); put the rows of a "
          + "patient in order of time", at: rows[i].place)
    }
    for i in rows.indices.dropFirst() where days[i] == days[i - 1] {
      guard rows[i].isVisit, rows[i - 1].isVisit, rows[i].week == nil || rows[i - 1].week == nil,
        rows[i].kind != .confirmation, rows[i - 1].kind != .confirmation
      else { continue }
      findings.fault(
        "\(id) has a visit on day \(Self.text(days[i])) on line \(rows[i - 1].line) already; keep one",
        at: rows[i].place)
    }
  }

  private func checkEnd() {
    guard let last = rows.firstIndex(where: \.hasEnd) else { return }
    for row in rows[(last + 1)...] {
      let reason = rows[last].reason.map { " (\($0.rawValue))" } ?? ""
      findings.fault(
        "\(id) ended on line \(rows[last].line)\(reason), so nothing can follow; correct `ended` there "
          + "or leave this row out", at: row.place)
    }
  }

  private func checkBaseline(_ visits: [ObservedVisit]) {
    guard visits.first?.nominalDay != 0 || visits.first?.kind != .scheduled else { return }
    findings.fault(
      "\(id) has no visit at week 0, the baseline; add it, or leave the patient out",
      at: rows[0].place)
  }

  private func doseDays(_ kept: [Int], _ days: [Double]) -> [Double] {
    let given = kept.filter { (rows[$0].dose ?? 0) > 0 }
    if let stop = rows.firstIndex(where: \.stopsDosing) {
      for i in given where i > stop {
        findings.fault(
          "\(id) stopped dosing for good on line \(rows[stop].line), but has a dose here; correct one",
          at: rows[i].doseCell?.place ?? rows[i].place)
      }
    }
    let isReadable = kept.allSatisfy { rows[$0].doseCell == nil || rows[$0].dose != nil }
    if hasDoses, isReadable, !given.contains(where: { days[$0] <= max(plan.window, 0) }) {
      findings.fault(
        "\(id) has no dose at week 0; day 0 is the first dose, so write it, or leave out who was never "
          + "dosed", at: rows[0].place)
    }
    return given.map { days[$0] }
  }

  // MARK: The plan

  private func visits(_ kept: [Int], _ days: [Double]) -> [ObservedVisit] {
    var taken: [Int: Int] = [:]
    var weeks: [Int: Int] = [:]
    let made = kept.filter { rows[$0].isVisit && rows[$0].kind != .confirmation }
    for i in made {
      guard let week = rows[i].week else { continue }
      if let other = taken[week] {
        findings.fault(
          "week \(week) of \(id) stands on line \(rows[other].line) already; keep one, or leave week "
            + "empty and write the day of an unscheduled visit", at: rows[i].place)
      } else {
        taken[week] = i
        weeks[i] = week
      }
      plan.check(week, on: days[i], rows[i], findings)
    }
    for wanted in [true, false] {
      for i in made where rows[i].week == nil && (rows[i].kind != .unscheduled) == wanted {
        guard let week = plan.week(of: days[i]), taken[week] == nil else { continue }
        taken[week] = i
        weeks[i] = week
      }
    }
    for i in made where rows[i].kind == .scheduled && weeks[i] == nil && rows[i].week == nil {
      plan.reportUnplaced(days[i], rows[i], findings)
    }
    return kept.filter { rows[$0].isVisit }.map { visit(rows[$0], days[$0], week: weeks[$0]) }
  }

  private func visit(_ row: VisitRow, _ day: Double, week: Int?) -> ObservedVisit {
    ObservedVisit(
      day: day, nominalDay: week.map { Double(7 * $0) } ?? day,
      kind: row.kind == .confirmation ? .confirmation : week == nil ? .unscheduled : .scheduled,
      isForFlare: row.isForFlare, items: row.items, scores: row.scores)
  }

  /// A day without needless decimals.
  static func text(_ day: Double) -> String {
    NumberGrammar.shortest((day * 100).rounded() / 100)
  }
}

/// The planned visits and their windows.
struct VisitPlan {
  let weeks: [Int]
  let window: Double

  init(_ scenario: Scenario) {
    weeks = scenario.trial.visitWeeks ?? []
    window = scenario.trial.visitWindowDays
  }

  /// The week in whose window a day lies.
  func week(of day: Double) -> Int? { weeks.first { abs(day - Double(7 * $0)) <= window } }

  /// A week must be one of the plan; a day outside its window is worth knowing.
  func check(_ week: Int, on day: Double, _ row: VisitRow, _ findings: Findings) {
    guard weeks.contains(week) else {
      findings.fault(
        "week \(week) is not on the plan (\(weeks.map(String.init).joined(separator: ", "))); of an "
          + "unscheduled visit leave week empty and write its day", at: row.place)
      return
    }
    guard abs(day - Double(7 * week)) > window else { return }
    findings.warn(
      "week \(week) of \(row.id.text) was on day \(PatientRows.text(day)), outside its window; it counts "
        + "as week \(week) all the same", at: row.place)
  }

  func reportUnplaced(_ day: Double, _ row: VisitRow, _ findings: Findings) {
    findings.fault(
      "day \(PatientRows.text(day)) lies in no window of the plan, or in one that is taken; write the "
        + "week of this scheduled visit, or call it unscheduled", at: row.place)
  }
}
