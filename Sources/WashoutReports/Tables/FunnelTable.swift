internal import Washout

/// How candidates fared at screening, criterion by criterion in the protocol's order.
struct FunnelTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let criteria = findings.scenario.eligibility.criteria
    let funnel = findings.results.funnel
    guard !criteria.isEmpty, funnel.screened > 0, funnel.failedFirst.count == criteria.count
    else { return [] }
    let table = PageTable(
      "Screening, criterion by criterion",
      [.text(""), .text("Criterion"), .number("Failed first"), .number("Failed at all")],
      criteria.indices.map { row(criteria[$0], funnel, $0).phrases },
      footer: [passed(funnel)])
    return [.paragraph(Phrase(summary(funnel))), .table(table)]
  }

  private func row(_ criterion: Criterion, _ funnel: Funnel, _ i: Int) -> [String] {
    [
      criterion.id, criterion.text, share(funnel.failedFirst[i], of: funnel.screened),
      share(funnel.failedAtAll[i], of: funnel.screenedInFull),
    ]
  }

  private func passed(_ funnel: Funnel) -> [Phrase] {
    let failed = funnel.failedFirst.reduce(0, +)
    return [
      .empty, "\(strong: "Passed")",
      Phrase(share(funnel.screened - failed, of: funnel.screened)), .empty,
    ]
  }

  private func share(_ count: Int64, of total: Int64) -> String {
    guard total > 0 else { return NumberText.undefined }
    return NumberText.fixed(100 * Double(count) / Double(total), decimals: 1) + " %"
  }

  private func summary(_ funnel: Funnel) -> String {
    var text =
      "\(Terms.count(Int(funnel.screened), "person", plural: "people")) screened. \"Failed first\" is a share of them; "
      + "\"failed at all\" is a share of \(NumberText.grouped(funnel.screenedInFull)) for whom every "
      + "criterion was asked."
    if let score = poolScore(funnel) { text += " " + score }
    return text
  }

  private func poolScore(_ funnel: Funnel) -> String? {
    guard case .mechanistic(_, _, let activity) = findings.scenario.course,
      !activity.items.isEmpty, funnel.screenedInFull > 1
    else { return nil }
    let count = Double(funnel.screenedInFull)
    let mean = Double(funnel.scoreSum) / count
    let variance = (Double(funnel.scoreSquareSum) - count * mean * mean) / (count - 1)
    let deviation = max(0, variance).squareRoot()
    return "Their \(Terms.readable(activity.scoreName)): mean "
      + "\(NumberText.fixed(mean, decimals: 1)), SD \(NumberText.fixed(deviation, decimals: 1))."
  }
}
