internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import WashoutReports

/// Figures written as files for slides and documents.
struct FigureExport {
  private let folder: String
  private let formats: [FigureFormat]
  private let dotsPerInch: Int
  private let drawing = FigureRun.drawing

  init(to folder: String, as formats: [FigureFormat], dotsPerInch: Int) {
    self.folder = folder
    self.formats = formats
    self.dotsPerInch = dotsPerInch
  }

  /// Refuses formats that gnuplot here cannot write, before anything is simulated.
  func check() async throws {
    for format in formats { try await drawing.check(format) }
  }

  /// Writes the files and returns their paths, figure by figure.
  func write(_ figures: [Figure]) async throws -> [String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError.cannotCreate(path: folder, reason: TextFile.reason)
    }
    var paths: [String] = []
    for figure in figures {
      for format in formats {
        try Task.checkCancellation()
        let file = PartialFile("\(folder)/\(figure.name).\(format.rawValue)")
        do {
          try await write(figure, format, to: file.partialPath)
          try file.finish()
        } catch {
          file.discard()
          throw error
        }
        paths.append(file.path)
      }
    }
    return paths
  }

  private func write(_ figure: Figure, _ format: FigureFormat, to path: String) async throws {
    if format == .svg { return try TextFile(path).write(await drawing.svg(of: figure).svg) }
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw OutputError.cannotCreate(path: path, reason: TextFile.reason) }
    defer { close(file) }
    try await drawing.write(figure, as: format, dotsPerInch: dotsPerInch, to: file)
  }
}
