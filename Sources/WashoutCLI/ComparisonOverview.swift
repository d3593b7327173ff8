internal import Foundation
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// The page of a comparison in a folder of its own, with pictures and with links to reports that are there.
struct ComparisonOverview {
  private let folder: String
  private let reports: String
  private let isQuiet: Bool

  /// A page in `folder`; `reports` is the folder in which reports of scenarios stand by their names.
  init(in folder: String, besides reports: String, isQuiet: Bool) {
    self.folder = folder
    self.reports = reports
    self.isQuiet = isQuiet
  }

  /// Draws and writes the page, and says where it is.
  func write(_ page: ComparisonPage) async throws {
    let pictures = await FigureRun.drawing.svgs(of: page.figures)
    try Task.checkCancellation()
    if !isQuiet { for failure in pictures.failures { Console.report(failure.message) } }
    let names = page.comparisons.flatMap { [$0.base.name, $0.other.name] }
    try OutputFolder(folder).put(page.files(with: pictures.drawn, reports: links(to: names)))
    if !isQuiet { Console.report("Page: \(folder)/comparison.html") }
  }

  private func links(to names: [String]) -> [String: String] {
    var links: [String: String] = [:]
    for name in names {
      let file = "\(reports)/\(name)/report.html"
      if ScenarioPath.fileExists(file) { links[name] = Self.path(to: file, from: folder) }
    }
    return links
  }

  /// A file's path from a folder, such as `../output/cstar012/report.html`.
  static func path(to file: String, from folder: String) -> String {
    let (file, folder) = (components(file), components(folder))
    let shared = zip(file, folder).prefix { $0 == $1 }.count
    return (folder.dropFirst(shared).map { _ in ".." } + file.dropFirst(shared))
      .joined(separator: "/")
  }

  private static func components(_ path: String) -> [String] {
    URL(fileURLWithPath: path).standardizedFileURL.pathComponents
  }
}
