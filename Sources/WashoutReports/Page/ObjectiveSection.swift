internal import Washout

/// What is asked, and what the answer is used for.
struct ObjectiveSection {
  private let scenario: Scenario

  init(_ findings: Findings) {
    scenario = findings.scenario
  }

  var elements: [PageElement] {
    let lines: [Phrase?] = [
      line("Question", scenario.question),
      line("Context of use", scenario.context),
      line("Registry", scenario.registry),
      line("Treatment", scenario.trial.treatment),
    ]
    let known = lines.compactMap { $0 }
    return known.isEmpty ? [] : [.list(known)]
  }

  private func line(_ label: String, _ text: String?) -> Phrase? {
    guard let text, !text.isEmpty else { return nil }
    return "\(label): \(text)"
  }
}
