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
    try TextFile.makeFolder(folder)
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
          throw (error as? OutputError)?.of(file.path) ?? error
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
    do {
      try await drawing.write(figure, as: format, dotsPerInch: dotsPerInch, to: file)
    } catch {
      close(file)
      throw error
    }
    let isSafe = fsync(file) == 0
    guard close(file) == 0, isSafe else {
      throw OutputError.cannotWrite(path: path, reason: TextFile.reason)
    }
    guard format.isWhole(FileManager.default.contents(atPath: path) ?? Data()) else {
      throw OutputError.cannotWrite(
        path: path, reason: "gnuplot left the picture unfinished; is the disk full?")
    }
  }
}
