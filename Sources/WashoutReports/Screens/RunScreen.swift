internal import Washout

extension Report {
  /// The screen at the end of a run, ending in a newline.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal.
  ///   - reportPath: Where the report was written; nil when nothing was.
  ///   - seconds: How long the simulation took, for advice on more trials; nil when not known.
  /// - Returns: The screen.
  public func screen(width: Int, reportPath: String? = nil, seconds: Double? = nil) -> String {
    RunScreen(findings, width: max(20, width), reportPath: reportPath, seconds: seconds).text
  }
}

/// The headline of a run in a terminal.
struct RunScreen {
  let findings: Findings
  let width: Int
  let reportPath: String?
  let seconds: Double?

  init(_ findings: Findings, width: Int, reportPath: String?, seconds: Double?) {
    self.findings = findings
    self.width = width
    self.reportPath = reportPath
    self.seconds = seconds
  }

  var text: String {
    let blocks: [String?] = [
      heading, expectation, HeadlineTable(findings, width: width).text, assurance, decisionSizes,
      definitions, movesMost,
      WhatIfSection(findings).screen(width: width), screening, warning, limits, closing,
    ]
    return blocks.compactMap { $0 }.joined(separator: "\n") + "\n"
  }

  private var scenario: Scenario { findings.scenario }
  private var results: SimulationResults { findings.results }

  private func wrapped(_ text: String) -> String {
    Paragraph.wrapped(text, width: width, indent: "  ")
  }

  /// Two texts on one line where they fit, else one below the other.
  private func aside(_ left: String, _ right: String, at column: Int) -> String {
    let line = Paragraph.left(left + "  ", column) + right
    return line.count <= width ? line : wrapped(left) + "\n" + wrapped(right)
  }

  private var heading: String {
    let title = scenario.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    let run =
      "\(Terms.count(results.trials, "trial")) of \(results.plannedSize), seed \(results.seed)"
    return aside(title, run, at: 52)
  }

  private var expectation: String {
    let week = scenario.trial.endWeek
    let recurrences =
      "\(people(.recurrences)) recurrences by week \(week)\(range(.recurrencesLow, .recurrencesHigh))"
    guard !findings.isStatistical, scenario.trial.sizeCounts == .enrolled else {
      return wrapped("In a trial of \(results.plannedSize) expect \(recurrences).")
    }
    let entering = "\(people(.entered)) to be observed off drug\(range(.enteredLow, .enteredHigh))"
    return wrapped("In a trial of \(results.plannedSize) expect \(entering) and \(recurrences).")
  }

  private func people(_ name: MeasureName) -> String {
    NumberText.people(findings.trial(name))
  }

  private func range(_ low: MeasureName, _ high: MeasureName) -> String {
    guard let low = findings.trial(low)?.value, let high = findings.trial(high)?.value else {
      return ""
    }
    return " (\(NumberText.fixed(low, decimals: 0))-\(NumberText.fixed(high, decimals: 0)))"
  }

  private var definitions: String? {
    let rates = scenario.recurrence.definitions.compactMap {
      findings.patient(.recurrenceRate, subject: $0.name, layer: .assessed)
    }.filter { $0.value != nil }
    guard rates.count > 1 else { return nil }
    let limit = NumberText.decimals(of: rates)
    let texts = rates.map {
      "\(Terms.readable($0.subject ?? "")) \(NumberText.barePercent($0, limit: limit))"
    }
    return wrapped("By definition, %: " + texts.joined(separator: ", "))
  }

  private var decisionSizes: String? {
    findings.decisionSizes().map { sizes in
      wrapped(
        "Decision in \(NumberText.percent(exactly: sizes.probability)) of trials: \(sizes.inWords) "
          + "(exact, over the numbers that enter)")
    }
  }

  private var movesMost: String? {
    guard let moves = MovesMost(findings) else { return nil }
    let terms = moves.terms(5)
    guard !terms.isEmpty else { return nil }
    let what = moves.outcome == .recurrence ? "" : " (\(moves.outcome.title))"
    return wrapped(
      "Moves it most\(what)\(moves.outcome.isShare ? ", %" : ""): " + terms.joined(separator: ", "))
  }

  private var screening: String? {
    let screened = findings.trial(.screened).flatMap { measure -> String? in
      guard measure.value != nil, !scenario.eligibility.criteria.isEmpty else { return nil }
      return "Screened for \(results.plannedSize): \(NumberText.plain(measure, limit: 0)) "
        + "(funnel: report)"
    }
    let months = findings.trial(.months).flatMap { measure -> String? in
      guard measure.value != nil else { return nil }
      return "First in to last out: \(NumberText.plain(measure, limit: 1)) months"
        + range(.monthsLow, .monthsHigh)
    }
    switch (screened, months) {
    case (let screened?, let months?): return aside(screened, months, at: 42)
    case (let one?, nil), (nil, let one?): return wrapped(one)
    case (nil, nil): return nil
    }
  }

  private var warning: String? {
    let sources = findings.valuesWithoutSource > 0 ? "! \(findings.withoutSource)." : nil
    let loss = LossSentence(findings).warning.map { "! \($0)." }
    let lines = [findings.disagreement.map { "! " + $0 }, sources, loss].compactMap { $0 }
    return lines.isEmpty ? nil : lines.map(wrapped).joined(separator: "\n")
  }

  private var assurance: String? {
    let lines = AssuranceLines(findings).lines
    return lines.isEmpty ? nil : lines.map(wrapped).joined(separator: "\n")
  }

  private var limits: String? {
    let lines = findings.expectations.map { wrapped(($0.isMet ? "" : "! ") + $0.line) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private var closing: String? {
    let report = reportPath.map { "Report: \($0)" }
    switch (report, PrecisionAdvice(findings, seconds: seconds).sentence) {
    case (let report?, let precision?): return aside(report, precision, at: 42)
    case (let one?, nil), (nil, let one?): return wrapped(one)
    case (nil, nil): return nil
    }
  }
}
