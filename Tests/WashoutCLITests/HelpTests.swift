import Foundation
import Testing

/// The texts stand in `Tests/Golden/help`, as the tool printed them when somebody last read them.
@Suite("Help")
struct HelpTests {
  private func kept(_ name: String) throws -> String {
    try String(
      contentsOfFile: Tool.root + "/Tests/Golden/help/\(name).txt", encoding: .utf8)
  }

  @Test(
    "of each command is the text that was read and kept",
    arguments: [
      "run", "compare", "size", "calibrate", "analyze", "trace", "export", "figures", "validate",
      "new", "selftest",
      "merge",
      "check", "schema",
    ])
  func command(name: String) throws {
    let outcome = try Tool.run([name, "--help"], in: Tool.root)
    #expect(outcome.status == 0)
    #expect(outcome.output == (try kept(name)))
    #expect(try Tool.run(["help", name], in: Tool.root).output == outcome.output)
    #expect(outcome.output.contains("\nExample: washout \(name) "))
  }

  @Test("of the tool is the text that was read and kept, and lists the exit codes")
  func tool() throws {
    let outcome = try Tool.run(["--help"], in: Tool.root)
    #expect(outcome.output == (try kept("washout")))
    #expect(try Tool.run([], in: Tool.root).output == outcome.output)
  }
}
