/// A table for a terminal: the first column to the left, the others to the right.
package enum TextTable {
  /// Lines without a final newline; where they would be wider than `width`, each row becomes a list.
  package static func text(_ header: [String], _ rows: [[String]], width: Int) -> String {
    let lines = [header] + rows
    let columns = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let total = columns.reduce(0, +) + 3 * (columns.count - 1)
    if total > width { return stacked(header, rows, width: width) }
    return lines.map { cells in
      zip(cells, columns).enumerated().map { place, cell in
        place == 0 ? Paragraph.left(cell.0, cell.1) : "   " + Paragraph.right(cell.0, cell.1)
      }.joined()
    }.joined(separator: "\n")
  }

  private static func stacked(_ header: [String], _ rows: [[String]], width: Int) -> String {
    rows.map { row in
      let cells = zip(header, row).dropFirst().map { "\($0.0) \($0.1)" }.joined(separator: ", ")
      return Paragraph.wrapped("\(header[0]) \(row[0]): " + cells, width: width, indent: "  ")
    }.joined(separator: "\n")
  }
}
