import Foundation
import Testing

@Suite("washout run with limits under expect", .serialized)
struct ExpectationRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
      .replacing("trials: 20000", with: "trials: 200")
    try folder.write(text + "\nexpect: {recurrence: [0.2, 0.4]}\n", to: "rate.yaml")
    try folder.write(text + "\nexpect: {recurrence: {at_most: 0.01}}\n", to: "low.yaml")
  }

  @Test("ends with 0 where they are met and with 1 where not, everything written all the same")
  func exitCode() throws {
    let met = try Tool.run(["run", "rate.yaml"], in: folder.path)
    #expect(met.status == 0 && met.output.contains("Expected: recurrence 20 to 40 %; is "))
    let both = try Tool.run(["run", "low.yaml", "rate.yaml"], in: folder.path)
    #expect(both.status == 1 && both.output.contains("! Expected: recurrence at most 1 %; is "))
    #expect(both.output.contains(": met\n"))
    #expect(try folder.names(in: "output/low").contains("summary.json"))
    #expect(try folder.names(in: "output/rate").contains("summary.json"))
  }

  @Test("says on standard error what is not met where the screen is JSON")
  func json() throws {
    let outcome = try Tool.run(["run", "low.yaml", "--json", "--quiet"], in: folder.path)
    #expect(outcome.status == 1 && outcome.errors.hasPrefix("low.yaml: Expected: recurrence "))
    #expect(outcome.output.contains(#""met": false"#))
  }
}
