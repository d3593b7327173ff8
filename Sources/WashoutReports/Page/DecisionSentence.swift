internal import Washout

/// Whether the decision tells the assumed drug from one that does nothing, in one or two sentences.
struct DecisionSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without a decision, or where no trial gave one.
  var sentence: String? {
    guard let decision = findings.scenario.decision, findings.decided()?.value != nil else {
      return nil
    }
    let name = "\"\(Markdown.escaped(decision.name))\" (\(condition(decision)))"
    guard let tellsApart = findings.tellsDrugApart() else { return alone(name) }
    let none = NumberText.percent(findings.recurrence(.noEffect))
    let first =
      tellsApart
      ? "**It can** tell the assumed drug from no drug (\(none) recurrence): "
      : "**It cannot** tell the assumed drug from no drug (\(none) recurrence): "
    return first + "\(name) is declared in \(pair(size: nil)) of trials" + larger(tellsApart) + "."
  }

  private func condition(_ decision: Decision) -> String {
    guard let (count, denominator) = findings.decisionCount() else { return decision.rule.inWords }
    return decision.rule.inWords(count: count, of: denominator)
  }

  private func alone(_ name: String) -> String {
    let chance = NumberText.percent(findings.decided())
    guard let size = findings.largerSize else {
      return "\(name) is declared in \(chance) of trials."
    }
    return "\(name) is declared in \(chance) of trials; with \(Terms.count(size, "patient")) in "
      + "\(NumberText.percent(findings.decided(size: size)))."
  }

  private func pair(size: Int?) -> String {
    "\(NumberText.percent(findings.decided(size: size))) and "
      + NumberText.percent(findings.decided(.noEffect, size: size))
  }

  private func larger(_ tellsApart: Bool) -> String {
    guard !tellsApart, let size = findings.largerSize else { return "" }
    let patients = Terms.count(size, "patient")
    return findings.tellsDrugApart(size: size) == true
      ? "; \(patients) can: \(pair(size: size))"
      : "; with \(patients) in \(pair(size: size))"
  }
}
