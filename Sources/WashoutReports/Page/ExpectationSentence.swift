internal import Washout

/// What one trial looks like if all assumptions hold: how many enter, how many recur, what is reported.
struct ExpectationSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var sentence: Phrase {
    [counts, exampleTrial, failure].compactMap { $0 }.joined(separator: " ")
  }

  private var counts: Phrase {
    let size = findings.results.plannedSize
    let trial = findings.scenario.trial
    let counted = trial.sizeCounts == .entered ? "entered" : "enrolled"
    let entering: Phrase =
      !findings.isStatistical && trial.sizeCounts == .enrolled
      ? "about \(strong: people(.entered)) enter observation off drug and " : .empty
    return "If all assumptions hold, of \(size) \(counted) \(entering)"
      + "about \(strong: people(.recurrences))\(range(.recurrencesLow, .recurrencesHigh)) "
      + "have a recurrence recorded by week \(trial.endWeek): "
      + "\(strong: NumberText.percent(findings.recurrence())) \(populationOfRate)."
  }

  private var populationOfRate: String {
    findings.isStatistical ? "if nobody is lost" : "of those who enter, if nobody is lost"
  }

  private var exampleTrial: Phrase? {
    guard let trial = findings.typicalTrial, let analysis = findings.analysis else { return nil }
    let level = NumberText.percent(exactly: analysis.level)
    func points(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 0) }
    let limits = "\(points(trial.lower)) to \(points(trial.upper)) %"
    return "One such trial reports, for example, \(trial.events) of \(trial.denominator) = "
      + "\(points(trial.estimate)) %, \(level) interval \(strong: limits)."
  }

  /// How often there is nothing to report; nil where that is rare.
  private var failure: Phrase? {
    let failed = findings.analysis.flatMap { findings.trial(.failed, subject: $0.name) }
    guard let share = failed?.value, share >= 0.01 else { return nil }
    let text = NumberText.percent(failed, limit: 0)
    let verdict = findings.scenario.decision == nil ? "" : ", and the decision is no"
    return "\(strong: "In \(text) of trials nothing can be estimated")\(verdict)."
  }

  private func people(_ name: MeasureName) -> String {
    NumberText.people(findings.trial(name))
  }

  private func range(_ low: MeasureName, _ high: MeasureName) -> String {
    guard let low = findings.trial(low)?.value, let high = findings.trial(high)?.value else {
      return ""
    }
    return " (\(NumberText.fixed(low, decimals: 0)) to \(NumberText.fixed(high, decimals: 0)))"
  }
}
