internal import Washout

/// Every figure that makes sense for a scenario, in the order of the report.
struct FigureSet {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// The figures; one that has nothing to show is left out.
  var all: [Figure] {
    let figures = [
      FunnelFigure(findings).figure
    ]
    return figures.compactMap { $0 }
  }
}

extension Report {
  /// The figures of the report, yet to be drawn.
  ///
  /// They are no part of `files`: those are the same bytes with and without gnuplot.
  public var figures: [Figure] { FigureSet(findings).all }
}
