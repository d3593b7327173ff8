import Foundation
import Testing
import Washout
import WashoutCLI

@Suite("Words and names of a scenario that want to be more", .serialized)
struct HostileNameTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let title =
    "=1+1 `id` $(id) <script>alert(1)</script> ![a](http://b) | **c** # '; DROP TABLE block; -- \\\\"

  /// A scenario with a title that is none, written as `name`.
  private func scenario(_ name: String, title: String = title) throws {
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("title:") ? "title: \"\(title)\"" : String(line)
    }
    try folder.write(lines.joined(separator: "\n"), to: name)
  }

  private func everything(below path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { !$0.contains(".washout") }
  }

  @Test("stand in every file of a report as words alone")
  func report() throws {
    try scenario("x.yaml")
    let outcome = try Tool.run(
      ["run", "x.yaml", "--trials", "64", "--output", "out", "--quiet"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let files = try everything(below: folder.path + "/out/x")
    #expect(files.contains("report.md") && files.contains("headline.csv"))
    for file in files where file.hasSuffix(".csv") {
      let text = try #require(folder.text("out/x/" + file))
      for line in text.split(separator: "\n") {
        let formulas = line.split(separator: ",").filter { $0.hasPrefix("=") }
        #expect(formulas == [], "\(file): \(line)")
      }
    }
    let page = try #require(folder.text("out/x/report.md"))
    #expect(page.contains("\\<script>"))
    #expect(!page.replacing("\\<script>", with: "").contains("<script>"))
    #expect(page.contains("\\`id\\`") && !page.contains("![a](http"))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/x/summary.json"))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let texts = "\(summary)"
    #expect(texts.contains("DROP TABLE block"))
  }

  @Test("cannot colour or turn what a terminal shows")
  func terminal() throws {
    try scenario("\u{1B}[31m.yaml", title: "A \\e[31mred\\u202E title")
    for arguments in [
      ["validate", "\u{1B}[31m.yaml"], ["run", "\u{1B}[31m.yaml"], ["run", "\u{1B}[32m"],
    ] {
      let outcome = try Tool.run(arguments, in: folder.path)
      #expect(outcome.status != 0)
      let shown = outcome.output + outcome.errors
      let acting = shown.unicodeScalars.filter { PrintableText.acts($0) }
      #expect(acting.isEmpty, "\(acting.map(\.value))")
    }
  }

  @Test("are no SQL in the store")
  func store() throws {
    let name = "x'; DROP TABLE block; --"
    try scenario(name + ".yaml")
    let run = ["run", name + ".yaml", "--trials", "2048", "--output", "out", "--quiet"]
    #expect(try Tool.run(run, in: folder.path).status == 0)
    #expect(try StoreReading.blocks(in: folder.path + "/out/.washout.sqlite") == 2)
    #expect(try Tool.run(run, in: folder.path).status == 0)
    #expect(try StoreReading.blocks(in: folder.path + "/out/.washout.sqlite") == 2)
  }

  @Test(
    "never name a folder outside the output folder, or one that no system has",
    arguments: [
      "..", "../x", "...", ".hidden", "_scratch", "_SCRATCH", "CON", "nul", "com1.old", "a\nb",
      "a\u{1B}b", "a\u{202E}b", "a\\b", "a:b", "a*", "a?", "a|b", "a\"b", "<a>", "a.", "a ",
      String(repeating: "a", count: 201),
    ])
  func folders(_ name: String) throws {
    let path = "\(name).yaml"
    let named = (try? ScenarioPath.all([path]))?.map(\.name)
    // A path with folders names the folder of results by its last part alone.
    #expect(named == nil || named == ["x"])
  }

  @Test(
    "name a folder where they are words",
    arguments: ["cstar012", "a b", "Größe", "a..b", "console", "x'; --", "a,b", "=1", "2026-11"])
  func words(_ name: String) throws {
    #expect(try ScenarioPath.all(["\(name).yaml"]).map(\.name) == [name])
  }
}
