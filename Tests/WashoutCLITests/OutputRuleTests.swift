import Foundation
import Testing

@Suite("Where a run writes", .serialized)
struct OutputRuleTests {
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

  @Test("is output/NAME for a plain run, with all files and the same bytes every time")
  func plain() throws {
    #expect(try run().status == 0)
    let names = [
      "courses.csv", "exact_by_size.csv", "headline.csv", "operating_characteristics.csv",
      "report.html", "report.md", "summary.json", "what_if.csv",
    ]
    #expect(try folder.names(in: "output/rate").filter { $0 != "figures" } == names)
    let first = names.map { folder.text("output/rate/" + $0) }
    #expect(try run("--threads", "3").status == 0)
    #expect(names.map { folder.text("output/rate/" + $0) } == first)
    #expect(try folder.names() == ["output", "rate.yaml"])
  }

  @Test(
    "is output/_scratch for a run with --set, --trials or --seed",
    arguments: [
      ["--set", "trial.sample_size=12"], ["--trials", "64"], ["--seed", "5"],
    ])
  func scratch(options: [String]) throws {
    #expect(try Tool.run(["run", "rate.yaml"] + options, in: folder.path).status == 0)
    #expect(try folder.names(in: "output") == ["_scratch"])
    let name = try #require(try folder.names(in: "output/_scratch").first)
    #expect(name.wholeMatch(of: /rate-[0-9a-f]{8}/) != nil)
  }

  @Test("is another scratch folder for another scenario")
  func scratchDigest() throws {
    _ = try run("--set", "trial.sample_size=12")
    _ = try run("--set", "trial.sample_size=13")
    #expect(try folder.names(in: "output/_scratch").count == 2)
  }

  @Test("is the folder of --output, changed or not")
  func output() throws {
    #expect(try run("--output", "there", "--trials", "64").status == 0)
    #expect(try folder.names() == ["rate.yaml", "there"])
    #expect(try folder.names(in: "there/rate").contains("summary.json"))
  }

  @Test("is nowhere for --quick")
  func quick() throws {
    let outcome = try run("--quick")
    #expect(outcome.output.contains("2,000 trials of 15"))
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("and what --json prints is summary.json")
  func json() throws {
    let outcome = try run("--json")
    #expect(outcome.output == folder.text("output/rate/summary.json"))
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    #expect((document as? [String: Any])?["engine"] as? String == "0.1.0")
  }

  @Test("has other numbers for another seed")
  func seeds() throws {
    let one = try run("--seed", "5", "--json").output
    let other = try run("--seed", "6", "--json").output
    #expect(one.replacing("\"seed\": 5", with: "\"seed\": 6") != other)
  }

  /// Nobody lost: the upper 95 % limit of x of 15 is below 0.50 up to x = 3 (R: binom.test), and
  /// P(X <= 3) = 0.2968679 (R: pbinom(3, 15, 0.3)); one recurrence fewer would give 0.1268277.
  @Test("and the starter's decision has its exact chance")
  func exactDecision() throws {
    let outcome = try run("--json", "--trials", "20000", "--set", "leaving.lost=0")
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let measures = try #require((document as? [String: Any])?["measures"] as? [[String: Any]])
    let decision = try #require(
      measures.first {
        $0["name"] as? String == "probability_of_decision" && $0["sample_size"] as? Int == 15
      })
    let value = try #require(decision["value"] as? Double)
    let mcse = (0.2968679 * (1 - 0.2968679) / 20_000).squareRoot()
    #expect(abs(value - 0.2968679) < 3.29 * mcse)
    #expect(abs(value - 0.1268277) > 3.29 * mcse)
  }

  @Test("several scenarios write a folder each")
  func several() throws {
    try folder.write(try #require(folder.text("rate.yaml")), to: "other.yaml")
    let outcome = try Tool.run(["run", "rate.yaml", "other.yaml", "--quiet"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(try folder.names(in: "output") == ["other", "overview.html", "overview.md", "rate"])
  }

  @Test("no scenario runs when one of them is bad")
  func noneIsBad() throws {
    try folder.write("washout: 1\n", to: "bad.yaml")
    #expect(try Tool.run(["run", "rate.yaml", "bad.yaml"], in: folder.path).status == 65)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/output"))
  }
}
