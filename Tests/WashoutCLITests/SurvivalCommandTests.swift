import Foundation
import Testing

/// scenarios/freireich.csv holds the 6-mercaptopurine group of Freireich and others (1963).
@Suite("The survival calculators")
struct SurvivalCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ arguments: String) throws -> Tool.Outcome {
    try Tool.run(["stats"] + arguments.split(separator: " ").map(String.init), in: folder.path)
  }

  /// Calculators print ten significant digits.
  private func isNear(_ value: Any?, _ expected: Double) -> Bool {
    (value as? Double).map { abs($0 - expected) <= 1e-9 * abs(expected) } ?? false
  }

  @Test("give the curve and its median as R 4.2.2, survival 3.5-3 (Tests/Reference/survival.R)")
  func curve() throws {
    let answer = try Calculator.json(
      "km scenarios/freireich.csv --time time --event event --at 10,23 --conf log-log")
    let at = try #require(answer["at"] as? [[String: Any]])
    #expect(at.count == 2 && at[0]["time"] as? Int == 10 && at[0]["at_risk"] as? Int == 15)
    #expect(isNear(at[0]["survival"], 0.752_941_176_470_6))
    #expect(isNear(at[0]["standard_error"], 0.096_349_652_994_3))
    #expect(isNear(at[0]["lower"], 0.503_199_510_824_6))
    #expect(isNear(at[0]["upper"], 0.889_361_835_157_7))
    let median = try #require(answer["median"] as? [String: Any])
    #expect(isNear(median["value"], 23) && isNear(median["lower"], 13))
    #expect(median["upper"] is NSNull)
    let plain = try Calculator.json("km scenarios/freireich.csv --at 10 --conf plain")
    let other = try #require((plain["at"] as? [[String: Any]])?.first)
    #expect(isNear(other["lower"], 0.564_099_326_678_8))
  }

  @Test(
    "give null where the median is not reached, and every time with an event when none is asked")
  func notReached() throws {
    try folder.write("weeks,gone\n5,0\n6,FALSE\n", to: "none.csv")
    let outcome = try run("km none.csv --time weeks --event gone --at 5,9 --json")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""median": {"value": null, "lower": null, "upper": null}"#))
    #expect(outcome.output.contains(#""survival": 1, "standard_error": 0,"#))
    #expect(outcome.output.contains(#""exact_limits": true"#))
    let screen = try run("km none.csv --time weeks --event gone")
    #expect(
      screen.output == """
        2 subjects, 0 with the event, the last time 6
        median not reached, 95 % limits not reached (log-log)

        """)
    try folder.write("time,event\n5,1\n6,true\n5,0\n", to: "two.csv")
    let two = try run("km two.csv --json --restricted-mean 6")
    #expect(two.output.contains(#""at": ["#) && two.output.contains(#"{"time": 6, "at_risk": 1"#))
    #expect(two.output.contains(#""restricted_mean": {"horizon": 6,"#))
  }

  @Test("test one group against a curve, with R's z and p (Tests/Reference/log_rank.R)")
  func logRank() throws {
    let answer = try Calculator.json(
      "logrank scenarios/freireich.csv --reference exponential --median 10")
    #expect(answer["observed"] as? Int == 9)
    #expect(isNear(answer["expected"], 24.883_983_782_1))
    #expect(isNear(answer["z"], -3.184_193_710_29))
    // R: 2 * pnorm(-3.1841937102922739).
    #expect(isNear(answer["p_value"], 0.001_451_578_381))
    let wu = try #require(answer["wu"] as? [String: Any])
    #expect(isNear(wu["z"], -3.859_021_517_85))
    let weibull = try Calculator.json(
      "logrank scenarios/freireich.csv --reference weibull --shape 1.3 --scale 14")
    #expect(isNear(weibull["z"], -3.705_711_237_24))
    let pieces = try Calculator.json(
      "logrank scenarios/freireich.csv --reference piecewise --breaks 4,12 --hazards 0.1,0.04,0.02")
    #expect(isNear(pieces["z"], -1.850_175_045_71))
  }

  @Test("tell every fault of a file at once with code 65, a missing one with 66")
  func faults() throws {
    try folder.write("time,event\n-3,1\n4,yes\n5\nabc,0\n010,\n", to: "bad.csv")
    for command in ["km bad.csv", "logrank bad.csv --median 3"] {
      let outcome = try run(command)
      #expect(outcome.status == 65 && outcome.output == "")
      let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("bad.csv:") }
      #expect(
        lines == [
          "bad.csv:2:1: time is -3; a number from 0 belongs here",
          "bad.csv:3:3: event is `yes`; write 1 for an event, 0 for none by that time",
          "bad.csv:4:1: this line has 1 of the 2 columns that the first line names",
          "bad.csv:5:1: time is `abc`; a number from 0 belongs here",
          "bad.csv:6:1: time is `010`, which is not a number; write 10",
          "bad.csv:6:5: event is empty; write 1 for an event, 0 for none by that time",
        ])
    }
    let columns = try run("km bad.csv --time tim --event status")
    #expect(columns.status == 65 && columns.errors.contains("2 faults"))
    #expect(columns.errors.contains("no column `tim`; did you mean `time`?"))
    #expect(try run("km nowhere.csv").status == 66)
  }

  @Test("take a tabulated curve, and name the subject who is followed beyond it")
  func tabulated() throws {
    try folder.write("time,event\n2,1\n9,0\n", to: "data.csv")
    try folder.write("time,survival\n1,0.8\n5,0.5\n9,0.4\n", to: "curve.csv")
    let arguments = "logrank data.csv --reference curve --curve-file "
    let outcome = try run(arguments + "curve.csv --json")
    // -ln 0.8 - ln 0.4.
    #expect(outcome.output.contains(#""expected": 1.139434283"#))
    try folder.write("time,survival\n1,0.8\n5,0.5\n", to: "short.csv")
    let short = try run(arguments + "short.csv")
    #expect(short.status == 65)
    #expect(
      short.errors.hasPrefix(
        "data.csv:3:1: the reference curve has ended or fallen to 0 by time 9;"))
    // A reference that leaves nobody without the event expects more than can be written.
    let steep = try run("logrank data.csv --reference weibull --shape 2000 --median 1 --json")
    #expect(steep.status == 65 && steep.output.isEmpty)
    #expect(steep.errors.hasPrefix("data.csv:2:1: the reference curve has ended or fallen to 0"))
    try folder.write("time,survival\n5,0.8\n5,0.9\n", to: "rising.csv")
    let rising = try run(arguments + "rising.csv")
    #expect(rising.status == 65)
    #expect(rising.errors.contains("rising.csv:3:1: time is 5; a number above 5 belongs here"))
    #expect(rising.errors.contains("rising.csv:3:3: survival is 0.9; a number from 0 to 0.8"))
  }

  @Test(
    "refuse options that describe no curve or no time with code 64",
    arguments: [
      ("logrank d.csv", "--reference exponential takes --median, or --rate, and nothing else."),
      ("logrank d.csv --median 3 --rate 1", "takes --median, or --rate, and nothing else."),
      ("logrank d.csv --median 0", "--median takes a number above 0."),
      ("logrank d.csv --reference weibull --median 3", "--median and --shape, or --shape and"),
      (
        "logrank d.csv --reference piecewise --breaks 4 --hazards 1",
        "--hazards takes one number more than --breaks, here 2, not 1."
      ),
      ("km d.csv --at 3,x", "--at takes numbers with commas between them, such as 10,23."),
      ("km d.csv --at -3", "--at takes times from 0 on."),
      ("km d.csv --conf loglog", "the scales are plain, log, log-log, logit, arcsin."),
      ("km d.csv --level 95", "for 95 % write 0.95."),
      ("km d.csv --restricted-mean 0", "--restricted-mean takes a time above 0."),
    ])
  func usage(arguments: String, words: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.split(separator: "\n").first?.contains(words) == true)
  }
}
