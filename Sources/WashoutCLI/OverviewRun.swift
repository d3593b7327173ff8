internal import Foundation
internal import WashoutReports

/// The page that puts the scenarios of one run beside each other, in the order in which they were named.
struct OverviewRun {
  private let quiet: Bool
  private let draws: Bool
  private var entries: [Overview.Entry] = []
  private var folder: String?

  /// A page without scenarios; `quiet` does not tell where it is, `draws` gives it pictures.
  init(quiet: Bool, draws: Bool) {
    self.quiet = quiet
    self.draws = draws
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
    // Why there are none, the reports have told.
    let pictures = draws ? await FigureRun.drawing.svgs(of: overview.figures).drawn : []
    try OutputFolder(folder).put(overview.files(with: pictures))
    if !quiet { try Console.write("Overview: \(folder)/overview.html\n") }
  }
}
