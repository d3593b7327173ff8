internal import Washout

/// Trials that end in different ways, to replay.
struct ExampleTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let trials = findings.results.exampleTrials
    guard !trials.isEmpty else { return nil }
    return Markdown.table(
      ["Trial", "Analysis", "Recurrences", "Estimate", "Interval", "Declared"], "rlrrrl",
      trials.map(row))
      + "\n\nReplay one with `washout trace \(findings.scenario.name) --trial \(trials[0].trial) "
      + "--patient 1`."
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
