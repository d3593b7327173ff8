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
        percent(rate.probabilityOfDecision, rate.probabilityMCSE),
        points(rate.intervalWidth, rate.intervalWidthMCSE),
        percent(rate.coverage, rate.coverageMCSE),
      ]
    }
    return Markdown.table(
      ["True rate", "P(decision)", "Interval width, points", "Coverage"], "rrrr", rows)
      + "\n\nExact, over the numbers in the denominator. In parentheses: MCSE, that of the simulated share "
      + "in the denominator."
  }

  private func percent(_ share: Double?, _ mcse: Double?) -> String {
    guard let share else { return NumberText.undefined }
    return withError(digits(share, mcse) + " %", mcse)
  }

  private func points(_ share: Double, _ mcse: Double?) -> String {
    withError(digits(share, mcse), mcse)
  }

  private func digits(_ share: Double, _ mcse: Double?) -> String {
    let decimals = NumberText.decimals(mcse: mcse.map { 100 * $0 }, limit: 1)
    return NumberText.fixed(100 * share, decimals: decimals)
  }

  private func withError(_ text: String, _ mcse: Double?) -> String {
    let error = NumberText.error(mcse, scale: 100)
    return error == NumberText.undefined ? text : "\(text) (\(error))"
  }
}
