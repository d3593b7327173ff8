import Foundation
import Testing

@Suite("washout compare")
struct CompareCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    #expect(try Tool.run(["new", "rate.yaml"], in: folder.path).status == 0)
  }

  private func compare(_ arguments: [String]) throws -> Tool.Outcome {
    try Tool.run(["compare", "rate.yaml", "--quiet"] + arguments, in: folder.path)
  }

  @Test("tells inputs, paired differences and what they mean, and writes nothing")
  func screen() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let outcome = try compare(["--set", "leaving.lost=0.4", "--trials", "500"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("Inputs that differ: 1\n  leaving.lost   "))
    #expect(outcome.output.contains("\nSame 500 trials, same draws "))
    #expect(outcome.output.contains("\nIn words: "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == before)
  }

  @Test("of a scenario and a copy of it finds nothing")
  func copy() throws {
    try FileManager.default.copyItem(
      atPath: folder.path + "/rate.yaml", toPath: folder.path + "/copy.yaml")
    let outcome = try compare(["copy.yaml", "--trials", "100", "--json"])
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    let outcomes = try #require(document.first?["outcomes"] as? [[String: Any]])
    #expect((document[0]["inputs"] as? [Any])?.isEmpty == true && outcomes.count > 5)
    let differences = outcomes.compactMap { $0["difference"] as? Double }
    #expect(!differences.isEmpty && differences.allSatisfy { $0 == 0 })
    #expect(outcomes.allSatisfy { ($0["mcse"] as? Double ?? 0) == 0 })
    let changed = try compare(["--set", "leaving.lost=0.4", "--trials", "100", "--json"])
    #expect(changed.output != outcome.output)
  }

  @Test("has a page with a picture, and with a link to a report that is there")
  func overview() throws {
    let arguments = ["--set", "leaving.lost=0.4", "--trials", "500", "--overview", "pages/one"]
    #expect(try compare(arguments).status == 0)
    let page = try #require(folder.text("pages/one/comparison.html"))
    #expect(page.components(separatedBy: "<svg").count == 2)
    #expect(page.contains("<h2 id=") && page.contains("rate and leaving.lost=0.4</h2>"))
    #expect(!page.contains("report.html"))
    #expect(folder.text("pages/one/comparison.md")?.contains("<svg") == false)
    try folder.write("", to: "output/rate/report.html")
    #expect(try compare(arguments).status == 0)
    let link = "<a href=\"../../output/rate/report.html\">The report of rate</a>"
    #expect(folder.text("pages/one/comparison.html")?.contains(link) == true)
  }

  @Test("is the same for any number of threads and another for another seed")
  func threads() throws {
    let arguments = ["--set", "leaving.lost=0.4", "--trials", "300"]
    let one = try compare(arguments + ["--threads", "1"]).output
    #expect(try compare(arguments + ["--threads", "3"]).output == one)
    #expect(try compare(arguments + ["--seed", "9"]).output != one)
  }

  @Test(
    "says what to write instead",
    arguments: [
      ([String](), 64, "change the base with --set, or name a commit with --since."),
      (["rate.yaml", "--set", "leaving.lost=0.1"], 64, "leave out the other scenarios"),
      (["nowhere.yaml"], 66, "nowhere.yaml"),
      (["--set", "leaving.lots=0.1"], 65, "did you mean `lost`?"),
      (["--set", "leaving.lost=0.1", "--trials", "0"], 64, "--trials takes a number"),
    ])
  func usage(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let outcome = try compare(arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
