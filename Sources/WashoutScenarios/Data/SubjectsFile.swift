public import Washout

/// Reads times to recurrence from a CSV file in the shape of an ADaM time-to-event data set (ADTTE).
///
/// Columns USUBJID, AVAL (days) and CNSR (0 an event, 1 or more censored) are read, PARAMCD to choose among
/// several, AVALU, STARTDT and ADT to check AVAL; others are left aside. AVAL counts from withdrawal, of
/// people who entered observation off drug, or from the first dose, of everybody dosed. Where AVAL is one
/// more than ADT - STARTDT for everybody, the first day was counted as day 1 and 1 is subtracted.
public struct SubjectsFile: Sendable {
  /// The times, from the first dose on.
  public let subjects: ObservedSubjects
  /// What is allowed but worth knowing.
  public let warnings: [Diagnostic]

  /// Where times begin.
  public enum Origin: String, Sendable, CaseIterable {
    /// The planned end of dosing and start of observation off drug.
    case withdrawal
    /// Day 0.
    case firstDose = "first_dose"
  }

  /// Reads a file; `parameter` is the PARAMCD to take.
  ///
  /// - Throws: `ScenarioFaults` with every fault found.
  public init(
    path: String, for scenario: Scenario, from origin: Origin = .withdrawal,
    parameter: String? = nil
  ) throws(ScenarioFaults) {
    let findings = Findings()
    try self.init(try DataTable(path: path, findings), scenario, origin, parameter, findings)
  }

  /// Reads a text; `file` names it in messages.
  ///
  /// - Throws: `ScenarioFaults` with every fault found.
  public init(
    text: String, file: String, for scenario: Scenario, from origin: Origin = .withdrawal,
    parameter: String? = nil
  ) throws(ScenarioFaults) {
    let findings = Findings()
    let source = SourceFile(name: file, text: text)
    try self.init(
      try DataTable(source: source, findings), scenario, origin, parameter, findings)
  }

  private init(
    _ table: DataTable, _ scenario: Scenario, _ origin: Origin, _ parameter: String?,
    _ findings: Findings
  ) throws(ScenarioFaults) {
    let columns = table.columns(findings)
    let lacking = ["USUBJID", "AVAL", "CNSR"].filter { columns[$0.lowercased()] == nil }
    for name in lacking {
      let hint = NearestKey.suggestion(for: name, among: table.header.map(\.text))
      findings.fault(
        "there is no column \(name)" + (hint.map { "; is it `\($0)`?" } ?? "; add it"),
        at: table.header[0].place)
    }
    let rows = Self.chosen(table, columns["paramcd"], parameter, findings)
    let reading = TimeReading(scenario, origin, columns, findings)
    let subjects = lacking.isEmpty ? reading.subjects(rows) : []
    guard findings.faults.isEmpty else {
      throw ScenarioFaults(findings.kind, findings.sortedFaults)
    }
    self.subjects = ObservedSubjects(
      subjects: subjects,
      includesAllDosed: origin == .firstDose || scenario.trial.withdrawalWeek == 0)
    warnings = findings.sortedWarnings
  }

  /// The rows of one parameter.
  private static func chosen(
    _ table: DataTable, _ column: Int?, _ parameter: String?, _ findings: Findings
  ) -> [DataTable.Row] {
    var codes: [String] = []
    var known: Set<String> = []
    for row in table.rows {
      if let code = row.cell(column)?.text, known.insert(code).inserted { codes.append(code) }
    }
    guard let parameter else {
      if codes.count > 1 {
        let more = codes.count > NearestKey.mostListed ? ", ..." : ""
        let first = codes.prefix(NearestKey.mostListed).joined(separator: ", ")
        findings.fault(
          "PARAMCD has \(first)\(more); choose one with --parameter",
          at: table.header[column ?? 0].place)
      }
      return table.rows
    }
    guard codes.contains(parameter) else {
      findings.fault(
        "no row has PARAMCD \(parameter)\(NearestKey.hint(for: parameter, among: codes))",
        at: table.header[column ?? 0].place)
      return []
    }
    return table.rows.filter { $0.cell(column)?.text == parameter }
  }
}

/// Reads the times of rows, each for itself and against one another.
private struct TimeReading {
  private let offset: Double
  private let latest: Double
  private let origin: SubjectsFile.Origin
  private let columns: [String: Int]
  private let findings: Findings

  init(
    _ scenario: Scenario, _ origin: SubjectsFile.Origin, _ columns: [String: Int],
    _ findings: Findings
  ) {
    self.origin = origin
    self.columns = columns
    self.findings = findings
    let withdrawal = 7 * Double(scenario.trial.withdrawalWeek)
    offset = origin == .withdrawal ? withdrawal : 0
    latest = 7 * Double(scenario.trial.endWeek) + scenario.trial.visitWindowDays - offset
  }

  private struct Time {
    var id: DataTable.Cell
    var cell: DataTable.Cell
    var value: Double
    var hasEvent: Bool
    /// AVAL less the days between the dates; nil without dates.
    var excess: Double?
  }

  func subjects(_ rows: [DataTable.Row]) -> [ObservedSubjects.Subject] {
    let times = rows.compactMap(time)
    reportRepeated(times)
    let first = firstDay(times)
    return times.map { time in
      let day = time.value - first
      if day > latest {
        findings.fault(
          "AVAL is \(time.cell.text), but observation ends by day \(PatientRows.text(latest)) after "
            + (origin == .withdrawal
              ? "withdrawal, from which times count; with times from the first dose say --times-from "
                + "first_dose" : "the first dose; correct it"),
          at: time.cell.place)
      }
      return .init(id: time.id.text, day: day + offset, hasEvent: time.hasEvent)
    }
  }

  private func time(_ row: DataTable.Row) -> Time? {
    guard let id = row.cell(columns["usubjid"]), let aval = row.cell(columns["aval"]),
      let cnsr = row.cell(columns["cnsr"])
    else { return nil }
    if id.isEmpty { findings.fault("USUBJID is empty; write the patient's number", at: id.place) }
    if let unit = row.cell(columns["avalu"]), !["", "DAYS", "DAY"].contains(unit.text.uppercased())
    {
      findings.fault("AVALU is `\(unit.text)`; give AVAL in DAYS", at: unit.place)
    }
    let value = aval.number("AVAL", .notNegative, findings)
    let censoring = cnsr.number("CNSR", .integer(0, 99), findings)
    guard let value, let censoring else { return nil }
    return Time(
      id: id, cell: aval, value: value, hasEvent: censoring == 0, excess: excess(row, value))
  }

  /// AVAL is the days between the dates, or one more.
  private func excess(_ row: DataTable.Row, _ value: Double) -> Double? {
    guard let start = row.cell(columns["startdt"]), let end = row.cell(columns["adt"]),
      !start.isEmpty, !end.isEmpty
    else { return nil }
    guard let from = start.date("STARTDT", findings), let to = end.date("ADT", findings) else {
      return nil
    }
    let excess = value - Double(to - from)
    if excess != 0 && excess != 1 {
      findings.fault(
        "ADT lies \(to - from) days after STARTDT, but AVAL is \(PatientRows.text(value)); correct one",
        at: end.place)
      return nil
    }
    return excess
  }

  private func reportRepeated(_ times: [Time]) {
    var known: [String: Int] = [:]
    for time in times where !time.id.isEmpty {
      if let line = known[time.id.text] {
        findings.fault(
          "\(time.id.text) stands on line \(line) already; keep one row for a patient",
          at: time.id.place)
      } else {
        known[time.id.text] = time.id.place.line
      }
    }
  }

  /// 1 where the first day was counted as day 1, by everybody.
  private func firstDay(_ times: [Time]) -> Double {
    guard let first = times.first(where: { $0.excess != nil }), let excess = first.excess else {
      return 0
    }
    for time in times {
      guard let own = time.excess, own != excess else { continue }
      findings.fault(
        "AVAL counts the first day as day \(PatientRows.text(own)) here and as day "
          + "\(PatientRows.text(excess)) on line \(first.cell.place.line); count in one way",
        at: time.cell.place)
    }
    if excess == 1 {
      if times.contains(where: { $0.excess == nil }) {
        findings.fault(
          "AVAL counts the first day as day 1; give STARTDT and ADT for everybody, or count from 0",
          at: first.cell.place)
      }
      findings.warn(
        "AVAL counts the first day as day 1, so 1 was subtracted from every time",
        at: first.cell.place)
    }
    return excess
  }
}
