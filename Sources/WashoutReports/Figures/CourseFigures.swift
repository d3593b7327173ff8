/// The figures of people's courses and of recurrence-free curves, in the order of the report.
package struct CourseFigures {
  private let findings: Findings

  /// The figures of findings, none where no courses were followed.
  package init(_ findings: Findings) {
    self.findings = findings
  }

  /// Those that have something to show.
  package var all: [Figure] {
    let figures = [
      ConcentrationFigure(findings)?.figure, ScoreFigure(findings)?.figure,
      MarkersFigure(findings)?.figure, ItemsFigure(findings)?.figure,
      RecurrenceFreeFigure(findings)?.figure,
    ]
    return figures.compactMap { $0 }
  }
}
