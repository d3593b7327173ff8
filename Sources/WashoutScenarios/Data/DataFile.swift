/// A CSV file of data that the command line names, with every fault in it told at once.
///
/// The first line has the columns' names, each further line one row. At most 64 MiB are read.
final class DataFile {
  let table: CSVTable
  private let findings = Findings()

  /// - Throws: `ScenarioFaults`, a missing file among them.
  init(at path: String) throws(ScenarioFaults) {
    let text = try NearbyFile.text(
      at: path, from: nil, atMost: 64 << 20,
      tooLarge: "larger than 64 MiB; keep only the columns that are read")
    table = try CSVTable(SourceFile(name: path, text: text))
  }

  /// The place of a column; nil after a fault that names it.
  func column(_ name: String) -> Int? {
    do throws(ScenarioFaults) {
      let line = Place(source: table.source, line: 1, column: 1, length: 1)
      return try table.column(name, missingAt: line, words: "the first line")
    } catch {
      findings.report(error)
      return nil
    }
  }

  /// What the rows hold, in order.
  ///
  /// - Throws: `ScenarioFaults` with every fault that was found, also where there are no rows.
  func rows<Row>(_ read: ([CSVLine.Cell], Int) -> Row?) throws(ScenarioFaults) -> [Row] {
    if !findings.faults.isEmpty { throw ScenarioFaults(.bad, findings.sortedFaults) }
    guard table.lastLine > 1 else {
      throw Frame.fault(
        "there is no line below the names; add one for each row",
        at: Place(source: table.source, line: 1, column: 1, length: 1))
    }
    var rows: [Row] = []
    rows.reserveCapacity(table.lastLine - 1)
    for line in 2...table.lastLine {
      do throws(ScenarioFaults) {
        if let row = read(try table.cells(of: line), line) { rows.append(row) }
      } catch {
        findings.report(error)
      }
    }
    if !findings.faults.isEmpty { throw ScenarioFaults(.bad, findings.sortedFaults) }
    return rows
  }

  /// The number in a cell that a rule allows; nil after a fault.
  func number(_ cell: CSVLine.Cell, _ line: Int, _ name: String, _ rule: NumberRule) -> Double? {
    guard let number = NumberGrammar.double(cell.text) else {
      fault("\(name) is \(NotANumber.words(cell.text, rule))", cell, line)
      return nil
    }
    guard rule.contains(number) else {
      fault("\(name) is \(cell.text); \(rule.words)\(rule.advice(for: number))", cell, line)
      return nil
    }
    return number
  }

  /// The 0 or 1, false or true in a cell; nil after a fault.
  func flag(_ cell: CSVLine.Cell, _ line: Int, _ name: String, words: String) -> Bool? {
    switch cell.text.lowercased() {
    case "1", "true": return true
    case "0", "false": return false
    case "": fault("\(name) is empty; \(words)", cell, line)
    default: fault("\(name) is `\(cell.text)`; \(words)", cell, line)
    }
    return nil
  }

  private func fault(_ message: String, _ cell: CSVLine.Cell, _ line: Int) {
    findings.fault(message, at: table.place(of: cell, line: line))
  }
}
