internal import Washout

/// The what-if part of the report: tornados, further values, combinations, and what moved nothing.
struct WhatIfSection {
  private let findings: Findings
  private let results: WhatIfResults?
  private let figures: [PageElement]

  init(_ findings: Findings, _ figures: [PageElement] = []) {
    self.findings = findings
    self.figures = figures
    results = findings.whatIf
  }

  /// Nothing where nothing was varied.
  var elements: [PageElement] {
    guard let results, !results.cells.isEmpty else { return [] }
    let moves = results.outcomes.indices.flatMap { place -> [PageElement] in
      guard let table = TornadoTable(results, outcome: place).table else { return [] }
      return [.heading("What moves \(results.outcomes[place].inSentence)"), .table(table)]
    }
    let varied = groups(results).flatMap { cells -> [PageElement] in
      let names = cells[0].paths.map { PathWords.short($0) }
      return [.heading("What if: \(names.joined(separator: " and "))")]
        + tables(results, cells).map(PageElement.table)
    }
    return [.paragraph(introduction(results))] + figures + moves + varied
      + (idle(results).map { [.note($0)] } ?? [])
  }

  private func introduction(_ results: WhatIfResults) -> Phrase {
    let base = zip(results.outcomes, results.base).map { outcome, number in
      "\(outcome.inSentence) \(outcome.text(number?.other, mcse: number?.otherMCSE, trials: results.trials))"
        + (outcome.isShare ? " %" : "")
    }
    return "Each cell is simulated beside the base case on the same draws, "
      + "\(Terms.count(results.trials, "trial")) of \(findings.results.plannedSize); the paired MCSE is the "
      + "error of the difference from the base case, in a tornado that of the end farthest from it. Base "
      + "case in these trials: \(base.joined(separator: ", ")). The whole is in \(code: "what_if.csv")."
  }

  /// Cells that were asked for together.
  private func groups(_ results: WhatIfResults) -> [[WhatIfResults.Cell]] {
    var groups: [[WhatIfResults.Cell]] = []
    for cell in results.cells where [.also, .grid, .vary].contains(cell.kind) {
      let place = groups.firstIndex { $0[0].kind == cell.kind && $0[0].paths == cell.paths }
      if let place { groups[place].append(cell) } else { groups.append([cell]) }
    }
    return groups
  }

  private func tables(_ results: WhatIfResults, _ cells: [WhatIfResults.Cell]) -> [PageTable] {
    guard cells[0].settings.count == 2 else { return [VariedTable(results, cells).table] }
    return results.outcomes.indices.map {
      GridTable(results, cells, outcome: $0).table
    }
  }

  /// The same tables for a terminal, of what the command line varies.
  func screen(width: Int) -> String? {
    guard let results else { return nil }
    let tables = groups(results).filter { $0[0].kind == .vary }.flatMap { cells -> [String] in
      guard cells[0].settings.count == 2 else {
        return [VariedTable(results, cells).text(width: width)]
      }
      return results.outcomes.indices.map {
        GridTable(results, cells, outcome: $0).text(width: width)
      }
    }
    return tables.isEmpty ? nil : tables.joined(separator: "\n")
  }

  private func idle(_ results: WhatIfResults) -> Phrase? {
    let paths = results.idlePaths()
    guard !paths.isEmpty else { return nil }
    return "Varied without moving any of these numbers in any trial: \(Phrase.paths(paths))."
  }
}

extension Phrase {
  /// Paths as code, in order.
  static func paths(_ paths: [String]) -> Phrase {
    paths.map { path -> Phrase in "\(code: path)" }.joined(separator: ", ")
  }
}
