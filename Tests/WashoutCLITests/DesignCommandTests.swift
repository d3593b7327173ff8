import Foundation
import Testing

@Suite("The calculators of designs and beliefs")
struct DesignCommandTests {
  @Test("give Simon's designs as r1, n1, r, n with what they do")
  func simon() throws {
    let answer = try Calculator.json("simon --p0 0.05 --p1 0.25 --alpha 0.10 --beta 0.10")
    // Simon (1989), table 1: 0/9, 2/24 with mean n 14.5, and 0/13, 2/20 with 16.4.
    let keys = ["r1", "n1", "r", "n"]
    let optimal = try #require(answer["optimal"] as? [String: Any])
    let minimax = try #require(answer["minimax"] as? [String: Any])
    #expect(keys.map { optimal[$0] as? Int } == [0, 9, 2, 24])
    #expect(keys.map { minimax[$0] as? Int } == [0, 13, 2, 20])
    #expect(abs(try #require(optimal["expected_n"] as? Double) - 14.546_258_854_130_862) < 1e-8)
    #expect(abs(try #require(optimal["early_stopping"] as? Double) - 0.630_249_409_724_609) < 1e-9)
    #expect(abs(try #require(optimal["alpha"] as? Double) - 0.093_129_409_322_869) < 1e-9)
    #expect(abs(try #require(optimal["power"] as? Double) - 0.902_840_705_614_53) < 1e-9)
    let admissible = try #require(answer["admissible"] as? [[String: Any]])
    #expect(admissible.map { $0["n"] as? Int } == [20, 21, 22, 24])
  }

  @Test("count events where few of them are good")
  func recurrences() throws {
    let few = try Calculator.json("simon --p0 0.40 --p1 0.20")
    let many = try Calculator.json("simon --p0 0.60 --p1 0.80")
    let keys = ["r1", "n1", "r", "n"]
    let one = try #require(few["optimal"] as? [String: Any])
    let other = try #require(many["optimal"] as? [String: Any])
    #expect(keys.map { one[$0] as? Int } == keys.map { other[$0] as? Int })
    // Simon (1989), table 1: 7/11, 30/43; so stop at 11 - 7 recurrences, reject at 43 - 30 - 1.
    #expect(one["stop_if"] as? String == ">= 4 of 11")
    #expect(one["reject_if"] as? String == "<= 12 of 43")
    #expect(other["stop_if"] as? String == "<= 7 of 11")
  }

  @Test("give the design of Lee and Liu (2008) and where a running trial stands")
  func predictive() throws {
    let answer = try Calculator.json(
      "predictive --p0 0.2 --p1 0.4 --prior 0.2,0.8 --subjects 36 --theta-t 0.922 --theta-l 0.001"
        + " --events 0 --seen 10")
    #expect(abs(try #require(answer["alpha"] as? Double) - 0.088) < 0.0005)
    #expect(abs(try #require(answer["power"] as? Double) - 0.906) < 0.0005)
    #expect(try #require(answer["predictive_probability"] as? Double) < 0.001)
    let looks = try #require(answer["looks"] as? [[String: Any]])
    #expect(looks.count == 27 && looks[7]["futility"] as? Int == 1)
    let found = try Calculator.json(
      "predictive --p0 0.2 --p1 0.4 --prior 0.2,0.8 --alpha 0.1 --beta 0.1")
    #expect(found["n"] as? Int == 36)
  }

  /// A beta-binomial with a uniform prior and no data: every count from 0 to n has the same chance.
  @Test("say what to expect of however many further subjects")
  func further() throws {
    for (further, words) in [
      (99, "Of the next 99: 49.5 events on average, 2 to 97 with a chance of 95 %"),
      (998, "Of the next 998: 499.0 events on average, 24 to 974 with a chance of 95 %"),
    ] {
      // One event of two subjects takes Beta(0, 0) near to the uniform Beta(1, 1).
      let outcome = try Tool.run(
        [
          "stats", "posterior", "--events", "1", "--subjects", "2", "--prior", "1e-9,1e-9",
          "--further", String(further),
        ], in: Tool.root)
      #expect(outcome.output.contains(words), "\(outcome.output)")
    }
    let few = try Tool.run(
      ["stats", "posterior", "--events", "3", "--subjects", "15", "--further", "2"], in: Tool.root)
    #expect(few.output.contains("Of the next 2: ") && few.output.contains("\n0 of 2 "))
  }

  @Test("give a posterior with its regions, limits and prediction")
  func posterior() throws {
    let answer = try Calculator.json(
      "posterior --events 3 --subjects 15 --limit 0.2 --limit 0.3 --further 2")
    #expect(abs(try #require(answer["mean"] as? Double) - 4.0 / 17) < 1e-9)
    #expect((answer["highest_density"] as? [Any])?.count == 1)
    let limits = try #require(answer["limits"] as? [[String: Double]])
    // R 4.2.2: pbeta(0.2, 4, 13).
    #expect(limits.count == 2)
    #expect(abs(try #require(limits[0]["below"]) - 0.401_865_674_49) < 1e-9)
    let predictive = try #require(answer["predictive"] as? [String: Any])
    // Beta-binomial of Beta(4, 13): 13 * 14 / (17 * 18) and so on.
    let chances = try #require(predictive["probability"] as? [Double])
    #expect(
      zip(chances, [182.0 / 306, 104.0 / 306, 20.0 / 306]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("give the chance of a pause by each m")
  func pausing() throws {
    let answer = try Calculator.json("pausing --rule 2/6 --rates 0.3")
    let rates = try #require(answer["rates"] as? [[String: Any]])
    // 1 - 0.7^6 - 6 * 0.3 * 0.7^5.
    #expect(abs(try #require(rates[0]["pause"] as? Double) - 0.579_825) < 1e-9)
  }

  @Test(
    "end with code 1 where no design exists within the limit",
    arguments: [
      ("simon --p0 0.5 --p1 0.55 --up-to 50", "no design of up to 50 subjects"),
      ("predictive --p0 0.5 --p1 0.55 --up-to 50", "no design of up to 50 subjects"),
    ])
  func noDesign(arguments: String, words: String) throws {
    let outcome = try Tool.run(
      ["stats"] + arguments.split(separator: " ").map(String.init), in: Tool.root)
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("washout: ") && outcome.errors.contains(words))
  }

  @Test(
    "refuse what cannot be with code 64 and say what to write instead",
    arguments: [
      ("simon --p0 0.2 --p1 0.2", "the same rate"),
      ("simon --p0 5 --p1 0.2", "for 5 % write 0.05."),
      ("simon --p0 0.1 --p1 0.2 --up-to 5000", "from 2 to 2,000."),
      ("pausing --rule 3", "write k/m"),
      ("pausing --rule 4/3", "such as 3/15."),
      ("pausing --rule 2/6 --rates 20", "write shares from 0 to 1"),
      ("posterior --events 3 --subjects 15 --prior 1", "write alpha,beta"),
      ("posterior --events 3 --subjects 15 --prior 0,1", "--prior takes positive numbers"),
      ("posterior --events 3 --subjects 15 --limit 30", "for 30 % write 0.3."),
      ("predictive --p0 0.2 --p1 0.4 --subjects 36", "make a design together"),
      ("predictive --p0 0.2 --p1 0.4 --theta-l 0.1", "--theta-l is searched for"),
      ("predictive --p0 0.2 --p1 0.4 --events 3", "Give --events and --seen together."),
      (
        "predictive --p0 0.2 --p1 0.4 --subjects 36 --theta-t 0.9 --events 3 --seen 40",
        "at most the 36 subjects."
      ),
    ])
  func usage(arguments: String, words: String) throws {
    let outcome = try Tool.run(
      ["stats"] + arguments.split(separator: " ").map(String.init), in: Tool.root)
    #expect(outcome.status == 64 && outcome.output == "")
    #expect(outcome.errors.split(separator: "\n").first?.contains(words) == true)
  }
}
