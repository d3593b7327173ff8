internal import Washout

/// The chance of the decision by simulation and exactly, over the numbers that really enter.
struct ExactTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let rows = findings.results.sizes.compactMap(row)
    guard !rows.isEmpty else { return nil }
    let table = Markdown.table(
      ["n", "Simulated", "Exact", "Difference, points", "MCSE of it"], "rrrrr", rows)
    return [table, findings.disagreement.map { "**\($0)**" }, sizes].compactMap { $0 }
      .joined(separator: "\n\n")
  }

  /// How many people make the decision likely enough, with the drug and without its effect.
  private var sizes: String? {
    guard let assumed = findings.decisionSizes() else { return nil }
    let none = findings.hasNoEffect ? findings.decisionSizes(.noEffect) : nil
    return "Declared in \(NumberText.percent(exactly: assumed.probability)) of trials: "
      + "\(Markdown.escaped(assumed.inWords))"
      + (none.map { "; if the drug does nothing, \(Markdown.escaped($0.inWords))" } ?? "")
      + ". Stable: from there on every n up to \(assumed.largest). In parentheses: over the simulated rates "
      + "+- 2 MCSE. Every n from 1, with coverage and width: `exact_by_size.csv`."
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
