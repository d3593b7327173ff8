public import Washout

/// One simulated person's course in a terminal, a line an event.
public struct TraceScreen {
  private let scenario: Scenario
  private let trace: PatientTrace
  private let width: Int

  /// The screen of a trace of this scenario, for a terminal with so many columns.
  public init(_ trace: PatientTrace, of scenario: Scenario, width: Int) {
    self.trace = trace
    self.scenario = scenario
    self.width = max(40, width)
  }

  /// The screen, ending in a newline.
  public var text: String {
    let title = "SIMULATED PERSON, NOT A PATIENT   (trial \(trace.trial), patient \(trace.patient))"
    let events = TraceEvents(trace, of: scenario).inOrder.map { event in
      let label = Paragraph.left("Day \(NumberText.fixed(event.day, decimals: 0))", 9)
      return label + hanging(event.text)
    }
    return ([title] + drawn + [wrapped(person)] + events + [wrapped(ending)]).joined(
      separator: "\n") + "\n"
  }

  /// The values that the trial drew.
  private var drawn: [String] {
    let values = trace.drawnValues.map { "\($0.name) \(Terms.significant($0.value))" }
    return values.isEmpty
      ? [] : [wrapped("Drawn for this trial: \(values.joined(separator: ", ")).")]
  }

  private func wrapped(_ text: String) -> String {
    Paragraph.wrapped(text, width: width, indent: "  ")
  }

  /// A text beside the day, its further lines below itself.
  private func hanging(_ text: String) -> String {
    Paragraph.wrapped(text, width: width - 9).split(separator: "\n")
      .joined(separator: "\n" + String(repeating: " ", count: 9))
  }

  private var person: String {
    let sex = trace.covariates.first { $0.name == "female" }.map { $0.value == 1 ? "Woman" : "Man" }
    let age = trace.covariates.first { $0.name == "age_years" }
      .map { "of \(NumberText.fixed($0.value, decimals: 0))" }
    let rest = trace.covariates.filter { $0.name != "female" && $0.name != "age_years" }
      .map { CovariateWords($0.name).text($0.value, isYesOrNo: $0.isYesOrNo) }
    let who = ([sex ?? "Person", age].compactMap { $0 }).joined(separator: " ")
    let driven = trace.isDriven ? "Target-driven" : "Not target-driven"
    return ([who] + rest).joined(separator: ", ") + ". " + screened
      + "\(driven), drug half-life \(NumberText.fixed(trace.halfLifeDays, decimals: 0)) days, "
      + "IC50 \(NumberText.fixed(trace.ic50, decimals: 2)) mg/L."
  }

  private var screened: String {
    guard !scenario.eligibility.criteria.isEmpty else { return "" }
    let failures = trace.failures.map { "\($0.criterion) (\($0.count))" }
    guard !failures.isEmpty else { return "The first one screened for this place. " }
    return "Screened as number \(trace.screened) for this place; the others failed first at "
      + failures.joined(separator: ", ") + ". "
  }

  private var ending: String {
    let days = trace.recurrences.map { recurrence in
      let name = Terms.readable(recurrence.definition)
      guard let day = recurrence.recordedDay else { return "\(name) none" }
      return "\(name) day \(NumberText.fixed(day, decimals: 0))"
        + (recurrence.followsFlare ? "" : " (no flare)")
    }
    return "Recorded by definition, each as if it ended follow-up: " + days.joined(separator: ", ")
      + "."
  }
}
