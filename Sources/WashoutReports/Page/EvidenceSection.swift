internal import Washout

/// The results: per patient, by definition, by size, by analysis, exact beside simulated, screening.
struct EvidenceSection {
  private let findings: Findings
  private let replay: Replay
  private let figures: ReportFigures

  init(_ findings: Findings, _ replay: Replay, _ figures: ReportFigures) {
    self.findings = findings
    self.replay = replay
    self.figures = figures
  }

  var elements: [PageElement] {
    let parts: [(title: String, elements: [PageElement])] = [
      ("What the scenario expects", ExpectationTable(findings).elements),
      ("Assurance", AssuranceSection(findings).elements + figures.of(.assurance)),
      ("Per patient", PatientTable(findings).elements),
      ("The course in figures", figures.of(.evidence)),
      ("By definition and layer", DefinitionTable(findings).elements),
      ("By sample size", figures.of(.sizes) + SizeTable(findings).elements),
      ("Looks at the planned size", LookTable(findings).elements),
      ("The decision, exact beside simulated", ExactTable(findings).elements),
      ("True values of the estimands", TruthTable(findings).elements),
      ("Analyses at the planned size", AnalysisTable(findings).elements),
      ("Other summaries at the planned size", OtherSummaryTable(findings).elements),
      ("If the true rate were known", KnownRateTable(findings).elements),
      ("Trials to look at", ExampleTable(findings, replay).elements),
      ("Screening", FunnelTable(findings).elements + figures.of(.screening)),
      ("How well the numbers are known", figures.of(.precision)),
    ]
    return [.paragraph(Phrase(introduction))]
      + parts.filter { !$0.elements.isEmpty }.flatMap { [.heading($0.title)] + $0.elements }
  }

  private var introduction: String {
    let size = findings.results.plannedSize
    let twin =
      findings.hasNoEffect
      ? " No effect: the same people on a drug that does nothing; the error of a difference is that "
        + "of the pairs."
      : findings.drugDoesNothing
        ? " The assumed drug does nothing, so no other column stands beside it." : ""
    return "\(Terms.count(findings.results.trials, "trial")), planned size \(size). "
      + "MCSE: Monte Carlo standard error, in the unit of its number (percentage points for shares)."
      + twin
  }
}
