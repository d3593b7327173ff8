internal import Washout

/// One row a sample size: accrual, duration, events, decision, width.
struct SizeTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  private struct Column {
    var title: String
    var cell: (Int) -> String
  }

  var elements: [PageElement] {
    let sizes = findings.results.sizes
    let columns = columns.filter { column in
      sizes.contains { column.cell($0) != NumberText.undefined }
    }
    guard !sizes.isEmpty, columns.count > 1 else { return [] }
    let table = PageTable(
      "By sample size", columns.map { PageTable.Column.number($0.title) },
      sizes.map { size in cells(size, columns) })
    return [.table(table)]
  }

  /// The planned size stands out.
  private func cells(_ size: Int, _ columns: [Column]) -> [Phrase] {
    let cells = columns.map { Phrase($0.cell(size)) }
    guard size == findings.results.plannedSize else { return cells }
    return ["\(strong: String(size))"] + cells.dropFirst()
  }

  private var columns: [Column] {
    let findings = findings
    let hasScreening = !findings.scenario.eligibility.criteria.isEmpty
    let everyoneEnters = findings.isStatistical
    return [
      Column(title: "n") { String($0) },
      Column(title: "Screened") { size in
        hasScreening
          ? NumberText.plain(findings.trial(.screened, size: size), limit: 0) : NumberText.undefined
      },
      Column(title: "Months (90 %)") { interval(.months, .monthsLow, .monthsHigh, $0, limit: 1) },
      Column(title: "Enter (90 %)") { size in
        everyoneEnters
          ? NumberText.undefined : interval(.entered, .enteredLow, .enteredHigh, size, limit: 1)
      },
      Column(title: "Recurrences (90 %)") {
        interval(.recurrences, .recurrencesLow, .recurrencesHigh, $0, limit: 1)
      },
      Column(title: "Decides with", cell: count),
      Column(title: findings.hasNoEffect ? "P(decision), drug" : "P(decision)") {
        findings.chances(size: $0)[0]
      },
      Column(title: "no effect") {
        findings.chances(size: $0).dropFirst().first ?? NumberText.undefined
      },
      Column(title: "MCSE") { NumberText.error(of: findings.decided(size: $0)) },
      Column(title: "P(no-go)") {
        NumberText.percent(findings.trial(.probabilityOfNoGo, size: $0))
      },
      Column(title: "Interval width") { NumberText.plain(findings.width(size: $0), limit: 2) },
    ]
  }

  private func interval(
    _ mean: MeasureName, _ low: MeasureName, _ high: MeasureName, _ size: Int, limit: Int
  ) -> String {
    let text = NumberText.plain(findings.trial(mean, size: size), limit: limit)
    guard let low = findings.trial(low, size: size)?.value,
      let high = findings.trial(high, size: size)?.value
    else { return text }
    return "\(text) (\(NumberText.fixed(low, decimals: 0))-\(NumberText.fixed(high, decimals: 0)))"
  }

  private func count(_ size: Int) -> String {
    guard let rule = findings.scenario.decision?.rule,
      let deciding = findings.decisionCount(size: size)
    else { return NumberText.undefined }
    return rule.inWords(deciding)
  }
}
