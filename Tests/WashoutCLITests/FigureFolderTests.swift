import Foundation
import Testing

@Suite("Figures of a run", .serialized)
struct FigureFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(text.replacing("trials: 20000", with: "trials: 200"), to: "rate.yaml")
  }

  private func run(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["run", "rate.yaml"] + arguments, in: folder.path)
  }

  private func figures() throws -> [String] { try folder.names(in: "output/rate/figures") }

  private func age(_ name: String) throws -> Date {
    let path = folder.path + "/output/rate/figures/" + name
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.modificationDate] as? Date)
  }

  @Test("stand beside the report and are drawn again only where they changed")
  func kept() throws {
    #expect(try !run().errors.contains("figure"))
    let names = try figures()
    #expect(names.contains("design.svg") && names.contains("hundred_trials.svg"))
    #expect(names.allSatisfy { $0.hasSuffix(".svg") })
    let before = try names.map(age)
    _ = try run()
    #expect(try names.map(age) == before)
    try folder.write("broken", to: "output/rate/figures/design.svg")
    _ = try run()
    #expect(try #require(folder.text("output/rate/figures/design.svg")).hasPrefix("<svg "))
  }

  @Test("of an earlier run are removed with what was made of them, and nothing else")
  func stale() throws {
    _ = try run()
    let design = try #require(folder.text("output/rate/figures/design.svg"))
    try folder.write(design, to: "output/rate/figures/gone.svg")
    try folder.write("picture", to: "output/rate/figures/gone.png")
    try folder.write("picture", to: "output/rate/figures/sizes.png")
    try folder.write("<svg>mine</svg>", to: "output/rate/figures/mine.svg")
    _ = try run()
    let names = try figures()
    #expect(!names.contains("gone.svg") && !names.contains("gone.png"))
    #expect(names.contains("mine.svg") && names.contains("sizes.png"))
    try folder.write(
      try #require(folder.text("rate.yaml")).replacing("trials: 200", with: "trials: 300"),
      to: "rate.yaml")
    _ = try run()
    #expect(try !figures().contains("sizes.png"))
  }

  @Test("need gnuplot; without it all else is the same bytes, and a line says how to get it")
  func noGnuplot() throws {
    _ = try run()
    let files = ["summary.json", "headline.csv", "operating_characteristics.csv"]
    let before = files.map { folder.text("output/rate/" + $0) }
    let again = try Tool.runInShell("PATH=/nonexistent \"$TOOL\" run rate.yaml", in: folder.path)
    #expect(again.status == 0 && !again.errors.contains("gnuplot"))
    try folder.write("broken", to: "output/rate/figures/design.svg")
    let without = try Tool.runInShell(
      "PATH=/nonexistent \"$TOOL\" run rate.yaml", in: folder.path)
    #expect(without.status == 0)
    let line = "rate: figures need gnuplot, which is not there: apt-get install gnuplot-nox\n"
    #expect(without.errors.contains(line))
    #expect(files.map { folder.text("output/rate/" + $0) } == before)
    #expect(try figures().contains("sizes.svg"))
  }

  @Test("can be left out, or kept with scripts that gnuplot draws again")
  func sources() throws {
    #expect(try run("--no-figures").status == 0)
    #expect(try !folder.names(in: "output/rate").contains("figures"))
    #expect(try run("--keep-figure-sources").status == 0)
    let redrawn = try Tool.runInShell(
      "cd output/rate/figures && rm design.svg && gnuplot -d design.gp && ls design.svg",
      in: folder.path)
    #expect(redrawn.output == "design.svg\n")
    #expect(try run("--quick", "--keep-figure-sources").status == 64)
  }

  @Test("are written only into the output folder itself, not through a link")
  func link() throws {
    _ = try run("--no-figures")
    _ = try Tool.runInShell("mkdir there && ln -s ../../there output/rate/figures", in: folder.path)
    let outcome = try run()
    #expect(outcome.status == 73 && outcome.errors.contains("figures"))
    #expect(try folder.names(in: "there").isEmpty)
  }
}
