internal import Washout

/// The questions (ICH E9(R1)) and what is calculated for each.
struct AnalysisSection {
  private let scenario: Scenario

  init(_ findings: Findings) {
    scenario = findings.scenario
  }

  var blocks: [String?] { [estimands, analyses] }

  private var estimands: String {
    Markdown.table(
      ["Estimand", "Population", "Variable", "Events and strategies", "Summary", "Truth"], "llllll",
      scenario.estimands.map(row))
  }

  private func row(_ estimand: Estimand) -> [String] {
    [
      Markdown.escaped(Terms.readable(estimand.name)), estimand.population.inWords,
      "recurrence (\(Markdown.escaped(Terms.readable(estimand.definition)))) by week "
        + "\(estimand.byWeek)",
      strategies(estimand), "proportion", estimand.truth.inWords,
    ]
  }

  private func strategies(_ estimand: Estimand) -> String {
    let parts = IntercurrentEvent.allCases.compactMap { event in
      estimand.strategies[event].map { "\(event.inWords): \(words(of: $0, for: event))" }
    }
    return parts.isEmpty ? "none can happen" : parts.joined(separator: "; ")
  }

  private func words(of strategy: Strategy, for event: IntercurrentEvent) -> String {
    event == .noResponse && strategy == .treatmentPolicy ? "ignored" : strategy.inWords
  }

  private var analyses: String {
    Markdown.table(
      ["Analysis", "Estimand", "Method", "Interval"], "llll",
      scenario.analyses.map {
        [
          Markdown.escaped(Terms.readable($0.name)), Markdown.escaped(Terms.readable($0.estimand)),
          $0.inWords, $0.intervalInWords,
        ]
      })
  }
}
