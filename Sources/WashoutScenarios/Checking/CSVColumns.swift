/// Reads columns of CSV files, the numbers of which a scenario takes over.
///
/// A file lies beside the scenario file that names it, or below. Its first line has the columns' names;
/// each further line has as many cells, and a number in the column that is read.
final class CSVColumns {
  private let findings: Findings
  private let scenarioFile: String
  private let files: ScenarioFiles
  /// Columns and numbers that may still be read, over a whole scenario.
  private var columnsLeft = 100
  private var numbersLeft = 100_000

  /// A reader for a scenario in a file, beside which the names given by `--set` are looked for.
  init(_ findings: Findings, scenarioFile: String, from files: ScenarioFiles = .disk) {
    self.files = files
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
      at: path, from: place, in: files,
      tooLarge: "`\(name)` is larger than 1 MiB; keep only what is read")
    return SourceFile(name: path, text: text, order: 1_000 - columnsLeft)
  }

  private func numbers(in source: SourceFile, _ name: String, at place: Place)
    throws(ScenarioFaults) -> [Double]?
  {
    let table = try CSVTable(source)
    let column = try table.column(name, missingAt: place, words: "`\(source.name)`")
    guard table.lastLine > 1 else {
      throw Frame.fault("there is no line below the names; add one for each value", at: place)
    }
    numbersLeft -= table.lastLine - 1
    guard numbersLeft >= 0 else {
      throw Frame.fault("more than 100,000 values from CSV files; shorten them", at: place)
    }
    var numbers: [Double] = []
    for line in 2...table.lastLine {
      if let number = number(on: line, table, column, name) { numbers.append(number) }
    }
    return numbers.count == table.lastLine - 1 ? numbers : nil
  }

  /// The number on a line; nil after a fault was reported.
  private func number(on line: Int, _ table: CSVTable, _ column: Int, _ name: String) -> Double? {
    do throws(ScenarioFaults) {
      let cell = try table.cells(of: line)[column]
      if let number = NumberGrammar.double(cell.text) { return number }
      throw Frame.fault(
        "\(name) is \(NotANumber.words(cell.text, .any))", at: table.place(of: cell, line: line))
    } catch {
      findings.report(error)
      return nil
    }
  }
}
