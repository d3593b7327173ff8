internal import Washout

/// Trials that end in different ways, to replay.
struct ExampleTable {
  private let findings: Findings
  private let replay: Replay

  init(_ findings: Findings, _ replay: Replay) {
    self.findings = findings
    self.replay = replay
  }

  var elements: [PageElement] {
    let trials = findings.results.exampleTrials
    guard !trials.isEmpty else { return [] }
    let table = PageTable(
      "Trials to look at",
      [
        .number("Trial"), .text("Analysis"), .number("Recurrences"), .number("Estimate"),
        .number("Interval"), .text("Declared"),
      ], trials.map { row($0).phrases })
    if findings.isStatistical { return [.table(table)] }
    let command = replay.trace(trial: trials[0].trial, patient: 1)
    return [.table(table), .note("Replay one with \(code: command).")]
  }

  private func row(_ trial: SimulationResults.ExampleTrial) -> [String] {
    let analysis = findings.scenario.analyses.first { $0.name == trial.analysis }
    let isShare = analysis?.isShare ?? true
    func percent(_ share: Double) -> String {
      isShare ? NumberText.fixed(100 * share, decimals: 0) : NumberText.fixed(share, decimals: 1)
    }
    let unit = isShare ? " %" : ""
    return [
      String(trial.trial), Terms.readable(trial.analysis),
      "\(trial.events) of \(trial.denominator)", percent(trial.estimate) + unit,
      analysis?.hasLimits == false
        ? NumberText.undefined : "\(percent(trial.lower)) to \(percent(trial.upper))\(unit)",
      trial.decided.map { $0 ? "yes" : "no" } ?? NumberText.undefined,
    ]
  }
}
