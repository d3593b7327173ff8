import Foundation
import Testing

@Suite("The files of the shipped mechanistic trial, written by processes of their own")
struct ThreadInvarianceTests {
  private static let names = [
    "courses.csv", "exact_by_size.csv", "headline.csv", "known_rates.csv",
    "operating_characteristics.csv", "report.html", "report.md", "summary.json", "what_if.csv",
  ]

  /// Two blocks and a part of a third work unit, so that threads finish out of order.
  private static func files(_ options: String...) throws -> [String: Data] {
    let folder = try TemporaryFolder()
    let scenario = Tool.root + "/scenarios/cstar012.yaml"
    let outcome = try Tool.run(
      [
        "run", scenario, "--output", "there", "--trials", "1100", "--set", "what_if.trials=150",
        "--no-figures",
      ] + options, in: folder.path)
    #expect(outcome.status == 0)
    #expect(try folder.names(in: "there/cstar012") == names)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let path = folder.path + "/there/cstar012/" + name
        return (name, try Data(contentsOf: URL(fileURLWithPath: path)))
      })
  }

  @Test("have the same bytes with 1, 2, 3 and 8 threads, and others with another seed")
  func threads() throws {
    let one = try Self.files("--threads", "1")
    #expect(one.values.allSatisfy { $0.count > 1000 })
    for threads in ["2", "3", "8"] {
      let many = try Self.files("--threads", threads)
      for name in Self.names { #expect(many[name] == one[name], "\(name), \(threads) threads") }
    }
    let other = try Self.files("--seed", "5")
    for name in Self.names { #expect(other[name] != one[name], "\(name)") }
  }
}
