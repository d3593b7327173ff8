internal import Washout

/// The whole report: the first page, then objective, characteristics, trial design,
/// analysis, valuation, evidence (the order of OCTAVE), what is not modelled, and sources.
package struct ReportPage {
  private let findings: Findings
  private let digest: String
  private let replay: Replay
  private let figures: ReportFigures

  /// The report of a simulation of the scenario with this digest, named as the command line named it, with
  /// the figures that were drawn.
  package init(
    _ findings: Findings, digest: String, replay: Replay, figures: [DrawnFigure] = []
  ) {
    self.findings = findings
    self.digest = digest
    self.replay = replay
    self.figures = ReportFigures(figures)
  }

  /// The page, whatever it is written as.
  package var page: Page {
    let first = FirstPage(findings, digest: digest, figures: figures.of(.firstPage))
    return Page(
      title: first.title, opening: first.elements,
      sections: [
        PageSection("Objective", ObjectiveSection(findings).elements),
        PageSection(
          "Characteristics", CharacteristicsSection(findings, settings: replay.settings).elements),
        PageSection("Trial design", DesignSection(findings).elements),
        PageSection("Analysis", AnalysisSection(findings).elements),
        PageSection("Valuation", ValuationSection(findings).elements),
        PageSection("Evidence", EvidenceSection(findings, replay, figures).elements),
        PageSection("What if", WhatIfSection(findings, figures.of(.whatIf)).elements),
        PageSection("What is not modelled", [.list(NotModelled.explained(findings))]),
        PageSection("Sources", [sources]),
      ])
  }

  private var sources: PageElement {
    let items = findings.scenario.sources.map { source -> Phrase in
      "\(strong: source.key) \(source.citation)"
    }
    return items.isEmpty ? .paragraph("The scenario names none.") : .list(items)
  }
}
