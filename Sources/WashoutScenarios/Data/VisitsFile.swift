public import Washout

/// Reads the visits of a real trial from a CSV file, one row a visit.
///
/// Columns: `id`; `week`, `day` or `date`; a column for each item (0 or 1), or the total score; markers and
/// numeric scores; and, where there is something to tell, `visit`, `flare`, `dose_mg` or `dose`,
/// `stopped_dosing`, `therapy_changed`, `ended`, `comment`. A row without scores is no visit: it tells of a
/// dose, a stop or the end on its day. A visit in the window of a planned one *is* that visit unless the
/// week has one of its own; any other stands on its own day. Rows before day 0 are left aside.
public struct VisitsFile: Sendable {
  /// The data.
  public let trial: ObservedTrial
  /// Rows that were read, and those before day 0 that were left aside.
  public let rows: Int
  /// What is allowed but worth knowing.
  public let warnings: [Diagnostic]

  /// Reads a file for a scenario with a mechanism.
  ///
  /// - Throws: `ScenarioFaults` with every fault found.
  public init(path: String, for scenario: Scenario) throws(ScenarioFaults) {
    let findings = Findings()
    try self.init(try DataTable(path: path, findings), for: scenario, findings)
  }

  /// Reads a text; `file` names it in messages.
  ///
  /// - Throws: `ScenarioFaults` with every fault found.
  public init(text: String, file: String, for scenario: Scenario) throws(ScenarioFaults) {
    let findings = Findings()
    let source = SourceFile(name: file, text: text)
    try self.init(try DataTable(source: source, findings), for: scenario, findings)
  }

  private init(
    _ table: DataTable, for scenario: Scenario, _ findings: Findings
  ) throws(ScenarioFaults) {
    guard case .mechanistic(_, _, let activity) = scenario.course else {
      throw Frame.fault(
        "a statistical scenario has nothing to score at visits; give times with --subjects",
        at: table.header[0].place)
    }
    let columns = VisitColumns(table, scenario, activity, findings)
    let read = table.rows.map { VisitRow($0, columns, findings) }
    let plan = VisitPlan(scenario)
    let hasDoses = columns["dose_mg"] != nil || columns["dose"] != nil
    let patients = Self.grouped(read, findings).compactMap {
      PatientRows($0, plan, hasDoses: hasDoses, findings).patient()
    }
    guard findings.faults.isEmpty else {
      throw ScenarioFaults(findings.kind, findings.sortedFaults)
    }
    trial = columns.trial(patients)
    rows = read.count
    warnings = findings.sortedWarnings
  }

  /// Rows by patient; one who comes back after another is reported.
  private static func grouped(_ rows: [VisitRow], _ findings: Findings) -> [[VisitRow]] {
    var groups: [[VisitRow]] = []
    var known: [String: Int] = [:]
    for row in rows where !row.id.isEmpty {
      if groups.last?.last?.id.text == row.id.text {
        groups[groups.count - 1].append(row)
      } else if let line = known[row.id.text] {
        findings.fault(
          "\(row.id.text) comes back after another patient (first on line \(line)); keep a patient's rows "
            + "together, patients in the order of enrolment", at: row.id.place)
      } else {
        known[row.id.text] = row.line
        groups.append([row])
      }
    }
    return groups
  }
}
