internal import Washout

/// What the planned trial would conclude if the rate were known.
struct KnownRateTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let rates = findings.results.rateTable
    guard !rates.isEmpty else { return nil }
    let rows = rates.map { rate in
      [
        NumberText.percent(exactly: rate.rate),
        rate.probabilityOfDecision.map { percent($0) } ?? NumberText.undefined,
        NumberText.fixed(rate.intervalWidth, decimals: 2), percent(rate.coverage),
      ]
    }
    return Markdown.table(
      ["True rate", "P(decision)", "Interval width", "Coverage"], "rrrr", rows)
      + "\n\nExact, over the numbers that enter; no simulation error beyond that of the share entering."
  }

  private func percent(_ share: Double) -> String {
    NumberText.fixed(100 * share, decimals: 1) + " %"
  }
}
