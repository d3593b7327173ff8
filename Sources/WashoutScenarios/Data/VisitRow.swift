internal import Washout

/// One row of a file of visits, each cell read by itself.
struct VisitRow {
  let id: DataTable.Cell
  /// Where a fault of the whole row is shown.
  let place: Place
  private(set) var week: Int?
  private(set) var day: Double?
  private(set) var date: Int?
  private(set) var dateCell: DataTable.Cell?
  private(set) var kind: ObservedVisit.Kind?
  private(set) var isForFlare = false
  private(set) var items: [String] = []
  private(set) var scores: [String: Double] = [:]
  /// Something was recorded, so that the row is a visit.
  private(set) var isVisit = false
  private(set) var dose: Double?
  private(set) var doseCell: DataTable.Cell?
  private(set) var stopsDosing = false
  private(set) var changesTherapy = false
  private(set) var reason: ObservedEnd.Reason?
  private let findings: Findings

  var line: Int { place.line }

  init(_ row: DataTable.Row, _ columns: VisitColumns, _ findings: Findings) {
    self.findings = findings
    let start = row.cells[0].place
    place = Place(source: start.source, line: start.line, column: 1, length: 1)
    id = row.cell(columns["id"]) ?? row.cells[0]
    if columns["id"] != nil, id.isEmpty {
      findings.fault("id is empty; write the patient's number", at: id.place)
    }
    readTime(row, columns)
    readVisit(row, columns)
    readEvents(row, columns)
    checkContents()
  }

  private func filled(
    _ name: String, _ row: DataTable.Row, _ columns: VisitColumns
  ) -> DataTable.Cell? {
    guard let cell = row.cell(columns[name]), !cell.isEmpty else { return nil }
    return cell
  }

  private mutating func readTime(_ row: DataTable.Row, _ columns: VisitColumns) {
    let cells = ["week", "day", "date"].map { filled($0, row, columns) }
    if let cell = cells[0] {
      week = cell.number("week", .integer(-520, 5_200), findings).map { Int($0) }
    }
    if let cell = cells[1] {
      day = cell.number("day", .number(-3_650...36_500), findings)
    }
    if let cell = cells[2] {
      date = cell.date("date", findings)
      dateCell = cell
    }
    let names = ["week", "day", "date"].filter { columns[$0] != nil }
    if cells.allSatisfy({ $0 == nil }), !names.isEmpty {
      findings.fault(
        "\(names.joined(separator: " and ")) \(names.count == 1 ? "is" : "are") empty; write when this "
          + "was", at: row.cell(columns[names[0]])?.place ?? place)
    }
  }

  /// The row has a time that was read, or at least one that was tried.
  var hasReadableTime: Bool { week != nil || day != nil || date != nil }

  // MARK: What was recorded

  private mutating func readVisit(_ row: DataTable.Row, _ columns: VisitColumns) {
    if let cell = filled("visit", row, columns) {
      kind = ObservedVisit.Kind(rawValue: cell.text.lowercased())
      if kind == nil { reportWord("visit", cell, ObservedVisit.Kind.allCases.map(\.rawValue)) }
    }
    if let cell = filled("flare", row, columns) {
      isForFlare = cell.flag("flare", findings) ?? false
    }
    let cells =
      columns.items.map { row.cells[$0.column] } + columns.totals.map { row.cells[$0.column] }
      + columns.numeric.map { row.cells[$0.column] }
    isVisit = cells.contains { !$0.isEmpty }
    guard isVisit else { return }
    let isComplete = readItems(row, columns)
    readTotals(row, columns, isComplete: isComplete)
    for score in columns.numeric {
      let cell = row.cells[score.column]
      guard score.isRead || !cell.isEmpty else { continue }
      if let value = cell.number(score.name, score.rule, findings) { scores[score.name] = value }
    }
  }

  /// True where every item was read.
  private mutating func readItems(_ row: DataTable.Row, _ columns: VisitColumns) -> Bool {
    var isComplete = !columns.items.isEmpty
    for (item, column) in columns.items {
      guard let isPresent = row.cells[column].flag(item.name, findings) else {
        isComplete = false
        continue
      }
      if isPresent { items.append(item.name) }
    }
    return isComplete
  }

  private mutating func readTotals(
    _ row: DataTable.Row, _ columns: VisitColumns, isComplete: Bool
  ) {
    for total in columns.totals {
      let cell = row.cells[total.column]
      if !columns.items.isEmpty && cell.isEmpty { continue }
      guard let value = cell.number(total.name, .integer(0, total.highest), findings) else {
        continue
      }
      scores[total.name] = value
      guard isComplete else { continue }
      let sum = columns.items.filter {
        items.contains($0.item.name) && ($0.item.isClinical || !total.isClinical)
      }.reduce(0) { $0 + $1.item.weight }
      if Double(sum) != value {
        findings.fault(
          "\(total.name) is \(cell.text), but its items sum to \(sum); correct one of them",
          at: cell.place)
      }
    }
    checkParts(row, columns)
  }

  /// The clinical items are some of all.
  private func checkParts(_ row: DataTable.Row, _ columns: VisitColumns) {
    guard let part = columns.totals.first(where: \.isClinical),
      let whole = columns.totals.first(where: { !$0.isClinical }),
      let clinical = scores[part.name], let all = scores[whole.name], clinical > all
    else { return }
    findings.fault(
      "\(part.name) is \(NumberGrammar.shortest(clinical)), above \(whole.name), "
        + "\(NumberGrammar.shortest(all)), of which it is a part; correct one of them",
      at: row.cells[part.column].place)
  }

  // MARK: What happened

  private mutating func readEvents(_ row: DataTable.Row, _ columns: VisitColumns) {
    for name in ["dose_mg", "dose"] {
      guard let cell = filled(name, row, columns) else { continue }
      dose =
        name == "dose"
        ? cell.flag(name, findings).map { $0 ? 1 : 0 } : cell.number(name, .notNegative, findings)
      doseCell = cell
    }
    if let cell = filled("stopped_dosing", row, columns) {
      stopsDosing = cell.flag("stopped_dosing", findings) ?? false
    }
    if let cell = filled("therapy_changed", row, columns) {
      changesTherapy = cell.flag("therapy_changed", findings) ?? false
    }
    if let cell = filled("ended", row, columns) {
      reason = ObservedEnd.Reason(rawValue: cell.text.lowercased())
      if reason == nil { reportWord("ended", cell, ObservedEnd.Reason.allCases.map(\.rawValue)) }
    }
    hasEnd = filled("ended", row, columns) != nil
  }

  /// Something is written under `ended`, readable or not.
  private(set) var hasEnd = false

  private func reportWord(_ name: String, _ cell: DataTable.Cell, _ known: [String]) {
    let hint =
      NearestKey.suggestion(for: cell.text, among: known).map { "did you mean `\($0)`?" }
      ?? "write \(known.listedWithOr)"
    findings.fault("\(name) is `\(cell.text)`; \(hint)", at: cell.place)
  }

  private func checkContents() {
    if !isVisit, dose == nil, doseCell == nil, !stopsDosing, !changesTherapy, !hasEnd,
      hasReadableTime
    {
      findings.fault(
        "this row has neither scores nor a dose, a stop or an end; fill it in or leave it out",
        at: place)
    }
  }
}
