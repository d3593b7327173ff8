import Foundation
import Testing

@Suite("A new scenario")
struct NewCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func isValid(_ file: String) throws -> Bool {
    try Tool.run(["validate", file], in: folder.path).status == 0
  }

  @Test("of a rate is one that can be run")
  func rate() throws {
    let outcome = try Tool.run(
      ["new", "rate.yaml", "--recurrence", "0.25", "--by-week", "26"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    #expect(outcome.errors == "Wrote rate.yaml. Check it with: washout validate rate.yaml\n")
    #expect(folder.text("rate.yaml")?.contains("probability: 0.75") == true)
    #expect(try isValid("rate.yaml"))
  }

  @Test("takes over one that lies beside it or below it")
  func extending() throws {
    let shipped = try String(
      contentsOfFile: Tool.root + "/scenarios/cstar012.yaml", encoding: .utf8)
    try folder.write(shipped, to: "scenarios/cstar012.yaml")
    #expect(try Tool.run(["new", "mine.yaml", "--like", "cstar012"], in: folder.path).status == 0)
    #expect(folder.text("mine.yaml")?.contains("extends: \"scenarios/cstar012.yaml\"") == true)
    #expect(try isValid("mine.yaml"))
  }

  @Test("is a copy of one that lies elsewhere")
  func copying() throws {
    let shipped = Tool.root + "/scenarios/cstar012.yaml"
    #expect(try Tool.run(["new", "mine.yaml", "--like", shipped], in: folder.path).status == 0)
    #expect(folder.text("mine.yaml") == (try String(contentsOfFile: shipped, encoding: .utf8)))
  }

  @Test("is whole or not there, and never takes the place of a file")
  func whole() throws {
    let full = "trap '' XFSZ; ulimit -f 0; exec \"$TOOL\" new rate.yaml"
    let outcome = try Tool.runInShell(full, in: folder.path)
    #expect(outcome.status == 74)
    #expect(outcome.errors == "washout: cannot write rate.yaml: File too large\n")
    #expect(try folder.names() == [])
    try folder.write("mine", to: "rate.yaml")
    #expect(try Tool.run(["new", "rate.yaml"], in: folder.path).status == 73)
    #expect(folder.text("rate.yaml") == "mine")
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("goes to no pipe and no device, and follows no link")
  func others() throws {
    let outcome = try Tool.runInShell(
      "mkfifo pipe; ln -s aim link; \"$TOOL\" new pipe; \"$TOOL\" new link; \"$TOOL\" new /dev/full; ls -A",
      in: folder.path)
    #expect(outcome.output == "link\npipe\n")
    #expect(outcome.errors.count { $0 == "\n" } == 3)
  }
}
