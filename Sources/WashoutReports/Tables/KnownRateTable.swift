internal import Washout

/// What trials would conclude if the rate were known: the planned one, then the decision by size.
struct KnownRateTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let rates = findings.results.knownRates(sampleSize: findings.results.plannedSize)
    guard !rates.isEmpty else { return [] }
    let note: Phrase =
      "Exact, over the numbers in the denominator. In parentheses: MCSE, that of the simulated share in "
      + "the denominator."
    return [.table(planned(rates)), .note(note)] + bySize
  }

  private func planned(_ rates: [SimulationResults.KnownRate]) -> PageTable {
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
    let titles =
      ["True rate", "P(decision)"] + (hasNoGo ? ["P(no-go)"] : [])
      + ["Interval width, points", "Coverage"]
    return PageTable(
      "If the true rate were known", titles.map(PageTable.Column.number),
      rows.map(\.phrases))
  }

  /// The chance of the decision, one column a rate.
  private var bySize: [PageElement] {
    let sizes = findings.results.sizes
    let rows = sizes.compactMap { size in row(size) }
    guard sizes.count > 1, !rows.isEmpty else { return [] }
    let rates = findings.results.knownRates(sampleSize: findings.results.plannedSize)
    let titles = rates.map { NumberText.percent(exactly: $0.rate) }
    return [
      .table(
        PageTable(
          captioned: "P(decision) by sample size, if the true rate were",
          (["n"] + titles).map(PageTable.Column.number), rows)),
      .note("Every size from 1, with width and coverage: \(code: "known_rates.csv")."),
    ]
  }

  private func row(_ size: Int) -> [Phrase]? {
    let rates = findings.results.knownRates(sampleSize: size)
    guard !rates.isEmpty, rates.allSatisfy({ $0.probabilityOfDecision != nil }) else { return nil }
    let isPlanned = size == findings.results.plannedSize
    return [isPlanned ? "\(strong: String(size))" : "\(size)"]
      + rates.map { Phrase(percent($0.probabilityOfDecision, $0.probabilityMCSE)) }
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
