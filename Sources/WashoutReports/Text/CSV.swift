/// Comma-separated values as RFC 4180 has them, with a line feed at the end of a row.
package enum CSV {
  /// A table with its header; nil is an empty field.
  package static func table(_ header: [String], _ rows: [[String?]]) -> String {
    line(header) + rows.map(line).joined()
  }

  /// One row; nil is an empty field.
  package static func line(_ cells: [String?]) -> String {
    cells.map { field($0 ?? "") }.joined(separator: ",") + "\n"
  }

  /// The rows of a table, its header first; quotes that do not close end with the text.
  package static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var (isQuoted, wasQuoted) = (false, false)
    for character in text {
      switch character {
      // A quote in a quoted field is doubled: the first closes the field, the second opens it again.
      case "\"":
        if !isQuoted && wasQuoted { field.append(character) }
        isQuoted.toggle()
        wasQuoted = true
      case "," where !isQuoted:
        row.append(field)
        (field, wasQuoted) = ("", false)
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        rows.append(row + [field])
        (row, field, wasQuoted) = ([], "", false)
      default: field.append(character)
      }
    }
    return row.isEmpty && field.isEmpty ? rows : rows + [row + [field]]
  }

  /// A text that a spreadsheet would calculate begins with an apostrophe instead; numbers stay as they are.
  private static func field(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = isFormula && Double(text) == nil ? "'" + text : text
    let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
