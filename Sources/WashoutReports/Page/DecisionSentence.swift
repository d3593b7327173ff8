internal import Washout

/// Whether the decision tells the assumed drug from one that does nothing, in one or two sentences.
struct DecisionSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without a decision, or where no trial gave one.
  var sentence: Phrase? {
    guard let decision = findings.scenario.decision, findings.decided()?.value != nil else {
      return nil
    }
    let name = "\"\(decision.name)\" (\(condition(decision)))"
    guard let tellsApart = findings.tellsDrugApart() else { return alone(name) }
    let none = NumberText.percent(findings.recurrence(.noEffect))
    let verdict = tellsApart ? "It can" : "It cannot"
    let chances = "\(name) is declared in \(pair(size: nil)) of trials\(looks)"
    return "\(strong: verdict) tell the assumed drug from no drug (\(none) recurrence): "
      + "\(chances)\(larger(tellsApart)).\(opposite)"
  }

  private func condition(_ decision: Decision) -> String {
    guard let deciding = findings.decisionCount() else { return decision.rule.inWords }
    return decision.rule.inWords(deciding) + whoCounts(deciding)
  }

  /// Why the denominator is not the number that enters, where the lost are left out of it.
  private func whoCounts(_ deciding: DecidingCount) -> String {
    guard let analysis = findings.analysis, case .proportion(lost: .leftOut, _) = analysis.method,
      findings.scenario.estimands.first(where: { $0.name == analysis.estimand })?.population
        == .entered, deciding.denominator == findings.usualDenominator(),
      let entered = findings.trial(.entered)?.value,
      deciding.denominator != Int(entered.rounded())
    else { return "" }
    return ", the usual number who enter and are not lost"
  }

  /// The chance where nothing stands beside it.
  private func alone(_ name: String) -> Phrase {
    let nothing: Phrase = "\(strong: "The assumed drug does nothing.") "
    let larger = findings.largerSize.map {
      "; with \(Terms.count($0, "patient")) in \(pair(size: $0))"
    }
    let chances = "\(name) is declared in \(pair(size: nil)) of trials\(looks)\(larger ?? "")."
    return (findings.drugDoesNothing ? nothing : .empty) + Phrase(chances + opposite)
  }

  /// How often the trial concludes the opposite, with a space before it.
  private var opposite: String {
    guard findings.scenario.decision?.noGo != nil else { return "" }
    let chances = findings.drugs.map {
      NumberText.inSentence(NumberText.percent(findings.trial(.probabilityOfNoGo, $0)))
    }
    return " It concludes the opposite, a no-go, in \(Paragraph.list(chances))."
  }

  /// Which of the chances it is where looks make another one.
  private var looks: String { findings.scenario.looks == nil ? "" : ", looks ignored" }

  private func pair(size: Int?) -> String {
    Paragraph.list(findings.chances(size: size).map(NumberText.inSentence))
  }

  private func larger(_ tellsApart: Bool) -> String {
    guard !tellsApart, let size = findings.largerSize else { return "" }
    let patients = Terms.count(size, "patient")
    return findings.tellsDrugApart(size: size) == true
      ? "; \(patients) can: \(pair(size: size))"
      : "; with \(patients) in \(pair(size: size))"
  }
}
