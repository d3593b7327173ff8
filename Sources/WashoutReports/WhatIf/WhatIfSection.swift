internal import Washout

/// The what-if part of the report: tornados, further values, combinations, and what moved nothing.
struct WhatIfSection {
  private let findings: Findings
  private let results: WhatIfResults?

  init(_ findings: Findings) {
    self.findings = findings
    results = findings.whatIf
  }

  /// Nothing where nothing was varied.
  var blocks: [String?] {
    guard let results, !results.cells.isEmpty else { return [] }
    return [introduction(results)]
      + results.outcomes.indices.map { place in
        TornadoTable(results, outcome: place).markdown.map {
          "### What moves \(words(results.outcomes[place]))\n\n\($0)"
        }
      }
      + groups(results).map { cells in
        "### What if: \(cells[0].paths.map { PathWords.short($0) }.joined(separator: " and "))\n\n"
          + tables(results, cells).joined(separator: "\n\n")
      } + [idle(results)]
  }

  private func introduction(_ results: WhatIfResults) -> String {
    let base = zip(results.outcomes, results.base).map { outcome, number in
      "\(words(outcome)) \(outcome.text(number?.other, mcse: number?.otherMCSE, trials: results.trials))"
        + (outcome.isShare ? " %" : "")
    }
    return "Each cell is simulated beside the base case on the same draws, "
      + "\(Terms.count(results.trials, "trial")) of \(findings.results.plannedSize); the paired MCSE is the "
      + "error of the difference from the base case, in a tornado that of the end farthest from it. Base "
      + "case in these trials: \(base.joined(separator: ", ")). The whole is in `what_if.csv`."
  }

  private func words(_ outcome: WhatIfOutcome) -> String {
    switch outcome {
    case .recurrence: "recurrence"
    case .noEffectRecurrence: "recurrence without a drug effect"
    case .probabilityOfDecision: "the probability of the decision"
    case .noEffectProbabilityOfDecision: "the probability of the decision without a drug effect"
    default: Terms.readable(outcome.rawValue)
    }
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

  private func tables(_ results: WhatIfResults, _ cells: [WhatIfResults.Cell]) -> [String] {
    guard cells[0].settings.count == 2 else { return [VariedTable(results, cells).markdown] }
    return results.outcomes.indices.map {
      GridTable(results, cells, outcome: $0).markdown
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

  private func idle(_ results: WhatIfResults) -> String? {
    let paths = results.idlePaths()
    guard !paths.isEmpty else { return nil }
    return "Varied without moving any of these numbers in any trial: "
      + paths.map { "`\($0)`" }.joined(separator: ", ") + "."
  }
}
