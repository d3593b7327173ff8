internal import Foundation
internal import Glibc
package import WashoutReports

/// The pictures beside a report, each replaced as a whole.
///
/// A picture is drawn anew only where its figure changed; what was made of an older one goes with it.
package struct FigureFolder {
  /// The folder.
  package let path: String

  /// The folder of a report's pictures, which need not exist yet.
  package init(besideReportIn folder: String) {
    path = folder + "/figures"
  }

  /// The picture of a figure from an earlier run; nil where there is none or the figure has changed.
  package func kept(_ figure: Figure) -> DrawnFigure? {
    contents(figure.name + ".svg").flatMap { DrawnFigure(figure, kept: $0) }
  }

  /// Leaves these pictures and no other picture of an earlier run.
  ///
  /// Beside them `sources` are kept as scripts that gnuplot draws again; files of other formats that were made of a
  /// picture which has changed are removed.
  package func replace(
    with drawn: [DrawnFigure], sources: [Figure] = []
  ) throws(OutputError) {
    if drawn.isEmpty && sources.isEmpty && !ScenarioPath.fileExists(path) { return }
    try TextFile.makeFolder(path)
    let lock = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    defer { if lock >= 0 { close(lock) } }
    guard lock >= 0 else { throw .cannotCreate(path: path, reason: TextFile.reason) }
    flock(lock, LOCK_EX)
    for stem in stalePictures(beside: drawn) { remove(stem, endings: ["svg"] + Self.madeOfIt) }
    for picture in drawn where contents(picture.fileName) != picture.svg {
      remove(picture.figure.name, endings: Self.madeOfIt)
      try PartialFile.write(picture.svg, to: "\(path)/\(picture.fileName)")
    }
    for figure in sources { try PartialFile.write(figure.source, to: "\(path)/\(figure.name).gp") }
    rmdir(path)
  }

  private static let madeOfIt = FigureFormat.allCases.filter { $0 != .svg }.map(\.rawValue) + ["gp"]

  /// Stems of pictures of this program that are none of these.
  private func stalePictures(beside drawn: [DrawnFigure]) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let pictures = names.filter { name in
      name.hasSuffix(".svg") && !drawn.contains { $0.fileName == name }
        && contents(name).map(DrawnFigure.isPicture) == true
    }
    return pictures.map { String($0.dropLast(4)) }
  }

  private func remove(_ stem: String, endings: [String]) {
    for ending in endings { unlink("\(path)/\(stem).\(ending)") }
  }

  private func contents(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
