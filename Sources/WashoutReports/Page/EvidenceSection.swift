internal import Washout

/// The results: per patient, by definition, by size, by analysis, exact beside simulated, screening.
struct EvidenceSection {
  private let findings: Findings
  private let replay: Replay

  init(_ findings: Findings, _ replay: Replay) {
    self.findings = findings
    self.replay = replay
  }

  var blocks: [String?] {
    [
      introduction,
      titled("What the scenario expects", ExpectationTable(findings).markdown),
      titled("Assurance", AssuranceSection(findings).markdown),
      titled("Per patient", PatientTable(findings).markdown),
      titled("By definition and layer", DefinitionTable(findings).markdown),
      titled("By sample size", SizeTable(findings).markdown),
      titled("Looks at the planned size", LookTable(findings).markdown),
      titled("The decision, exact beside simulated", ExactTable(findings).markdown),
      titled("True values of the estimands", TruthTable(findings).markdown),
      titled("Analyses at the planned size", AnalysisTable(findings).markdown),
      titled("Other summaries at the planned size", OtherSummaryTable(findings).markdown),
      titled("If the true rate were known", KnownRateTable(findings).markdown),
      titled("Trials to look at", ExampleTable(findings, replay).markdown),
      titled("Screening", FunnelTable(findings).markdown),
    ]
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

  private func titled(_ title: String, _ table: String?) -> String? {
    table.map { "### \(title)\n\n\($0)" }
  }
}
