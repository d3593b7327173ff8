/// A CSV file whose first line has the names of its columns; each further line has as many cells.
struct CSVTable {
  let source: SourceFile
  /// The names, and where they stand.
  let header: [CSVLine.Cell]
  /// The last line that is not empty, at least 1.
  let lastLine: Int

  init(_ source: SourceFile) throws(ScenarioFaults) {
    self.source = source
    header = try Self.cells(of: 1, source)
    var last = source.lines.count
    while last > 1, source.lines[last - 1].isEmpty { last -= 1 }
    lastLine = last
  }

  /// The place of the one column with a name; `place` is told of where it is missing.
  func column(_ name: String, missingAt place: Place, words: String) throws(ScenarioFaults) -> Int {
    let names = header.map(\.text)
    guard let index = names.firstIndex(of: name) else {
      let isOneName = names.count == 1 && names[0].contains(";")
      let hint =
        isOneName
        ? "; its columns must be separated by commas"
        : NearestKey.hint(for: name, among: names.filter { !$0.isEmpty })
      throw Frame.fault("\(words) has no column `\(name)`\(hint)", at: place)
    }
    if let second = names[(index + 1)...].firstIndex(of: name) {
      throw Frame.fault(
        "two columns are called `\(name)`; rename one",
        at: self.place(of: header[second], line: 1))
    }
    return index
  }

  /// The cells of a line, as many as there are names.
  func cells(of line: Int) throws(ScenarioFaults) -> [CSVLine.Cell] {
    let cells = try Self.cells(of: line, source)
    guard cells.count == header.count else {
      let start = Place(source: source, line: line, column: 1, length: 1)
      throw Frame.fault(
        "this line has \(cells.count) of the \(header.count) columns that the first line names",
        at: start)
    }
    return cells
  }

  func place(of cell: CSVLine.Cell, line: Int) -> Place {
    Place(source: source, line: line, column: cell.column, length: cell.length)
  }

  private static func cells(
    of line: Int, _ source: SourceFile
  ) throws(ScenarioFaults) -> [CSVLine.Cell] {
    let read = CSVLine(source.lines[line - 1])
    guard let problem = read.problem else { return read.cells }
    throw Frame.fault(
      problem.words, at: Place(source: source, line: line, column: problem.column, length: 1))
  }
}
