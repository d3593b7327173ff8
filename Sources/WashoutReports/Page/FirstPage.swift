internal import Washout

/// The report's first page: what the trial can show, in sentences that the numbers choose.
package struct FirstPage {
  private let findings: Findings
  private let digest: String
  private let figures: [PageElement]

  /// The first page of a report.
  package init(_ findings: Findings, digest: String, figures: [PageElement] = []) {
    self.findings = findings
    self.digest = digest
    self.figures = figures
  }

  /// The title of the report.
  package var title: Phrase {
    Phrase(scenario.title) + Phrase(scenario.registry.map { " (\($0))" } ?? "")
  }

  /// The paragraphs in order.
  package var elements: [PageElement] {
    let paragraphs: [Phrase?] = [
      uncertainty, ExpectationSentence(findings).sentence, conclusion,
      LossSentence(findings).sentence,
      DrugLevelSentence(findings).sentence, ErrorSentence(findings).sentence, definitions,
      movesMost, borrowed,
    ]
    let alerts = [findings.disagreement, unmetLimits].compactMap { $0 }.map { text in
      PageElement.alert("\(strong: text)")
    }
    let quotation = protocolText.map { [PageElement.quotation($0)] } ?? []
    return alerts + [.lead(answer)] + paragraphs.compactMap { $0 }.map(PageElement.paragraph)
      + quotation + figures + [.note(footer)]
  }

  private var scenario: Scenario { findings.scenario }

  /// The question and the answer in few words.
  var answer: Phrase {
    let size = findings.results.plannedSize
    let question = scenario.question ?? "What can \(Terms.count(size, "patient")) show?"
    return "\(strong: question) \(emphasis: ShortAnswer(findings).sentence)"
  }

  /// The limits of `expect` that are not met; nil where all are.
  private var unmetLimits: String? {
    let lines = findings.expectations.filter { !$0.isMet }.map(\.line)
    return lines.isEmpty ? nil : lines.joined(separator: ". ")
  }

  /// What is drawn anew for each trial; nil where every value is its base case.
  private var uncertainty: Phrase? {
    guard !findings.priors.isEmpty else { return nil }
    let paths = findings.priors.prefix(6).map { prior -> Phrase in "\(code: prior.path)" }
    let more = findings.priors.count > 6 ? " and \(findings.priors.count - 6) more" : ""
    return
      "\(strong: "Averaged over what is believed") of \(paths.listed)\(more): each simulated trial draws "
      + "them anew, so numbers below are of all draws together and no bias or coverage is given."
  }

  /// What the interval rules out and whether the decision tells the drug from none.
  private var conclusion: Phrase? {
    let parts = [
      RuledOutSentence(findings).sentence, DecisionSentence(findings).sentence,
      LookSentence(findings).sentence,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// How far apart the definitions put the rate; the all-seeing one is a yardstick, no definition.
  private var definitions: Phrase? {
    let rates = scenario.recurrence.definitions.filter { $0.rule != .flare }
      .compactMap { findings.patient(.recurrenceRate, subject: $0.name, layer: .assessed) }
      .filter { $0.value != nil }
      .sorted { ($0.value ?? 0) < ($1.value ?? 0) }
    let limit = NumberText.decimals(of: [rates.first, rates.last])
    let texts = rates.map { NumberText.percent($0, limit: limit) }
    guard let lowest = rates.first, let highest = rates.last, texts.first != texts.last else {
      return nil
    }
    return "\(strong: "By definition") the recurrence recorded runs from \(texts[0]) "
      + "(\(name(lowest))) to \(texts[texts.count - 1]) (\(name(highest))), each as if it ended "
      + "follow-up."
  }

  private func name(_ measure: Measure) -> String { Terms.readable(measure.subject ?? "") }

  /// What moves the recurrence most when it is varied.
  private var movesMost: Phrase? {
    guard let moves = MovesMost(findings), let base = moves.base else { return nil }
    let terms = moves.terms(6)
    guard let first = terms.first else { return nil }
    let unit = moves.outcome.isShare ? " %" : ""
    let headline =
      moves.outcome == .recurrence
      ? NumberText.percent(findings.recurrence())
      : "\(moves.outcome.title) "
        + moves.outcome.text(base.other, mcse: base.otherMCSE, trials: findings.results.trials)
        + unit
    let listed = ([first + unit] + terms.dropFirst()).joined(separator: ", ")
    return "\(strong: "What moves \(headline) most:") \(listed)."
  }

  /// What is borrowed, assumed and not modelled.
  private var borrowed: Phrase {
    var origins: [String] = []
    if case .mechanistic(let drug, _, _) = scenario.course, let origin = drug.kineticsFrom {
      origins.append("kinetics: \(origin). ")
    }
    if let origin = scenario.recurrence.definitionsFrom {
      origins.append("\(origins.isEmpty ? "recurrence" : "Recurrence"): \(origin). ")
    }
    let missing = NotModelled.shortList(findings).joined(separator: ", ")
    return
      "\(strong: "Borrowed or assumed:") \(origins.joined())\(findings.withoutSource) (see the register of "
      + "assumptions). Not modelled: \(missing)."
  }

  /// A paragraph for the protocol's sample-size item.
  private var protocolText: Phrase? {
    ProtocolParagraph(findings).sentence.map { text -> Phrase in
      "\(emphasis: "Protocol text (SPIRIT 2025 item 19):") \"\(text)\""
    }
  }

  private var footer: Phrase {
    "\(emphasis: "Simulated: no patient data.") Scenario \(code: String(digest.prefix(12))), engine "
      + "\(EngineVersion.current), \(Terms.count(findings.results.trials, "trial")), seed "
      + "\(findings.results.seed). Numbers have the digits that their Monte Carlo error supports; "
      + "the errors stand in the tables below."
  }
}
