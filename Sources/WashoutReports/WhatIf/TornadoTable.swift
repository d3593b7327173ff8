internal import Washout

/// A tornado as a table, the widest bar first.
struct TornadoTable {
  private let results: WhatIfResults
  private let outcome: Int

  init(_ results: WhatIfResults, outcome: Int) {
    self.results = results
    self.outcome = outcome
  }

  private var wanted: WhatIfOutcome { results.outcomes[outcome] }

  /// Nil without anything that was varied one at a time.
  var table: PageTable? {
    let bars = results.tornado(of: outcome)
    guard !bars.isEmpty else { return nil }
    let unit = wanted.isShare ? ", %" : ""
    let words = ["Varied", "Base case", "Low", "High"].map(PageTable.Column.text)
    let numbers = [
      "\(wanted.title) at low\(unit)", "at high", wanted.isShare ? "Swing, points" : "Swing",
      "Paired MCSE",
    ].map(PageTable.Column.number)
    return PageTable("What moves \(wanted.inSentence)", words + numbers, bars.map(row))
  }

  private func row(_ bar: TornadoBar) -> [Phrase] {
    let (low, high) = ends(bar)
    let cells = [
      settings(bar.cells[0]) { $0.base }, low.map { settings($0) { $0.value } } ?? "",
      high.map { settings($0) { $0.value } } ?? "", value(low), value(high),
      wanted.change(bar.swing, mcse: bar.mcse, isSigned: false), wanted.error(bar.mcse),
    ]
    return [name(bar)] + cells.phrases
  }

  private func name(_ bar: TornadoBar) -> Phrase {
    switch bar.kind {
    case .assessor: "assessor: all errors together"
    case .definition: "definition of recurrence"
    default: .paths(bar.paths)
    }
  }

  /// The ends of a range as written; the definitions with the lowest and the highest number.
  private func ends(_ bar: TornadoBar) -> (WhatIfResults.Cell?, WhatIfResults.Cell?) {
    if bar.kind == .definition {
      func number(_ cell: WhatIfResults.Cell) -> Double { cell.numbers[outcome]?.other ?? 0 }
      return (
        bar.cells.min { number($0) < number($1) }, bar.cells.max { number($0) < number($1) }
      )
    }
    return (bar.cells.first { $0.end == .low }, bar.cells.first { $0.end == .high })
  }

  private func settings(
    _ cell: WhatIfResults.Cell, _ text: (WhatIfCell.Setting) -> String?
  ) -> String {
    cell.settings.map { setting in
      let words = text(setting) ?? NumberText.undefined
      return cell.kind == .definition ? Terms.readable(words) : words
    }.joined(separator: ", ")
  }

  private func value(_ cell: WhatIfResults.Cell?) -> String {
    guard let number = cell?.numbers[outcome] else { return "" }
    return wanted.text(number.other, mcse: number.otherMCSE, trials: results.trials)
  }
}
