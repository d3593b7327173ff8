extension PageTable {
  /// The table in a box of its own that scrolls where the page is narrower than it.
  var html: String {
    let isSorted = isSortable && rows.count > 2
    let foot = footer.isEmpty ? "" : "\n<tfoot>\n\(lines(footer))</tfoot>"
    return """
      <div class="scroll" role="region" aria-label="\(HTMLText.escaped(caption.plain))" tabindex="0">
      <table\(isSorted ? " class=\"sortable\"" : "")>
      <caption\(showsCaption ? "" : " class=\"hidden\"")>\(caption.html)</caption>
      <thead>
      <tr>\(columns.map(head).joined())</tr>
      </thead>
      <tbody>
      \(lines(rows))</tbody>\(foot)
      </table>
      </div>
      """
  }

  private func head(_ column: Column) -> String {
    column.title.isEmpty
      ? "<td\(Self.style(column))></td>"
      : "<th scope=\"col\"\(Self.style(column))>\(column.title.html)</th>"
  }

  private func lines(_ rows: [[Phrase]]) -> String {
    rows.map { row in
      let cells = zip(columns, row).enumerated().map { place, cell in
        let style = Self.style(cell.0)
        return place == 0 && !cell.1.isEmpty
          ? "<th scope=\"row\"\(style)>\(cell.1.html)</th>" : "<td\(style)>\(cell.1.html)</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }.joined()
  }

  private static func style(_ column: Column) -> String {
    column.isNumber ? " class=\"number\"" : ""
  }
}
