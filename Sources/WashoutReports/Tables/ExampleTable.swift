internal import Washout

/// Trials that end in different ways, to replay.
struct ExampleTable {
  private let findings: Findings
  private let replay: Replay

  init(_ findings: Findings, _ replay: Replay) {
    self.findings = findings
    self.replay = replay
  }

  var markdown: String? {
    let trials = findings.results.exampleTrials
    guard !trials.isEmpty else { return nil }
    let table = Markdown.table(
      ["Trial", "Analysis", "Recurrences", "Estimate", "Interval", "Declared"], "rlrrrl",
      trials.map(row))
    if findings.isStatistical { return table }
    let command = replay.trace(trial: trials[0].trial, patient: 1)
    return table + "\n\nReplay one with \(Markdown.code(command))."
  }

  private func row(_ trial: SimulationResults.ExampleTrial) -> [String] {
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 0) }
    return [
      String(trial.trial), Markdown.escaped(Terms.readable(trial.analysis)),
      "\(trial.events) of \(trial.denominator)", percent(trial.estimate) + " %",
      "\(percent(trial.lower)) to \(percent(trial.upper)) %",
      trial.decided.map { $0 ? "yes" : "no" } ?? NumberText.undefined,
    ]
  }
}
