internal import Washout

/// Several scenarios beside each other, in the order in which they were named.
public struct Overview: Sendable {
  /// A scenario on the page.
  public struct Entry: Sendable {
    /// What was found.
    let findings: Findings
    /// The scenario's name.
    let name: String
    /// Its report, by a path from the page.
    let link: String

    /// A report and where it stands, by a path from the folder of the page, such as `cstar012/report.html`.
    public init(_ report: Report, link: String) {
      findings = report.findings
      name = report.findings.scenario.name
      self.link = link
    }
  }

  private let entries: [Entry]

  /// A page of scenarios in order.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The pictures of the page, yet to be drawn.
  public var figures: [Figure] { OverviewFigures(entries).all }

  /// The page as Markdown and as HTML, with the pictures that were drawn.
  public func files(with figures: [DrawnFigure] = []) -> [Report.File] {
    let page = page(figures)
    return [
      Report.File(name: "overview.md", contents: page.markdown),
      Report.File(name: "overview.html", contents: page.html),
    ]
  }

  private func page(_ drawn: [DrawnFigure]) -> Page {
    let pictures = drawn.map { PageElement.figure(PageFigure($0)) }
    let tables = OverviewTables(entries)
    return Page(
      title: "\(Terms.count(entries.count, "scenario")) beside each other",
      opening: [
        .paragraph(
          "\(emphasis: "Simulated: no patient data.") In parentheses: Monte Carlo standard error (MCSE), of "
            + "shares in percentage points. No effect: the same people on a drug that does nothing."
        ),
        .table(tables.headlines),
      ] + pictures,
      sections: [
        PageSection("The decision by sample size", tables.decisions.map { [.table($0)] } ?? [])
      ]
        + entries.map(section))
  }

  private func section(_ entry: Entry) -> PageSection {
    let first = FirstPage(entry.findings, digest: "")
    return PageSection(
      entry.findings.scenario.title,
      [
        .paragraph(first.answer), .paragraph(ExpectationSentence(entry.findings).sentence),
        .paragraph(Phrase([.link("The report of \(entry.name)", file: entry.link)])),
      ])
  }
}
