import Foundation
import Testing

@Suite("washout selftest")
struct SelftestCommandTests {
  @Test("prints a report to file: versions, every check under its source, and the verdict")
  func report() throws {
    let outcome = try Tool.run(["selftest"], in: Tool.root)
    #expect(outcome.status == 0 && outcome.errors == "")
    for words in [
      "GNU Scientific Library", "SQLite", "glibc", "38 checks, 0 failed",
      "Newcombe (1998)", "Simon (1989)", "Freireich and others (1963)",
      "This installation gives every published number.", "Signature:",
    ] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(!outcome.output.contains("FAILED"))
    let again = try Tool.run(["selftest"], in: Tool.root)
    #expect(again.output == outcome.output)
  }

  @Test("prints the same as JSON")
  func json() throws {
    let outcome = try Tool.run(["selftest", "--json"], in: Tool.root)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(report["passes"] as? Bool == true)
    let checks = try #require(report["checks"] as? [[String: Any]])
    #expect(checks.count == 38 && checks.allSatisfy { $0["passes"] as? Bool == true })
    let parts = try #require(report["installation"] as? [[String: String]])
    #expect(parts.contains { $0["name"] == "washout" })
  }
}
