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

  @Test("give the p-value of 3 of 15 against one half, on either side")
  func test() throws {
    let question = "test --events 3 --subjects 15 --null 0.5"
    // Closed form: (1 + 15 + 105 + 455) / 2^15.
    let less = try Calculator.json(question + " --alternative less")["p_value"] as? Double
    #expect(less == 0.017578125)
    let both = try Calculator.json(question)["p_value"] as? Double
    #expect(both == 0.03515625)
    let greater = try Calculator.json(question + " --alternative greater")["p_value"] as? Double
    // 1 - (1 + 15 + 105) / 2^15.
    #expect(greater == 0.9963073730)
  }

  @Test("give first and stable n with count, level and power")
  func singleStage() throws {
    let question = "single-stage --p0 0.05 --p1 0.2 --alpha 0.05 --power 0.8"
    let answer = try Calculator.json(question)
    // Tests/Reference/single_stage.R.
    for (key, n, r, alpha, power) in [
      ("first", 27.0, 4.0, 0.043735945290519, 0.817716653761232),
      ("stable", 33.0, 5.0, 0.023026478805521, 0.817874261420335),
    ] {
      let size = try #require(answer[key] as? [String: Any])
      for (name, value) in [("n", n), ("r", r), ("alpha", alpha), ("power", power)] {
        #expect(abs(try #require(size[name] as? Double) - value) < 1e-9 * value, "\(key) \(name)")
      }
    }
    let table = try #require(try Calculator.json(question + " --table 5-7")["saw_tooth"] as? [Any])
    #expect(table.count == 3)
    let fewer = try Calculator.json("single-stage --p0 0.95 --p1 0.8")
    #expect((fewer["first"] as? [String: Any])?["rule"] as? String == "at most 23 of 27")
  }

  @Test("give the exact power over a fixed and over a random denominator")
  func power() throws {
    // Known answers of the scenario `exponential`: 0.318038, and 0.312439 with the lost left out.
    let fixed = try Calculator.json("power --subjects 15 --upper-below 0.55 --p1 0.292881")
    #expect(abs(try #require(fixed["power"] as? Double) - 0.318038) < 1e-6)
    #expect(fixed["r"] as? Int == 3 && fixed["rule"] as? String == "at most 3 of 15")
    let random = try Calculator.json(
      "power --subjects 15 --upper-below 0.55 --p1 0.305759 --inclusion 0.957881")
    #expect(abs(try #require(random["power"] as? Double) - 0.312439) < 1e-6)
  }

  @Test("give coverage, and the sizes for a width and for an adverse event")
  func precision() throws {
    let answer = try Calculator.json(
      "precision --rate 0.13 --width 0.35 --assurance 0.8 --see-event 0.10@0.80 --subjects 15")
    // Tests/Reference/proportion_methods.R; 1 - 0.9^15.
    #expect(answer["expected"] as? [String: Int] == ["first": 17, "stable": 17, "proven_from": 61])
    #expect(answer["assured"] as? [String: Int] == ["first": 23, "stable": 23, "proven_from": 61])
    let event = try #require(answer["adverse_event"] as? [String: Double])
    #expect(event["smallest_n"] == 16 && event["chance"] == 0.7941088679)
    let coverage = try Calculator.json("coverage --subjects 15 --rate 0.3")
    let wald = try #require(coverage["wald"] as? [String: Double])
    #expect(wald["least_coverage"] == 0)
    #expect(try #require(wald["mean_coverage"]) < 0.82)
  }

  @Test(
    "end with code 1 and say why where there is no answer",
    arguments: [
      ("single-stage --p0 0.5 --p1 0.5001", "no n up to 200,000 can be shown"),
      ("single-stage --p0 0.5 --p1 0.505 --inclusion 0.9", "no n up to 20,000 can be shown"),
      ("precision --rate 0.1 --width 0.01", "more than 3,000 subjects"),
      ("precision --see-event 1e-12@0.9", "more than 1,000,000,000 subjects"),
    ])
  func noAnswer(arguments: String, words: String) throws {
    let outcome = try Tool.run(
      ["stats"] + arguments.split(separator: " ").map(String.init), in: Tool.root)
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("washout: ") && outcome.errors.contains(words))
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
      ("test --events 3 --subjects 15 --null 2", "--null takes a share from 0 to 1"),
      (
        "test --events 3 --subjects 15 --null 0.5 --alternative up",
        "write less, greater or two-sided."
      ),
      (
        "coverage --subjects 15 --rate -0.3",
        "--rate takes a share from 0 to 1; for 30 % write 0.3."
      ),
      ("power --subjects 15 --p1 0.2", "Give one of --p0, --upper-below and --lower-above."),
      ("power --subjects 15 --p0 0.2 --p1 0.2", "are the same rate"),
      ("power --subjects 15 --upper-below 0.3 --p1 0.4", "below that of --upper-below."),
      ("power --subjects 15 --lower-above 0.3 --p1 0.2", "above that of --lower-above."),
      ("power --subjects 15 --p0 0.3 --p1 0.2 --level 0.9", "belong to a limit"),
      ("power --subjects 15 --upper-below 0.3 --p1 0.2 --alpha 0.1", "--alpha belongs to --p0"),
      ("power --subjects 0 --p0 0.3 --p1 0.2", "--subjects takes a whole number from 1"),
      ("power --subjects 15 --p0 0.3 --p1 0.2 --inclusion 0", "--inclusion takes a share above 0"),
      (
        "power --subjects 15 --upper-below 0.3 --p1 0.2 --method x",
        "the methods are clopper_pearson"
      ),
      ("single-stage --p0 0.3 --p1 0.2 --power 80", "for 80 % write 0.8."),
      ("single-stage --p0 0.3 --p1 0.2 --table 9-2", "two numbers of subjects such as 20-40"),
      ("precision --rate 0.13", "--rate needs a --width to reach"),
      ("precision --width 0.3", "Give --rate with --width or --subjects, or --see-event."),
      ("precision --rate 0.13 --subjects 5 --assurance 0.8", "--assurance needs a --width."),
      ("precision --see-event 0.1", "or a share with --subjects."),
      ("precision --see-event 10@0.8", "such as 0.10@0.80."),
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
    "is the text that was read and kept, and its example is what comes out",
    arguments: [
      "interval", "test", "coverage", "power", "single-stage", "precision",
      "km", "logrank", "simon", "predictive",
      "posterior", "pausing",
    ])
  func command(name: String) throws {
    let outcome = try Tool.run(["stats", name, "--help"], in: Tool.root)
    let kept = try String(
      contentsOfFile: Tool.root + "/Tests/Golden/help/stats-\(name).txt", encoding: .utf8)
    #expect(outcome.status == 0 && outcome.output == kept)
    let example = try #require(outcome.output.firstRange(of: "Example: washout "))
    let usage = try #require(outcome.output.firstRange(of: "\n\nUSAGE:"))
    let worked = String(outcome.output[example.upperBound..<usage.lowerBound])
    let end = try #require(worked.firstRange(of: "\n\n"))
    // A long command is broken into lines.
    let arguments = worked[..<end.lowerBound].split { " \n".contains($0) }.map(String.init)
    let answer = try Tool.run(arguments, in: Tool.root)
    let shown = worked[end.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.dropFirst(2) }.joined(separator: "\n")
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
