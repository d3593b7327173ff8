internal import Washout

/// The chance of the decision by simulation and exactly, over the numbers that really enter.
struct ExactTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let rows = findings.results.sizes.compactMap(row)
    guard !rows.isEmpty else { return [] }
    let table = PageTable(
      "The decision, exact beside simulated",
      ["n", "Simulated", "Exact", "Difference, points", "MCSE of it"]
        .map(PageTable.Column.number), rows.map(\.phrases))
    let elements: [PageElement?] = [
      .table(table), findings.disagreement.map { .alert("\(strong: $0)") },
      sizes.map(PageElement.note),
    ]
    return elements.compactMap { $0 }
  }

  /// How many people make the decision likely enough, with the drug and without its effect.
  private var sizes: Phrase? {
    guard let assumed = findings.decisionSizes() else { return nil }
    let none = findings.hasNoEffect ? findings.decisionSizes(.noEffect) : nil
    let unless = none.map { "; if the drug does nothing, \($0.inWords)" } ?? ""
    let share = NumberText.percent(exactly: assumed.probability)
    return
      "Declared in \(share) of trials: \(assumed.inWords)\(unless). Stable: from there on every n "
      + "up to \(assumed.largest). In parentheses: over the simulated rates +- 2 MCSE. Every n from 1, "
      + "with coverage and width: \(code: "exact_by_size.csv")."
  }

  private func row(_ size: Int) -> [String]? {
    guard let exact = findings.trial(.exactProbabilityOfDecision, size: size), exact.value != nil
    else { return nil }
    let difference = findings.trial(.decisionSimulatedMinusExact, size: size)
    let simulated = findings.decided(size: size)
    let limit = NumberText.decimals(of: [simulated, exact])
    return [
      String(size), NumberText.percent(simulated, limit: limit),
      NumberText.percent(exact, limit: limit),
      NumberText.points(difference, limit: 3, besideError: true),
      NumberText.error(difference?.mcse, scale: 100),
    ]
  }
}
