internal import Foundation
internal import WashoutReports

/// The page that puts the scenarios of one run beside each other, in the order in which they were named.
struct OverviewRun {
  private let quiet: Bool
  private var entries: [Overview.Entry] = []
  private var folder: String?

  /// A page without scenarios; `quiet` does not tell where it is.
  init(quiet: Bool) {
    self.quiet = quiet
  }

  /// Adds a report that was written to a folder; nil where it was not, and the page is not either.
  mutating func add(_ report: Report, in folder: String?) {
    guard let folder else { return }
    let path = folder as NSString
    self.folder = path.deletingLastPathComponent
    entries.append(Overview.Entry(report, link: path.lastPathComponent + "/report.html"))
  }

  /// Writes the page beside the folders of the reports; nothing for a single one.
  func write() async throws {
    guard let folder, entries.count > 1 else { return }
    let overview = Overview(entries)
    let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let pictures = await FigureDrawing(searchPath: searchPath).svgs(of: overview.figures)
    try OutputFolder(folder).put(overview.files(with: pictures.drawn))
    if !quiet { try Console.write("Overview: \(folder)/overview.html\n") }
  }
}
