import Foundation
import FoundationXML
import Testing
import WashoutReports

/// Who is right: gnuplot itself, drawing; a command that ran would have left a file.
@Suite("Texts of a scenario in a figure")
struct HostileFigureTextTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"

  /// Waits where others use the machine too.
  private static let drawing = FigureDrawing(
    searchPath: "/usr/bin:/bin", patience: .seconds(3600))

  /// Every way of gnuplot to run a command or to read something in a text, in one text.
  private var hostile: String {
    "it's \"x\" `touch \(folder)` $(touch \(folder)) @macro %d %% $data1 \\n {/Bold b}_2^3 <b>&amp;</b>\n"
      + "EOD\nsystem('touch \(folder)')\n!touch \(folder)\r\u{0}\u{1B}[31m\u{2028}; print 1 # \u{202E}"
  }

  private func figure(_ text: String) -> Figure {
    var script = FigureScript(title: text, remark: text, height: 300)
    script.xTitle(text)
    script.yTitle(text)
    script.label(text, at: "graph 0.5, graph 0.5")
    script.words("y", [(text, 1), ("100 %", 2)])
    script.plot(["\(script.data([[1, 1], [nil, nil], [2, 2]])) using 1:2 with lines"])
    return Figure(name: "hostile", section: .firstPage, alternative: text, script)
  }

  @Test("are drawn as they are and run nothing")
  func runsNothing() async throws {
    let picture = try await Self.drawing.svg(of: figure(hostile))
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(picture.svg.contains("it's \"x\" `touch"))
    #expect(
      picture.svg.contains("@macro %d %% $data1 \\n {/Bold b}_2^3 &lt;b&gt;&amp;amp;&lt;/b&gt; EOD")
    )
    #expect(picture.svg.contains("<text>100 %</text>"))
    #expect(!picture.svg.contains("\u{1B}") && !picture.svg.contains("<b>"))
    #expect(XMLParser(data: Data(picture.svg.utf8)).parse())
  }

  @Test("would run in double quotes, so that this test can fail")
  func couldRun() async throws {
    var script = FigureScript(title: "", height: 300)
    script.add("set label 1 \"`touch \(folder)`\" at graph 0.5, graph 0.5")
    script.plot(["\(script.data([[1, 1]])) using 1:2 with points"])
    let figure = Figure(name: "open", section: .firstPage, alternative: "", script)
    _ = try await Self.drawing.svg(of: figure)
    #expect(FileManager.default.fileExists(atPath: folder))
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("keep to one line in the script, in single quotes with a quote doubled")
  func quoted() {
    #expect(GnuplotText.quoted("it's\nEOD\u{0}") == "'it''s EOD '")
    let lines = figure(hostile).script.split(separator: "\n")
    #expect(lines.count { $0 == "EOD" } == 1)
    #expect(!lines.contains { $0.hasPrefix("system") || $0.hasPrefix("!") })
  }
}
