import Foundation
import Testing

@Suite("The replay line of a report", .serialized)
struct ReplayTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The arguments of the command that a report names; nil where it names none.
  private func command(_ report: String?) -> [String]? {
    guard let line = report?.split(separator: "\n").first(where: { $0.hasPrefix("Replay one") })
    else { return nil }
    return line.split(separator: "`").dropFirst().first?.split(separator: " ").dropFirst()
      .map(String.init)
  }

  /// Who is right: the same options given to `trace` by hand; the scenario's own seed is the different.
  @Test("names the patient of the run, with its settings and seed")
  func mechanistic() throws {
    let scenario = "own.yaml"
    let shipped = try String(
      contentsOfFile: Tool.root + "/scenarios/cstar012.yaml", encoding: .utf8)
    try folder.write(shipped, to: scenario)
    let options = ["--set", "leaving.lost=0.2", "--seed", "5"]
    let run = ["run", scenario, "--trials", "64", "--output", "there", "--quiet"] + options
    #expect(try Tool.run(run, in: folder.path).status == 0)
    let named = try #require(command(folder.text("there/own/report.md")))
    #expect(Array(named.prefix(6)) == ["trace", scenario] + options)
    let place = Array(named.suffix(4))
    let shown = try Tool.run(named + ["--quiet"], in: folder.path)
    #expect(shown.status == 0)
    let ownSeed = try Tool.run(["trace", scenario, "--quiet"] + place, in: folder.path)
    #expect(ownSeed.status == 0)
    #expect(shown.output != ownSeed.output)
  }

  @Test("is missing where there is no course to show")
  func statistical() throws {
    #expect(try Tool.run(["new", "rate.yaml"], in: folder.path).status == 0)
    let run = ["run", "rate.yaml", "--trials", "64", "--output", "there", "--quiet"]
    #expect(try Tool.run(run, in: folder.path).status == 0)
    let report = try #require(folder.text("there/rate/report.md"))
    #expect(report.contains("### Trials to look at"))
    #expect(command(report) == nil)
  }
}
