internal import Washout

/// What trials would conclude if the rate were known: the planned one, then the decision by size.
struct KnownRateTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let rates = findings.results.knownRates(sampleSize: findings.results.plannedSize)
    guard !rates.isEmpty else { return nil }
    let hasNoGo = rates.contains { $0.probabilityOfNoGo != nil }
    let rows = rates.map { rate in
      [
        NumberText.percent(exactly: rate.rate),
        percent(rate.probabilityOfDecision, rate.probabilityMCSE),
      ] + (hasNoGo ? [percent(rate.probabilityOfNoGo, rate.noGoMCSE)] : []) + [
        points(rate.intervalWidth, rate.intervalWidthMCSE),
        percent(rate.coverage, rate.coverageMCSE),
      ]
    }
    return Markdown.table(
      ["True rate", "P(decision)"] + (hasNoGo ? ["P(no-go)"] : [])
        + ["Interval width, points", "Coverage"], hasNoGo ? "rrrrr" : "rrrr", rows)
      + "\n\nExact, over the numbers in the denominator. In parentheses: MCSE, that of the simulated share "
      + "in the denominator." + (bySize.map { "\n\n" + $0 } ?? "")
  }

  /// The chance of the decision, one column a rate.
  private var bySize: String? {
    let sizes = findings.results.sizes
    let rows = sizes.compactMap { size in row(size) }
    guard sizes.count > 1, let first = rows.first else { return nil }
    let rates = findings.results.knownRates(sampleSize: findings.results.plannedSize)
    let titles = rates.map { NumberText.percent(exactly: $0.rate) }
    return "P(decision) by sample size, if the true rate were\n\n"
      + Markdown.table(["n"] + titles, String(repeating: "r", count: first.count), rows)
      + "\n\nEvery size from 1, with width and coverage: `known_rates.csv`."
  }

  private func row(_ size: Int) -> [String]? {
    let rates = findings.results.knownRates(sampleSize: size)
    guard !rates.isEmpty, rates.allSatisfy({ $0.probabilityOfDecision != nil }) else { return nil }
    let isPlanned = size == findings.results.plannedSize
    return [isPlanned ? "**\(size)**" : String(size)]
      + rates.map { percent($0.probabilityOfDecision, $0.probabilityMCSE) }
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
