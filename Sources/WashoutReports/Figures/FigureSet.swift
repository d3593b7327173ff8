internal import Washout

/// Every figure that makes sense for a scenario, in the order of the report.
package struct FigureSet {
  private let findings: Findings

  /// The figures of a simulation.
  package init(_ findings: Findings) {
    self.findings = findings
  }

  /// The figures; one that has nothing to show is left out.
  package var all: [Figure] {
    let single = [
      DesignFigure(findings).figure, HundredTrialsFigure(findings).figure,
      FunnelFigure(findings).figure, RecurrencesFigure(findings).figure,
      SizesFigure(findings).figure, MonthsFigure(findings).figure,
      AssuranceFigure(findings).figure, PrecisionFigure(findings).figure,
    ]
    let several = TornadoFigure.all(findings) + HeatMapFigure.all(findings)
    return single.compactMap { $0 } + CourseFigures(findings).all + several
  }
}

extension Report {
  /// The figures of the report, yet to be drawn.
  ///
  /// They are no part of `files`: those are the same bytes with and without gnuplot.
  public var figures: [Figure] { FigureSet(findings).all }
}
