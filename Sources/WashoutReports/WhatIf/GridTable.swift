internal import Washout

/// One outcome over the values of two paths: one row a value of the first, one column a value of the
/// second.
struct GridTable {
  private let results: WhatIfResults
  private let cells: [WhatIfResults.Cell]
  private let outcome: Int

  /// Cells that set the same two paths.
  init(_ results: WhatIfResults, _ cells: [WhatIfResults.Cell], outcome: Int) {
    self.results = results
    self.cells = cells
    self.outcome = outcome
  }

  private var wanted: WhatIfOutcome { results.outcomes[outcome] }

  private func values(_ place: Int) -> [String] {
    var values: [String] = []
    for cell in cells where !values.contains(cell.settings[place].value) {
      values.append(cell.settings[place].value)
    }
    return values
  }

  /// What the rows and columns are, and how well a difference from the base case is known.
  var caption: String {
    let base = results.base[outcome]
    let unit = wanted.isShare ? " %" : ""
    let largest = cells.compactMap { $0.numbers[outcome]?.mcse }.max()
    return "\(wanted.title)\(unit), base case "
      + "\(wanted.text(base?.other, mcse: base?.otherMCSE, trials: results.trials))\(unit); "
      + "rows \(cells[0].paths[0]), columns \(cells[0].paths[1]); paired MCSE of a difference from the "
      + "base case at most \(wanted.error(largest))\(wanted.isShare ? " points" : "")"
  }

  var header: [String] {
    let names = cells[0].paths.map { PathWords.short($0) }
    return ["\(names[0]) \\ \(names[1])"] + values(1)
  }

  var rows: [[String]] {
    let columns = values(1)
    let decimals = wanted.decimals(of: cells.map { $0.numbers[outcome]?.otherMCSE })
    return values(0).map { row in
      [row]
        + columns.map { column in
          let cell = cells.first { $0.settings[0].value == row && $0.settings[1].value == column }
          let number = cell?.numbers[outcome]
          return number.map {
            wanted.text($0.other, mcse: $0.otherMCSE, trials: results.trials, limit: decimals)
          } ?? NumberText.undefined
        }
    }
  }

  var table: PageTable {
    let columns = header.enumerated().map { place, title in
      place == 0 ? PageTable.Column.text(title) : .number(title)
    }
    return PageTable(
      captioned: Phrase(caption + "."), columns, rows.map(\.phrases))
  }

  func text(width: Int) -> String {
    Paragraph.wrapped(caption, width: width, indent: "  ") + "\n"
      + TextTable.text(header, rows, width: width)
  }
}
