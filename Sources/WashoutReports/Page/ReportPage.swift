internal import Washout

/// The whole report as Markdown: the first page, then objective, characteristics, trial design,
/// analysis, valuation, evidence (the order of OCTAVE), what is not modelled, and sources.
package struct ReportPage {
  private let findings: Findings
  private let digest: String
  private let replay: Replay

  /// The report of a simulation of the scenario with this digest, named as the command line named it.
  package init(_ findings: Findings, digest: String, replay: Replay) {
    self.findings = findings
    self.digest = digest
    self.replay = replay
  }

  /// The page, ending in a newline.
  package var markdown: String {
    let sections: [(title: String, blocks: [String?])] = [
      ("Objective", ObjectiveSection(findings).blocks),
      ("Characteristics", CharacteristicsSection(findings).blocks),
      ("Trial design", DesignSection(findings).blocks),
      ("Analysis", AnalysisSection(findings).blocks),
      ("Valuation", ValuationSection(findings).blocks),
      ("Evidence", EvidenceSection(findings, replay).blocks),
      ("What if", WhatIfSection(findings).blocks),
      ("What is not modelled", [Markdown.list(NotModelled.explained(findings))]),
      ("Sources", [sources]),
    ]
    let blocks = sections.filter { !$0.blocks.isEmpty }.flatMap {
      ["## " + $0.title] + $0.blocks.compactMap { $0 }
    }
    return ([FirstPage(findings, digest: digest).markdown] + blocks)
      .joined(separator: "\n\n") + "\n"
  }

  private var sources: String {
    let items = findings.scenario.sources.map {
      "**\(Markdown.escaped($0.key))** \(Markdown.escaped($0.citation))"
    }
    return items.isEmpty ? "The scenario names none." : Markdown.list(items)
  }
}
