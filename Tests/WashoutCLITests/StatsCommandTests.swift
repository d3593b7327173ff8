import Foundation
import Testing

/// What a calculator of `washout stats` prints with --json.
enum Calculator {
  static func json(_ arguments: String) throws -> [String: Any] {
    let outcome = try Tool.run(
      ["stats"] + arguments.split(separator: " ").map(String.init) + ["--json"], in: Tool.root)
    #expect(outcome.status == 0 && outcome.errors == "")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(value as? [String: Any])
  }
}

@Suite("The calculators")
struct StatsCommandTests {
  @Test("give the intervals of 3 of 15 by method")
  func interval() throws {
    let answer = try Calculator.json("interval --events 3 --subjects 15")
    // R 4.2.2: binom.test(3, 15)$conf.int, prop.test(3, 15, correct = FALSE)$conf.int.
    for (method, lower, upper) in [
      ("clopper_pearson", 0.043_312_005_105_8, 0.480_891_133_806_9),
      ("wilson", 0.070_475_493_469_8, 0.451_854_487_157_1),
    ] {
      let limits = try #require(answer[method] as? [String: Double])
      #expect(abs(try #require(limits["lower"]) - lower) < 1e-9)
      #expect(abs(try #require(limits["upper"]) - upper) < 1e-9)
    }
    let narrow = try Calculator.json("interval --events 3 --subjects 15 --level 0.9")
    #expect((narrow["wald"] as? [String: Double]) != (answer["wald"] as? [String: Double]))
  }

  @Test(
    "refuse what cannot be with code 64 and say what to write instead",
    arguments: [
      (
        "interval --events 16 --subjects 15", "--events takes a whole number from 0 to the subjects"
      ),
      (
        "interval --events -1 --subjects 15", "--events takes a whole number from 0 to the subjects"
      ),
      ("interval --events 0 --subjects 0", "--subjects takes a whole number from 1 to 10,000,000."),
      ("interval --events 3 --subjects 15 --level 95", "for 95 % write 0.95."),
      ("interval --events 3 --subjects 15 --level nan", "for 95 % write 0.95."),
    ])
  func usage(arguments: String, words: String) throws {
    let outcome = try Tool.run(
      ["stats"] + arguments.split(separator: " ").map(String.init), in: Tool.root)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.split(separator: "\n").first?.contains(words) == true)
  }
}

@Suite("Help of the calculators")
struct StatsHelpTests {
  @Test(
    "is the text that was read and kept, and its example is what comes out", arguments: ["interval"]
  )
  func command(name: String) throws {
    let outcome = try Tool.run(["stats", name, "--help"], in: Tool.root)
    let kept = try String(
      contentsOfFile: Tool.root + "/Tests/Golden/help/stats-\(name).txt", encoding: .utf8)
    #expect(outcome.status == 0 && outcome.output == kept)
    let example = try #require(outcome.output.firstRange(of: "Example: washout "))
    let worked = outcome.output[example.upperBound...].split(separator: "\n\n")
    let arguments = worked[0].split(separator: " ").map(String.init)
    let answer = try Tool.run(arguments, in: Tool.root)
    let shown = worked[1].split(separator: "\n").map { $0.dropFirst(2) }.joined(separator: "\n")
    #expect(arguments.starts(with: ["stats", name]))
    #expect(answer.status == 0 && answer.output == shown + "\n")
  }

  @Test("of `stats` is the text that was read and kept")
  func stats() throws {
    let kept = try String(
      contentsOfFile: Tool.root + "/Tests/Golden/help/stats.txt", encoding: .utf8)
    #expect(try Tool.run(["stats", "--help"], in: Tool.root).output == kept)
  }
}
