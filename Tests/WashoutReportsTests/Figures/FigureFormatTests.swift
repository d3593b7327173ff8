import Foundation
import Testing
import WashoutReports

/// Who is right: gnuplot's own measure of a line of text, as a share of the picture's width.
@Suite("Text in a figure")
struct FigureFormatTests {
  private let size = Figure.Size(width: 720, height: 300)

  /// The height of a line of ordinary text in pixels of a picture 720 wide.
  private func lineHeight(_ terminal: String) throws -> Double {
    let script =
      "\(terminal); set output '/dev/null'; plot x; set print '-'; "
      + "print 720.0 * GPVAL_TERM_VCHAR / GPVAL_TERM_XSIZE"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot", "-d", "-e", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return try #require(Double(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test(
    "is as large in every format, so that none loses words at an edge",
    arguments: [(FigureFormat.png, 96), (.png, 300), (.png, 36), (.pdf, 300), (.emf, 300)])
  func size(_ format: FigureFormat, _ dotsPerInch: Int) throws {
    let choice = format.choice(for: size, dotsPerInch: dotsPerInch)
    let lines = try lineHeight(choice) / Double(FigureStyle.fontSize)
    #expect(lines > 1.1 && lines <= 1.31, "\(lines)")
    let scale = try #require(choice.firstMatch(of: /fontscale ([0-9.]+)/)?.output)
    let points = choice.replacing(scale.0, with: "fontscale \(4 / 3 * (Double(scale.1) ?? 0))")
    #expect(try lineHeight(points) / Double(FigureStyle.fontSize) > 1.4)
  }
}
