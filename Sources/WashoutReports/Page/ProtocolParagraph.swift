internal import Foundation
internal import Washout

/// The sample-size paragraph of a protocol (SPIRIT 2025 item 19).
struct ProtocolParagraph {
  /// The true frequency of the adverse event that the paragraph speaks of.
  static let adverseEventFrequency = 0.10

  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where the analysis gives no interval.
  var sentence: String? {
    guard let analysis = findings.analysis, let width = findings.width(), let value = width.value
    else { return nil }
    let size = findings.results.plannedSize
    let points = NumberText.fixed(100 * value, decimals: 0)
    let rate = NumberText.percent(findings.recurrence(), limit: 0)
    return "With \(Terms.count(size, "patient")), the \(analysis.intervalInWords) has an expected "
      + "width of \(points) percentage points at a recurrence of \(rate), and an adverse event of true "
      + "frequency \(NumberText.percent(exactly: Self.adverseEventFrequency)) is seen at least once "
      + "with a probability of \(chanceToSee(size)) %. \(decision)No formal comparison is powered."
  }

  private func chanceToSee(_ size: Int) -> String {
    NumberText.fixed(100 * (1 - pow(1 - Self.adverseEventFrequency, Double(size))), decimals: 0)
  }

  private var decision: String {
    guard let decision = findings.scenario.decision, findings.decided()?.value != nil else {
      return ""
    }
    let chance = NumberText.percent(findings.decided(), limit: 0)
    return "Under the assumptions, the criterion '\(decision.name)' "
      + "(\(decision.rule.inWords)) is met with a probability of \(chance)\(looks). "
  }

  /// The chance of trials that a look can stop, beside the one that ignores looks.
  private var looks: String {
    guard findings.scenario.looks != nil else { return "" }
    let chance = findings.withLooks(.decisionWithLooks)
    guard chance?.value != nil else { return " if looks are ignored" }
    let end = findings.results.declareIfAtMost.map {
      " (at its end with at most \(Terms.count($0, "recurrence")))"
    }
    return " if looks are ignored; with them the trial declares\(end ?? "") with a probability of "
      + NumberText.percent(chance, limit: 0)
  }
}
