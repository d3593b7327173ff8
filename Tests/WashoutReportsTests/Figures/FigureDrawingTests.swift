import Foundation
import Testing
import WashoutReports

/// Who is right: the formats' own first bytes (PNG, PDF and EMF specifications), and gnuplot.
@Suite("A figure", .serialized)
struct FigureDrawingTests {
  private let drawing = FigureDrawing(searchPath: "/usr/bin:/bin", patience: .seconds(3600))

  private func figure(_ title: String = "A line", name: String = "line", to end: Double = 2)
    -> Figure
  {
    var script = FigureScript(title: title, height: 300)
    script.plot([
      "\(script.data([[1, 1], [2, end]])) using 1:2 with linespoints \(FigureStyle.points(.drug))"
    ])
    return Figure(
      name: name, section: .firstPage, alternative: "A line from 1 to \(end) < 9.", script)
  }

  @Test("is the same bytes every time, and others where its data are others")
  func sameBytes() async throws {
    let first = try await drawing.svg(of: figure())
    #expect(try await drawing.svg(of: figure()) == first)
    #expect(try await drawing.svg(of: figure(to: 3)).svg != first.svg)
  }

  @Test("says what it shows to a screen reader, scales, and names no program")
  func accessible() async throws {
    let svg = try await drawing.svg(of: figure()).svg
    #expect(svg.contains("role=\"img\" aria-labelledby=\"washout-line-title washout-line-desc\""))
    #expect(svg.contains("<title id=\"washout-line-title\">A line</title>"))
    #expect(svg.contains("<desc id=\"washout-line-desc\">A line from 1 to 2.0 &lt; 9.</desc>"))
    #expect(svg.contains("viewBox=\"0 0 720 300\""))
    #expect(svg.contains("<text>A line</text>"))
    #expect(!svg.contains("GNUPLOT") && !svg.contains("patchlevel"))
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
  }

  @Test("has ids of its own, so that several can stand in one page")
  func ids() async throws {
    let svgs = [
      try await drawing.svg(of: figure()).svg, try await drawing.svg(of: figure(name: "other")).svg,
    ]
    let ids = svgs.map { svg in
      Set(svg.matches(of: /\bid=["']([^"']+)["']/).map { String($0.output.1) })
    }
    #expect(ids[0].count > 10)
    #expect(ids[0].isDisjoint(with: ids[1]))
    for (svg, ids) in zip(svgs, ids) {
      let used = svg.matches(of: /(?:href=["']|url\()#([^"')]+)/).map { String($0.output.1) }
      #expect(!used.isEmpty && used.allSatisfy(ids.contains))
    }
  }

  @Test("is kept only where nothing of it has changed and the picture is whole")
  func kept() async throws {
    let picture = try await drawing.svg(of: figure())
    #expect(DrawnFigure(figure(), kept: picture.svg) == picture)
    #expect(DrawnFigure(figure(to: 3), kept: picture.svg) == nil)
    #expect(DrawnFigure(figure("Another"), kept: picture.svg) == nil)
    #expect(DrawnFigure(figure(), kept: String(picture.svg.dropLast(20))) == nil)
    #expect(
      DrawnFigure(figure(), kept: picture.svg.replacing("<text>A line", with: "<text>B line"))
        == nil)
    #expect(DrawnFigure.isPicture(picture.svg) && !DrawnFigure.isPicture("<svg></svg>"))
  }

  @Test(
    "is a file of each format",
    arguments: [
      (FigureFormat.png, [0x89, 0x50, 0x4E, 0x47]), (.pdf, [0x25, 0x50, 0x44, 0x46]),
      (.emf, [0x01, 0x00, 0x00, 0x00]),
    ])
  func formats(format: FigureFormat, magic: [UInt8]) async throws {
    let bytes = try await written(format, dotsPerInch: 96)
    #expect(Array(bytes.prefix(4)) == magic)
    // A picture of which a full disk took the end, or all.
    #expect(format.isWhole(bytes) && !format.isWhole([]))
    #expect(!format.isWhole(bytes.dropLast(16)) && !format.isWhole(bytes.prefix(4096)))
    if format == .emf {
      #expect(Array(bytes[40..<44]) == [0x20, 0x45, 0x4D, 0x46])
      // The header says how long the file is, which takes a file that can be rewound.
      let length = bytes[48..<52].reversed().reduce(0) { 256 * $0 + Int($1) }
      #expect(length == bytes.count)
    }
  }

  @Test("has as many dots as are asked for", arguments: [(96, 720), (300, 2_250)])
  func dots(perInch: Int, width: Int) async throws {
    let bytes = try await written(.png, dotsPerInch: perInch)
    #expect(bytes[16..<20].reduce(0) { 256 * $0 + Int($1) } == width)
  }

  private func written(_ format: FigureFormat, dotsPerInch: Int) async throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try await drawing.write(figure(), as: format, dotsPerInch: dotsPerInch, to: file.fileDescriptor)
    try file.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    return Array(bytes)
  }
}
