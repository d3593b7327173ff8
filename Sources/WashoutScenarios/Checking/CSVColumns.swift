/// Reads columns of CSV files, the numbers of which a scenario takes over.
///
/// A file lies beside the scenario file that names it, or below. Its first line has the columns' names;
/// each further line has as many cells, and a number in the column that is read.
final class CSVColumns {
  private let findings: Findings
  private let scenarioFile: String
  /// Columns and numbers that may still be read, over a whole scenario.
  private var columnsLeft = 100
  private var numbersLeft = 100_000

  /// A reader for a scenario in a file, beside which the names given by `--set` are looked for.
  init(_ findings: Findings, scenarioFile: String) {
    self.findings = findings
    self.scenarioFile = scenarioFile
  }

  /// The numbers of `{csv: file, column: name}`; nil when anything is faulty.
  func numbers(_ node: Checked) -> [Double]? {
    guard let file = node["csv"].text, let name = node["column"].text else { return nil }
    do throws(ScenarioFaults) {
      let source = try read(file, at: node["csv"].place)
      return try numbers(in: source, name, at: node["column"].place)
    } catch {
      findings.report(error)
      return nil
    }
  }

  private func read(_ name: String, at place: Place) throws(ScenarioFaults) -> SourceFile {
    columnsLeft -= 1
    guard columnsLeft >= 0 else {
      throw Frame.fault("more than 100 columns are read from CSV files; leave some out", at: place)
    }
    let owner = place.source.isCommandLine ? scenarioFile : place.source.name
    let path = try NearbyFile(name, in: owner, key: "csv", at: place).path
    let text = try NearbyFile.text(
      at: path, from: place, tooLarge: "`\(name)` is larger than 1 MiB; keep only what is read")
    return SourceFile(name: path, text: text, order: 1_000 - columnsLeft)
  }

  private func numbers(in source: SourceFile, _ name: String, at place: Place)
    throws(ScenarioFaults) -> [Double]?
  {
    let header = try cells(of: 1, source)
    let column = try index(of: name, in: header, source, at: place)
    var last = source.lines.count
    while last > 1, source.lines[last - 1].isEmpty { last -= 1 }
    guard last > 1 else {
      throw Frame.fault("there is no line below the names; add one for each value", at: place)
    }
    numbersLeft -= last - 1
    guard numbersLeft >= 0 else {
      throw Frame.fault("more than 100,000 values from CSV files; shorten them", at: place)
    }
    var numbers: [Double] = []
    for line in 2...last {
      if let number = number(on: line, source, column, name, of: header.count) {
        numbers.append(number)
      }
    }
    return numbers.count == last - 1 ? numbers : nil
  }

  private func index(
    of name: String, in header: [CSVLine.Cell], _ source: SourceFile, at place: Place
  ) throws(ScenarioFaults) -> Int {
    let names = header.map(\.text)
    guard let index = names.firstIndex(of: name) else {
      let isOneName = names.count == 1 && names[0].contains(";")
      let hint =
        isOneName
        ? "; its columns must be separated by commas"
        : NearestKey.hint(for: name, among: names.filter { !$0.isEmpty })
      throw Frame.fault("`\(source.name)` has no column `\(name)`\(hint)", at: place)
    }
    if let second = names[(index + 1)...].firstIndex(of: name) {
      throw Frame.fault(
        "two columns are called `\(name)`; rename one",
        at: self.place(of: header[second], 1, source))
    }
    return index
  }

  /// The number on a line; nil after a fault was reported.
  private func number(
    on line: Int, _ source: SourceFile, _ column: Int, _ name: String, of count: Int
  ) -> Double? {
    do throws(ScenarioFaults) {
      let cells = try cells(of: line, source)
      guard cells.count == count else {
        let start = Place(source: source, line: line, column: 1, length: 1)
        throw Frame.fault(
          "this line has \(cells.count) of the \(count) columns that the first line names",
          at: start)
      }
      let cell = cells[column]
      if let number = NumberGrammar.double(cell.text) { return number }
      throw Frame.fault(
        "\(name) is \(NotANumber.words(cell.text, .any))", at: place(of: cell, line, source))
    } catch {
      findings.report(error)
      return nil
    }
  }

  private func cells(of line: Int, _ source: SourceFile) throws(ScenarioFaults) -> [CSVLine.Cell] {
    let read = CSVLine(source.lines[line - 1])
    guard let problem = read.problem else { return read.cells }
    throw Frame.fault(
      problem.words, at: Place(source: source, line: line, column: problem.column, length: 1))
  }

  private func place(of cell: CSVLine.Cell, _ line: Int, _ source: SourceFile) -> Place {
    Place(source: source, line: line, column: cell.column, length: cell.length)
  }
}
