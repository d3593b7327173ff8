internal import Washout

/// What the trial declares, printed as a count for each number that can enter the denominator.
struct ValuationSection {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    guard let decision = findings.scenario.decision else {
      return [.paragraph("The scenario names no decision; the trial estimates a rate.")]
    }
    let elements: [PageElement?] = [
      .paragraph(Phrase(rule(decision))), counts.map(PageElement.table),
      noGo(decision).map { .paragraph(Phrase($0)) },
    ]
    return elements.compactMap { $0 }
  }

  private func rule(_ decision: Decision) -> String {
    let note = findings.scenario.assumptions
      .first { $0.path == "decision" || $0.path.hasPrefix("decision.") }?.note
    return "\"\(decision.name)\" is declared when the analysis "
      + "\(Terms.readable(decision.analysis)) has its \(decision.rule.inWords)"
      + (note.map { " (\($0))" } ?? "")
      + (countRuns.isEmpty ? "." : ". As a count:")
  }

  /// The opposite conclusion; nil for a decision without one.
  private func noGo(_ decision: Decision) -> String? {
    guard let noGo = decision.noGo else { return nil }
    let chances = findings.drugs.map { drug in
      NumberText.inSentence(NumberText.percent(findings.trial(.probabilityOfNoGo, drug)))
    }
    let open = findings.drugs.map { drug in
      NumberText.inSentence(NumberText.percent(findings.trial(.probabilityToConsider, drug)))
    }
    let columns = findings.hasNoEffect ? " (assumed drug and no effect)" : ""
    return "The opposite, a no-go, is concluded with a \(noGo.inWords): in "
      + "\(Paragraph.list(chances)) of trials\(columns). \(Paragraph.list(open)) come to neither and are "
      + "to be considered."
  }

  private var counts: PageTable? {
    let runs = countRuns
    guard !runs.isEmpty else { return nil }
    let rows = runs.map { run -> [Phrase] in
      let first = run.denominators.lowerBound
      let last = run.denominators.upperBound
      return [
        first == last ? "\(first)" : "\(first) to \(last)", Phrase(declared(run.count)),
      ]
    }
    return PageTable(
      "The decision as a count", [.number("In the denominator"), .text("Declared with")], rows)
  }

  private func declared(_ count: Int?) -> String {
    guard let count else { return "no count" }
    let noun = Terms.count(count, "recurrence")
    if !findings.decidesWithFew { return "at least \(noun)" }
    return count == 0 ? "no recurrence" : "at most \(noun)"
  }

  /// Denominators from 1 on that share one count, in order.
  private var countRuns: [(denominators: ClosedRange<Int>, count: Int?)] {
    var runs: [(denominators: ClosedRange<Int>, count: Int?)] = []
    for (denominator, count) in findings.results.decisionCounts.enumerated().dropFirst() {
      if let last = runs.last, last.count == count {
        runs[runs.count - 1].denominators = last.denominators.lowerBound...denominator
      } else {
        runs.append((denominator...denominator, count))
      }
    }
    return runs
  }
}
