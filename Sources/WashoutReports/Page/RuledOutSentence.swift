internal import Washout

/// Which rates the interval rules out, on average.
struct RuledOutSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without an analysis that has limits.
  var sentence: Phrase? {
    guard let analysis = findings.analysis else { return nil }
    let interval = analysis.intervalInWords
    if case .lowerLimitAbove = findings.scenario.decision?.rule,
      let lower = findings.trial(.meanLowerLimit, subject: analysis.name), lower.value != nil
    {
      let rate = NumberText.percent(lower, limit: 0)
      return
        "\(strong: "It can") show, on average, a recurrence above \(rate): the mean lower end of the "
        + "\(interval)."
    }
    guard let upper = findings.trial(.meanUpperLimit, subject: analysis.name), upper.value != nil
    else { return nil }
    let rate = NumberText.percent(upper, limit: 0)
    return
      "\(strong: "It can") rule out, on average, a recurrence above \(rate): the mean upper end of the "
      + "\(interval)."
  }
}
