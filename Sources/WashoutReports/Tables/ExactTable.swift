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
    return Markdown.table(
      ["n", "Simulated", "Exact", "Difference, points", "MCSE of it"], "rrrrr", rows)
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
