/// A CSV file of data: named columns, and rows that remember their places.
///
/// A byte order mark, any line ends, quotes, empty lines and empty cells at the end of lines are as good as
/// none. Names of columns are read in small letters.
struct DataTable {
  /// A cell and where it stands.
  struct Cell {
    let text: String
    let place: Place

    var isEmpty: Bool { text.isEmpty }
  }

  /// A row; an element a column.
  struct Row {
    let line: Int
    let cells: [Cell]

    /// The cell of a column; nil where there is no such column.
    func cell(_ column: Int?) -> Cell? { column.map { cells[$0] } }
  }

  /// The first line.
  let header: [Cell]
  /// Rows below it that are not empty.
  let rows: [Row]

  /// Largest file that is read.
  private static let largest = 32 << 20

  /// Reads a file; lines that cannot be read are reported and left out.
  ///
  /// - Throws: `ScenarioFaults` where there is no text, no header or no row.
  init(path: String, _ findings: Findings) throws(ScenarioFaults) {
    let text = try NearbyFile.text(
      at: path, from: nil, atMost: Self.largest,
      tooLarge: "larger than 32 MiB; keep the columns and rows that are read")
    try self.init(source: SourceFile(name: path, text: text), findings)
  }

  init(source: SourceFile, _ findings: Findings) throws(ScenarioFaults) {
    let start = Place(source: source, line: 1, column: 1, length: 1)
    var lines = source.lines.indices.filter { !Self.isEmpty(source.lines[$0]) }
    guard let first = lines.first else {
      throw Frame.fault("the file is empty; --template prints one to start from", at: start)
    }
    lines.removeFirst()
    guard var header = Self.cells(first, source, findings) else {
      throw ScenarioFaults(.bad, findings.sortedFaults)
    }
    while header.count > 1, header[header.count - 1].isEmpty { header.removeLast() }
    if header.count == 1, header[0].text.contains(where: { $0 == ";" || $0 == "\t" }) {
      throw Frame.fault(
        "one column only; the columns must be separated by commas", at: header[0].place)
    }
    guard !lines.isEmpty else {
      throw Frame.fault("there is no row below the names of the columns", at: header[0].place)
    }
    self.header = header
    rows = lines.compactMap { Self.row($0, of: header.count, source, findings) }
  }

  private static func isEmpty(_ line: [Unicode.Scalar]) -> Bool {
    line.allSatisfy { $0 == " " || $0 == "\t" || $0 == "," }
  }

  private static func row(
    _ index: Int, of count: Int, _ source: SourceFile, _ findings: Findings
  ) -> Row? {
    guard var cells = cells(index, source, findings) else { return nil }
    while cells.count > count, cells[cells.count - 1].isEmpty { cells.removeLast() }
    guard cells.count == count else {
      findings.fault(
        "this line has \(cells.count) cells for the \(count) columns that the first line names; "
          + "write one for each", at: Place(source: source, line: index + 1, column: 1, length: 1))
      return nil
    }
    return Row(line: index + 1, cells: cells)
  }

  private static func cells(
    _ index: Int, _ source: SourceFile, _ findings: Findings
  ) -> [Cell]? {
    let line = CSVLine(source.lines[index])
    if let problem = line.problem {
      findings.fault(
        problem.words,
        at: Place(source: source, line: index + 1, column: problem.column, length: 1))
      return nil
    }
    return line.cells.map {
      Cell(
        text: $0.text,
        place: Place(source: source, line: index + 1, column: $0.column, length: $0.length))
    }
  }
}

extension DataTable {
  /// Where each column stands, by its name in small letters; a name that stands twice is reported.
  func columns(_ findings: Findings) -> [String: Int] {
    var columns: [String: Int] = [:]
    for (i, cell) in header.enumerated() {
      let name = cell.text.lowercased()
      if name.isEmpty {
        findings.fault("this column has no name; give it one or leave it out", at: cell.place)
      } else if columns[name] != nil {
        findings.fault("two columns are called `\(cell.text)`; rename one", at: cell.place)
      } else {
        columns[name] = i
      }
    }
    return columns
  }
}
