internal import Washout

/// The report's first page: what the trial can show, in sentences that the numbers choose.
package struct FirstPage {
  let findings: Findings
  let digest: String

  /// The first page of a report.
  package init(_ findings: Findings, digest: String) {
    self.findings = findings
    self.digest = digest
  }

  /// The page as Markdown.
  package var markdown: String {
    let paragraphs: [String?] = [
      heading, unmetLimits, answer, uncertainty, expectation, conclusion, drugLevel, errors,
      definitions, movesMost, borrowed, protocolText, footer,
    ]
    return paragraphs.compactMap { $0 }.joined(separator: "\n\n")
  }

  private var scenario: Scenario { findings.scenario }

  private var heading: String {
    let registry = scenario.registry.map { " (" + Markdown.escaped($0) + ")" } ?? ""
    return "# " + Markdown.escaped(scenario.title) + registry
  }

  private var answer: String {
    let question = scenario.question ?? "What can \(patients(findings.results.plannedSize)) show?"
    return "**\(Markdown.escaped(question))** *\(ShortAnswer(findings).sentence)*"
  }

  /// The limits of `expect` that are not met; nil where all are.
  package var unmetLimits: String? {
    let lines = findings.expectations.filter { !$0.isMet }.map(\.line)
    return lines.isEmpty ? nil : "**\(lines.joined(separator: ". "))**"
  }

  /// What is drawn anew for each trial; nil where every value is its base case.
  package var uncertainty: String? {
    guard !findings.priors.isEmpty else { return nil }
    let paths = findings.priors.prefix(6).map { Markdown.code($0.path) }
    let more = findings.priors.count > 6 ? " and \(findings.priors.count - 6) more" : ""
    return
      "**Averaged over what is believed** of \(Paragraph.list(paths))\(more): each simulated trial draws "
      + "them anew, so numbers below are of all draws together and no bias or coverage is given."
  }

  private func patients(_ count: Int) -> String { Terms.count(count, "patient") }

  // MARK: What one trial looks like

  /// If all assumptions hold: how many enter, how many recur, what one trial reports.
  package var expectation: String {
    [expectedCounts, exampleTrial].compactMap { $0 }.joined(separator: " ")
  }

  private var expectedCounts: String {
    let size = findings.results.plannedSize
    let counted = scenario.trial.sizeCounts == .entered ? "entered" : "enrolled"
    var text = "If all assumptions hold, of \(size) \(counted) "
    if !findings.isStatistical, scenario.trial.sizeCounts == .enrolled {
      text += "about **\(people(.entered))** enter observation off drug and "
    }
    text += "about **\(people(.recurrences))**\(range(.recurrencesLow, .recurrencesHigh)) "
    return text + "have a recurrence recorded by week \(scenario.trial.endWeek): "
      + "**\(NumberText.percent(findings.recurrence()))** \(populationOfRate)."
  }

  private var populationOfRate: String {
    findings.isStatistical ? "if nobody is lost" : "of those who enter, if nobody is lost"
  }

  private var exampleTrial: String? {
    guard let trial = findings.typicalTrial, let analysis = findings.analysis else { return nil }
    let level = NumberText.percent(exactly: analysis.level)
    return "One such trial reports, for example, \(trial.events) of \(trial.denominator) = "
      + "\(NumberText.fixed(100 * trial.estimate, decimals: 0)) %, \(level) interval "
      + "**\(NumberText.fixed(100 * trial.lower, decimals: 0)) to "
      + "\(NumberText.fixed(100 * trial.upper, decimals: 0)) %**."
  }

  private func people(_ name: MeasureName) -> String {
    NumberText.people(findings.trial(name))
  }

  private func range(_ low: MeasureName, _ high: MeasureName) -> String {
    guard let low = findings.trial(low)?.value, let high = findings.trial(high)?.value else {
      return ""
    }
    return " (\(NumberText.fixed(low, decimals: 0)) to \(NumberText.fixed(high, decimals: 0)))"
  }

  // MARK: What it can conclude

  /// What the interval rules out and whether the decision tells the drug from none.
  package var conclusion: String? {
    let parts = [ruledOut, DecisionSentence(findings).sentence, LookSentence(findings).sentence]
      .compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private var ruledOut: String? {
    guard let analysis = findings.analysis else { return nil }
    if case .lowerLimitAbove = scenario.decision?.rule,
      let lower = findings.trial(.meanLowerLimit, subject: analysis.name), lower.value != nil
    {
      return
        "**It can** show, on average, a recurrence above \(NumberText.percent(lower, limit: 0)): the "
        + "mean lower end of the \(analysis.intervalInWords)."
    }
    guard let upper = findings.trial(.meanUpperLimit, subject: analysis.name), upper.value != nil
    else { return nil }
    return
      "**It can** rule out, on average, a recurrence above \(NumberText.percent(upper, limit: 0)): the mean "
      + "upper end of the \(analysis.intervalInWords)."
  }

  // MARK: What limits it

  /// How much drug is left when observation ends.
  package var drugLevel: String? {
    guard let above = findings.aboveIC50, let share = above.value else { return nil }
    let week = scenario.trial.endWeek
    let text = NumberText.inSentence(NumberText.percent(above, limit: 0))
    if share >= 0.25 {
      return
        "**A quiet week \(week) is not remission.** At week \(week), \(text) of patients still "
        + "have drug above their IC50\(followedFor ?? "")."
    }
    if share > 0.05 {
      return "**Most of the drug is gone by week \(week)**, but \(text) of patients still have a "
        + "concentration above their IC50."
    }
    return "**The drug is gone by week \(week)**: \(text) of patients have a concentration above "
      + "their IC50."
  }

  /// What longer observation would see, where that was varied.
  private var followedFor: String? {
    guard let whatIf = findings.whatIf, let place = whatIf.outcomes.firstIndex(of: .recurrence)
    else { return nil }
    let longer = whatIf.cells.filter { cell in
      cell.paths == ["trial.observation_off_drug.to_week"]
        && (Int(cell.settings[0].value) ?? 0) > scenario.trial.endWeek
    }
    guard !longer.isEmpty else { return nil }
    let weeks = Paragraph.list(longer.map(\.settings[0].value))
    let rates = longer.map { cell in
      let number = cell.numbers[place]
      return WhatIfOutcome.recurrence.text(
        number?.other, mcse: number?.otherMCSE, trials: whatIf.trials, limit: 0)
    }
    return "; followed to week \(weeks) recurrence is \(Paragraph.list(rates)) %"
  }

  /// What moves the recurrence most when it is varied.
  package var movesMost: String? {
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
    let listed = ([first + unit] + terms.dropFirst()).map(Markdown.escaped)
    return "**What moves \(headline) most:** \(listed.joined(separator: ", "))."
  }

  /// How many recurrences are not real, and how many flares stay unseen.
  package var errors: String? {
    guard !findings.isStatistical, let falseShare = findings.falseShare(),
      let share = falseShare.value
    else { return nil }
    let text = NumberText.inSentence(NumberText.percent(falseShare, limit: 0))
    let first =
      if share >= 0.5 {
        "**Error dominates: of recurrences recorded, \(text) follow no flare**"
      } else if share >= 0.1 {
        "**Of recurrences recorded, \(text) follow no flare**"
      } else {
        "**Nearly all recurrences recorded follow a flare**, \(text) do not"
      }
    return [first + missedFlares, confirmed].compactMap { $0 }.joined(separator: " ")
  }

  private var missedFlares: String {
    let missed = findings.patient(.missedFlareShare, subject: scenario.recurrence.primary)
    guard missed?.value != nil else { return "." }
    let text = NumberText.inSentence(NumberText.percent(missed, limit: 0))
    return "; of patients with a flare, \(text) have none recorded."
  }

  private var confirmed: String? {
    guard
      let definition = scenario.recurrence.definitions.first(where: {
        $0.confirmation != .none && $0.name != scenario.recurrence.primary
      }),
      let rate = findings.patient(
        .recurrenceRate, subject: definition.name, layer: .assessed), rate.value != nil,
      let share = findings.patient(.falseRecurrenceShare, subject: definition.name),
      share.value != nil
    else { return nil }
    return "Confirmed at a second visit (\(Markdown.escaped(Terms.readable(definition.name)))): "
      + "\(NumberText.percent(rate)) recorded, \(NumberText.percent(share, limit: 0)) of them "
      + "without a flare."
  }

  /// How far apart the definitions put the rate; the all-seeing one is a yardstick, no definition.
  package var definitions: String? {
    let rates = scenario.recurrence.definitions.filter { $0.rule != .flare }
      .compactMap { findings.patient(.recurrenceRate, subject: $0.name, layer: .assessed) }
      .filter { $0.value != nil }
      .sorted { ($0.value ?? 0) < ($1.value ?? 0) }
    let limit = NumberText.decimals(of: [rates.first, rates.last])
    let texts = rates.map { NumberText.percent($0, limit: limit) }
    guard let lowest = rates.first, let highest = rates.last, texts.first != texts.last else {
      return nil
    }
    return "**By definition** the recurrence recorded runs from \(texts[0]) "
      + "(\(name(lowest))) to \(texts[texts.count - 1]) (\(name(highest))), each as if it ended "
      + "follow-up."
  }

  private func name(_ measure: Measure) -> String {
    Markdown.escaped(Terms.readable(measure.subject ?? ""))
  }

  // MARK: What stands behind it

  /// What is borrowed, assumed and not modelled.
  package var borrowed: String {
    var text = "**Borrowed or assumed:** "
    if case .mechanistic(let drug, _, _) = scenario.course, let origin = drug.kineticsFrom {
      text += "kinetics: \(Markdown.escaped(origin)). "
    }
    text += findings.withoutSource
    text += " (see the register of assumptions). Not modelled: "
    return text + NotModelled.shortList(findings).joined(separator: ", ") + "."
  }

  /// A paragraph for the protocol's sample-size item.
  package var protocolText: String? {
    ProtocolParagraph(findings).sentence
      .map { "*Protocol text (SPIRIT 2025 item 19):* \"\($0)\"" }
  }

  private var footer: String {
    "*Simulated: no patient data.* Scenario `\(digest.prefix(12))`, engine "
      + "\(EngineVersion.current), \(Terms.count(findings.results.trials, "trial")), seed "
      + "\(findings.results.seed). Numbers have the digits that their Monte Carlo error supports; "
      + "the errors stand in the tables below."
  }
}
