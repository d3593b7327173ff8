internal import Washout

/// The questions (ICH E9(R1)) and what is calculated for each.
struct AnalysisSection {
  private let scenario: Scenario

  init(_ findings: Findings) {
    scenario = findings.scenario
  }

  var elements: [PageElement] { [.table(estimands), .table(analyses)] }

  private var estimands: PageTable {
    PageTable(
      "Estimands",
      ["Estimand", "Population", "Variable", "Events and strategies", "Summary", "Truth"]
        .map(PageTable.Column.text),
      scenario.estimands.map(row), isSortable: false)
  }

  private func row(_ estimand: Estimand) -> [Phrase] {
    [
      Terms.readable(estimand.name), estimand.population.inWords,
      "recurrence (\(Terms.readable(estimand.definition))) by week \(estimand.byWeek)",
      strategies(estimand), "proportion", estimand.truth.inWords,
    ].phrases
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

  private var analyses: PageTable {
    PageTable(
      "Analyses", ["Analysis", "Estimand", "Method", "Interval"].map(PageTable.Column.text),
      scenario.analyses.map { analysis in
        [
          Terms.readable(analysis.name), Terms.readable(analysis.estimand), analysis.inWords,
          analysis.intervalInWords,
        ].phrases
      }, isSortable: false)
  }
}
