internal import Washout

/// Values of one path, or combinations of several, as a table: one row a cell, the base case first.
struct VariedTable {
  private let results: WhatIfResults
  private let cells: [WhatIfResults.Cell]

  /// Cells that set the same paths.
  init(_ results: WhatIfResults, _ cells: [WhatIfResults.Cell]) {
    self.results = results
    self.cells = cells
  }

  var header: [String] {
    cells[0].settings.map { PathWords.short($0.path) }
      + results.outcomes.flatMap {
        [$0.isShare ? "\($0.title), %" : $0.title, "difference", "paired MCSE"]
      }
  }

  var rows: [[String]] {
    let base = cells[0].settings.map { ($0.base ?? NumberText.undefined) + " (base)" }
    let isVaried = cells.contains { cell in cell.settings.allSatisfy { $0.value == $0.base } }
    return (isVaried ? [] : [base + numbers(results.base, isBase: true)])
      + cells.map { cell in
        let isBase = cell.settings.allSatisfy { $0.value == $0.base }
        return cell.settings.map { $0.value + (isBase ? " (base)" : "") }
          + numbers(cell.numbers, isBase: isBase)
      }
  }

  private func numbers(_ numbers: [PairedDifference?], isBase: Bool) -> [String] {
    zip(results.outcomes, numbers).flatMap { outcome, number -> [String] in
      guard let number else { return Array(repeating: NumberText.undefined, count: 3) }
      let value = outcome.text(number.other, mcse: number.otherMCSE, trials: results.trials)
      if isBase { return [value, "", ""] }
      return [
        value, outcome.change(number.difference, mcse: number.mcse), outcome.error(number.mcse),
      ]
    }
  }

  var table: PageTable {
    let count = cells[0].settings.count
    let columns = header.enumerated().map { place, title in
      place < count ? PageTable.Column.text(title) : .number(title)
    }
    return PageTable(
      captioned: "\(Phrase.paths(cells[0].paths)):", columns, rows.map(\.phrases))
  }

  func text(width: Int) -> String {
    let count = cells[0].settings.count
    let caption =
      "Varied \(Paragraph.list(cells[0].paths)), \(Terms.count(results.trials, "trial")) each on the same "
      + "draws; differences from the base case, of shares in points"
    return Paragraph.wrapped(caption, width: width, indent: "  ") + "\n"
      + TextTable.text(
        header, rows, width: width,
        alignments: String(repeating: "l", count: count)
          + String(repeating: "r", count: header.count - count))
  }
}
