internal import Washout

/// Analyses that estimate something else than a share: weeks, or a ratio to a known curve.
struct OtherSummaryTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let analyses = findings.scenario.analyses.filter { !$0.isShare }
    guard !analyses.isEmpty else { return [] }
    let numbers = ["Mean", "MCSE", "SD", "Lower limit", "Upper limit", "No estimate"]
    let table = PageTable(
      "Other summaries at the planned size",
      [.text("Analysis"), .text("Method")] + numbers.map(PageTable.Column.number),
      analyses.map { row($0).phrases })
    let note: Phrase =
      "Means over trials with an estimate; a median that fewer than half reach has none. The scenario has "
      + "no true value of these, so neither bias nor coverage is told."
    return [.table(table), .note(note)]
  }

  private func row(_ analysis: Analysis) -> [String] {
    func measure(_ name: MeasureName) -> Measure? {
      findings.trial(name, subject: analysis.name)
    }
    let mean = measure(.meanEstimate)
    return [
      Terms.readable(analysis.name), analysis.inWords,
      NumberText.plain(mean, limit: 2), NumberText.error(mean?.mcse),
      NumberText.plain(measure(.empiricalSE), limit: 2),
      NumberText.plain(measure(.meanLowerLimit), limit: 2),
      NumberText.plain(measure(.meanUpperLimit), limit: 2),
      NumberText.percent(measure(.failed)),
    ]
  }
}
