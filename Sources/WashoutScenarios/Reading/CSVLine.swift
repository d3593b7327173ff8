/// One line of a CSV file, cut at its commas.
///
/// Quotes may surround a cell, a quote within quotes is doubled, and spaces around a cell do not count.
/// A cell ends on its line. Source: RFC 4180, without line breaks in cells.
struct CSVLine {
  /// What stands between two commas, and where.
  struct Cell {
    var text: String
    let column: Int
    let length: Int
  }

  private(set) var cells: [Cell] = []
  /// The column, from 1, of a quote that is not as it should be, and what to write.
  private(set) var problem: (column: Int, words: String)?

  init(_ line: [Unicode.Scalar]) {
    var rest = line[...]
    repeat {
      takeCell(&rest)
    } while problem == nil && rest.popFirst() == ","
  }

  private mutating func takeCell(_ rest: inout ArraySlice<Unicode.Scalar>) {
    CSVLine.skipSpaces(&rest)
    let start = rest.startIndex
    guard rest.first == "\"" else {
      let whole = rest.prefix { $0 != "," }
      rest.removeFirst(whole.count)
      var text = whole
      while let last = text.last, CSVLine.isSpace(last) { text.removeLast() }
      add(text, start, length: text.count)
      return
    }
    guard let text = CSVLine.takeQuoted(&rest) else {
      problem = (start + 1, "this quote does not end on its line; add the closing quote")
      return
    }
    add(text[...], start, length: rest.startIndex - start)
    CSVLine.skipSpaces(&rest)
    if let next = rest.first, next != "," {
      problem = (rest.startIndex + 1, "text follows a closing quote; write a comma, or \"\" within")
    }
  }

  private mutating func add(_ text: ArraySlice<Unicode.Scalar>, _ start: Int, length: Int) {
    cells.append(Cell(text: String(text), column: start + 1, length: max(1, length)))
  }

  /// Takes from an opening quote to the closing one; nil when there is none.
  private static func takeQuoted(_ rest: inout ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    var text: [Unicode.Scalar] = []
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        guard rest.first == "\"" else { return text }
        rest.removeFirst()
      }
      text.append(scalar)
    }
    return nil
  }

  private static func skipSpaces(_ rest: inout ArraySlice<Unicode.Scalar>) {
    while let first = rest.first, isSpace(first) { rest.removeFirst() }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
