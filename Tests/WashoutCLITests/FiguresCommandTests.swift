import Foundation
import Testing

@Suite("washout figures", .serialized)
struct FiguresCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(text.replacing("trials: 20000", with: "trials: 200"), to: "rate.yaml")
  }

  private func figures(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["figures", "rate.yaml"] + arguments, in: folder.path)
  }

  @Test("writes each format and prints the paths")
  func formats() throws {
    let outcome = try figures("--format", "svg,png,emf,pdf", "--only", "design", "--dpi", "96")
    #expect(outcome.status == 0)
    let files = ["svg", "png", "emf", "pdf"].map { "output/rate/figures/design.\($0)" }
    #expect(outcome.output == files.map { $0 + "\n" }.joined())
    #expect(
      try folder.names(in: "output/rate/figures")
        == ["design.emf", "design.pdf", "design.png", "design.svg"])
    let again = try figures("--format", "svg", "--only", "design", "--output", "slides")
    #expect(again.output == "slides/design.svg\n")
    #expect(folder.text("slides/design.svg") == folder.text("output/rate/figures/design.svg"))
  }

  @Test("says which figures and formats there are")
  func unknown() throws {
    let figure = try figures("--only", "nothing")
    #expect(figure.status == 64 && figure.errors.contains("no figure 'nothing'; its figures are"))
    #expect(figure.errors.contains("design, hundred_trials"))
    let format = try figures("--format", "bmp")
    #expect(format.status == 64 && format.errors.contains("the formats are svg, png, emf, pdf"))
    #expect(try figures("--dpi", "3").status == 64)
  }

  @Test("needs gnuplot, and says so before it simulates")
  func noGnuplot() throws {
    let outcome = try Tool.runInShell(
      "PATH=/nonexistent \"$TOOL\" figures rate.yaml", in: folder.path)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("apt-get install gnuplot-nox"))
    #expect(try !folder.names().contains("output"))
  }

  /// A file may have 4 KiB here, less than any of these pictures; a signal ends gnuplot there, which writes three of them.
  @Test(
    "tells that a picture could not be written whole, and leaves none: exit code 74",
    arguments: ["svg", "png", "emf", "pdf"])
  func full(_ format: String) throws {
    let outcome = try Tool.runInShell(
      "trap '' XFSZ; ulimit -f 4; exec \"$TOOL\" figures rate.yaml --only design --output slides "
        + "--format \(format)", in: folder.path)
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("cannot write slides/design.svg: File too large")
        || outcome.errors.contains("gnuplot could not draw the figure design"), "\(outcome.errors)")
    #expect(try folder.names(in: "slides") == [])
  }
}
