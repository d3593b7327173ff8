internal import Foundation
internal import WashoutReports

/// The figures of a run: drawn where they changed, and kept beside its report.
struct FigureRun {
  private let name: String
  private let folder: FigureFolder
  private let keepsSources: Bool
  private let isQuiet: Bool

  /// The figures of a scenario by its name, below the folder of its report.
  init(_ name: String, in folder: String, keepsSources: Bool, isQuiet: Bool) {
    self.name = name
    self.folder = FigureFolder(besideReportIn: folder)
    self.keepsSources = keepsSources
    self.isQuiet = isQuiet
  }

  /// gnuplot as this process finds it.
  static var drawing: FigureDrawing {
    FigureDrawing(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
  }

  /// The figures that an earlier run drew and that have not changed.
  func kept(_ figures: [Figure]) -> [DrawnFigure] { figures.compactMap(folder.kept) }

  /// The figures that can be drawn; why others cannot is told in a line, and is no reason to stop.
  func drawn(_ figures: [Figure]) async throws -> [DrawnFigure] {
    let outcome = await Self.drawing.svgs(of: figures, kept: folder.kept)
    try Task.checkCancellation()
    if !isQuiet {
      for failure in outcome.failures { Console.report("\(name): \(failure.message)") }
    }
    return outcome.drawn
  }

  /// Puts them beside the report, in place of those of an earlier run.
  func write(_ drawn: [DrawnFigure], of figures: [Figure]) throws {
    try folder.replace(with: drawn, sources: keepsSources ? figures : [])
  }
}
