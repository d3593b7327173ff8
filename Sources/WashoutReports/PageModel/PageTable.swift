/// A table of a page: columns with their alignment, rows, and a caption that says what it holds.
package struct PageTable: Sendable, Equatable {
  /// A column.
  package struct Column: Sendable, Equatable {
    /// What stands at its head.
    package let title: Phrase
    /// Whether it holds numbers, which stand below each other at the right.
    package let isNumber: Bool

    /// A column of words.
    package static func text(_ title: String) -> Column {
      Column(title: Phrase(title), isNumber: false)
    }

    /// A column of numbers.
    package static func number(_ title: String) -> Column {
      Column(title: Phrase(title), isNumber: true)
    }
  }

  /// What it holds.
  package let caption: Phrase
  /// Whether the caption stands above the table; false where a heading says the same already.
  package let showsCaption: Bool
  /// Whether its rows are of one kind, so that another order of them makes sense.
  package let isSortable: Bool
  /// The columns from left to right; the first names the row.
  package let columns: [Column]
  /// The rows, each with a cell a column.
  package let rows: [[Phrase]]
  /// Rows that stay at the foot in any order, such as a total.
  package let footer: [[Phrase]]

  /// A table below a heading that names it.
  package init(
    _ caption: String, _ columns: [Column], _ rows: [[Phrase]], footer: [[Phrase]] = [],
    isSortable: Bool = true
  ) {
    self.init(
      caption: Phrase(caption), showsCaption: false, isSortable: isSortable, columns, rows, footer)
  }

  /// A table with its caption above it.
  package init(
    captioned caption: Phrase, _ columns: [Column], _ rows: [[Phrase]], isSortable: Bool = true
  ) {
    self.init(caption: caption, showsCaption: true, isSortable: isSortable, columns, rows, [])
  }

  private init(
    caption: Phrase, showsCaption: Bool, isSortable: Bool, _ columns: [Column], _ rows: [[Phrase]],
    _ footer: [[Phrase]]
  ) {
    self.caption = caption
    self.showsCaption = showsCaption
    self.isSortable = isSortable
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }

  /// The table without the columns from a place on.
  package func prefix(_ count: Int) -> PageTable {
    PageTable(
      caption: caption, showsCaption: showsCaption, isSortable: isSortable,
      Array(columns.prefix(count)), rows.map { Array($0.prefix(count)) },
      footer.map { Array($0.prefix(count)) })
  }
}
