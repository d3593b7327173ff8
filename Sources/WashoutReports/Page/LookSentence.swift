internal import Washout

/// What the looks do to the trial, in one sentence of the first page.
struct LookSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without looks.
  var sentence: Phrase? {
    guard let stopping = findings.withLooks(.stoppingWithLooks), stopping.value != nil else {
      return nil
    }
    let planned = findings.results.plannedSize
    let isEnrolled = findings.withLooks(.enrolledWithLooks) != nil
    let people = findings.drugs.map {
      NumberText.plain(findings.peopleWithLooks($0), limit: 1)
    }
    let columns = findings.hasNoEffect ? " (assumed drug and no effect)" : ""
    return
      "\(strong: "With its looks") the trial stops early in \(chances(.stoppingWithLooks)) of trials\(columns) "
      + "and \(isEnrolled ? "enrols" : "evaluates") \(Paragraph.list(people)) of "
      + "\(Terms.count(planned, "patient")) on average\(declared)."
  }

  private var declared: String {
    guard findings.withLooks(.decisionWithLooks)?.value != nil else { return "" }
    let chance = "\(chances(.decisionWithLooks)) of trials"
    if let most = findings.results.declareIfAtMost {
      return "; unless stopped for many recurrences it declares, at its end with at most "
        + "\(Terms.count(most, "recurrence")), in \(chance)"
    }
    let name = findings.scenario.decision.map { "\"\($0.name)\"" }
    return "; \(name ?? "the decision") is then declared in \(chance)"
  }

  private func chances(_ name: MeasureName) -> String {
    let measures = findings.drugs.map { findings.withLooks(name, $0) }
    let limit = NumberText.decimals(of: measures)
    return Paragraph.list(
      measures.map { NumberText.inSentence(NumberText.percent($0, limit: limit)) })
  }
}
