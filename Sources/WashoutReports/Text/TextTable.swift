/// A table for a terminal.
package enum TextTable {
  /// Lines without a final newline; where they would be wider than `width`, each row becomes a list.
  ///
  /// One letter of `alignments` a column, `l` or `r`; without it the first stands to the left, the others
  /// to the right.
  package static func text(
    _ header: [String], _ rows: [[String]], width: Int, alignments: String? = nil
  ) -> String {
    let lines = [header] + rows
    let columns = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    // Columns move together before the table becomes a list.
    let gaps = [3, 2].filter { columns.reduce(0, +) + $0 * (columns.count - 1) <= width }
    guard let gap = gaps.first else { return stacked(header, rows, width: width) }
    let sides = Array(alignments ?? "l" + String(repeating: "r", count: columns.count - 1))
    return lines.map { cells in
      let line = columns.indices.map { column in
        let isLeft = sides[column] == "l"
        return isLeft
          ? Paragraph.left(cells[column], columns[column])
          : Paragraph.right(cells[column], columns[column])
      }.joined(separator: String(repeating: " ", count: gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// A first column with a caption for its name says it once, one with a short name in every row.
  private static func stacked(_ header: [String], _ rows: [[String]], width: Int) -> String {
    let isCaption = header[0].contains(" ")
    let caption = isCaption ? [Paragraph.wrapped(header[0] + ":", width: width, indent: "  ")] : []
    let lines = rows.map { row in
      let cells = zip(header, row).dropFirst().filter { !$0.0.isEmpty && !$0.1.isEmpty }
        .map { "\($0.0) \($0.1)" }
      let name = isCaption ? row[0] : "\(header[0]) \(row[0])"
      return Paragraph.wrapped(
        "\(name): " + cells.joined(separator: ", "), width: width, indent: "  ")
    }
    return (caption + lines).joined(separator: "\n")
  }
}
