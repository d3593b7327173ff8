internal import Washout

/// What is asked, and what the answer is used for.
struct ObjectiveSection {
  private let scenario: Scenario

  init(_ findings: Findings) {
    scenario = findings.scenario
  }

  var blocks: [String?] {
    let lines: [String?] = [
      line("Question", scenario.question),
      line("Context of use", scenario.context),
      line("Registry", scenario.registry),
      line("Treatment", scenario.trial.treatment),
    ]
    return [Markdown.list(lines.compactMap { $0 })]
  }

  private func line(_ label: String, _ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    return "\(label): \(Markdown.escaped(text))"
  }
}
