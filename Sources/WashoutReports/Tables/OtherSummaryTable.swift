internal import Washout

/// Analyses that estimate something else than a share: weeks, or a ratio to a known curve.
struct OtherSummaryTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let analyses = findings.scenario.analyses.filter { !$0.isShare }
    guard !analyses.isEmpty else { return nil }
    return Markdown.table(
      ["Analysis", "Method", "Mean", "MCSE", "SD", "Lower limit", "Upper limit", "No estimate"],
      "llrrrrrr", analyses.map(row))
      + "\n\nMeans over trials with an estimate; a median that fewer than half reach has none. The "
      + "scenario has no true value of these, so neither bias nor coverage is told."
  }

  private func row(_ analysis: Analysis) -> [String] {
    func measure(_ name: MeasureName) -> Measure? {
      findings.trial(name, subject: analysis.name)
    }
    let mean = measure(.meanEstimate)
    return [
      Markdown.escaped(Terms.readable(analysis.name)), analysis.inWords,
      NumberText.plain(mean, limit: 2), NumberText.error(mean?.mcse),
      NumberText.plain(measure(.empiricalSE), limit: 2),
      NumberText.plain(measure(.meanLowerLimit), limit: 2),
      NumberText.plain(measure(.meanUpperLimit), limit: 2),
      NumberText.percent(measure(.failed)),
    ]
  }
}
