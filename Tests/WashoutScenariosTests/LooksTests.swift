import Testing
import Washout
import WashoutScenarios

@Suite("The looks of a scenario file")
struct LooksFileTests {
  private static func text(_ looks: String) -> String {
    SmallScenario.text.replacing(
      "survival: {estimand: recurrence, method: kaplan_meier}",
      with: """
        survival: {estimand: recurrence, method: kaplan_meier}
          counted: {estimand: recurrence, method: proportion, lost_patients: recurrence}
        looks: \(looks)
        """)
  }

  @Test("are read as written")
  func read() throws {
    let scenario = try SmallScenario.parse(
      Self.text(
        "{analysis: counted, accrual: pause, at: [{patients: 5, stop_if_at_least: 3}, "
          + "{patients: 10, stop_if_at_least: 5, stop_if_at_most: 0}], declare_if_at_most: 4}")
    ).scenario
    let looks = Looks(
      analysis: "counted", accrual: .pause,
      design: .counts([
        .init(patients: 5, stopIfAtLeast: 3),
        .init(patients: 10, stopIfAtLeast: 5, stopIfAtMost: 0),
      ]), declareIfAtMost: 4)
    #expect(scenario.looks == looks)
    #expect(try SmallScenario.parse().scenario.looks == nil)
  }

  @Test("stand in the canonical text, and are told in words")
  func words() throws {
    let parsed = try SmallScenario.parse(
      Self.text("{analysis: counted, at: [{patients: 5, stop_if_at_least: 3}]}"))
    #expect(parsed.canonicalText.contains("looks.accrual = continue"))
    #expect(parsed.canonicalText.contains("looks.at.1.stop_if_at_least = 3"))
    #expect(
      parsed.echo.contains(
        "looked at after the first 5 (stops with 3 or more recurrences); recruitment goes on meanwhile"
      ))
  }

  @Test(
    "are refused with what to write instead",
    arguments: [
      ("{analysis: survival, at: [{patients: 5, stop_if_at_least: 3}]}", "name a proportion"),
      (
        "{analysis: counted}",
        "`looks` lacks one of `at`, `simon`, `predictive`, `posterior` or `pausing`"
      ),
      ("{analysis: counted, at: [{patients: 5}]}", "nothing stops the trial at 5 patients"),
      (
        "{analysis: counted, at: [{patients: 15, stop_if_at_least: 3}]}",
        "a look at 15 of 15 patients is no look"
      ),
      (
        "{analysis: counted, at: [{patients: 5, stop_if_at_least: 3}, {patients: 4, stop_if_at_least: 3}]}",
        "the look at 4 patients follows one at 5"
      ),
      (
        "{analysis: counted, at: [{patients: 5, stop_if_at_least: 6}]}",
        "6 recurrences cannot be among 5 patients"
      ),
      (
        "{analysis: counted, at: [{patients: 5, stop_if_at_least: 2, stop_if_at_most: 2}]}",
        "leave no count to go on with"
      ),
      (
        "{analysis: count, at: [{patients: 5, stop_if_at_least: 2}]}",
        "unknown analysis `count`; did you mean `counted`?"
      ),
    ])
  func refused(_ looks: String, _ part: String) {
    let message = SmallScenario.faults(Self.text(looks))
    #expect(message.contains(part), "\(message)")
  }

  private static let belief = "prior: {alpha: 1, beta: 1}, rate_below: 0.4"

  @Test(
    "by a design are refused in words at their line, and nothing follows from a fault",
    arguments: [
      ("predictive: {P, probability: 0.9, stop_below: 0.05, at: [10, 30]}", "a look at 30 of 15"),
      (
        "predictive: {P, probability: 0.9, stop_below: 0.05, at: [10, 10]}",
        "the look at 10 patients follows one at 10"
      ),
      (
        "predictive: {P, probability: 0.9, stop_below: 0.99, stop_above: 0.5, at: [10]}",
        "stop_below 0.99 is not below stop_above 0.5"
      ),
      ("posterior: {P, at: [10]}", "nothing stops the trial; add stop_below"),
      (
        "posterior: {P, stop_below: 0.6, stop_above: 0.5, at: [10]}",
        "stop_below 0.6 is not below stop_above 0.5"
      ),
      ("posterior: {P, stop_below: 0, at: [10]}", "no count of recurrences at a look would stop"),
      (
        "pausing: {recurrences: 11, of_first: 10}",
        "11 recurrences cannot be among the first 10 patients"
      ),
      ("pausing: {recurrences: 3, of_first: 31}", "the first 31 are more than the 15 patients"),
      (
        "at: [{patients: 5, stop_if_at_least: 3}], declare_if_at_most: 31",
        "31 recurrences cannot be among 15 patients"
      ),
      ("at: [{patients: 5, stop_if_at_lest: 3}]", "unknown key `stop_if_at_lest`"),
    ])
  func refusedDesigns(_ looks: String, _ part: String) {
    let looks = looks.replacing("P,", with: Self.belief + ",")
    let message = SmallScenario.faults(Self.text("{analysis: counted, \(looks)}"))
    #expect(message.contains(part), "\(message)")
    let faults = message.split(separator: "\n").filter { $0.hasPrefix("small.yaml:") }
    #expect(faults.count == 1 && faults[0].hasPrefix("small.yaml:60:"), "\(message)")
  }

  @Test("of Simon's need loss to be a recurrence and their own size, told at their places")
  func simon() {
    let simon =
      "simon: {unacceptable_recurrence: 0.95, acceptable_recurrence: 0.75, alpha: 0.1, beta: 0.1}"
    let text = Self.text("{analysis: counted, \(simon)}")
      .replacing("sample_size: 15", with: "sample_size: 24")
    #expect(SmallScenario.faults(text) == "no fault")
    #expect(
      SmallScenario.faults(text, set: ["trial.sample_size=25"])
        .contains("sample_size is 25, but the design of `looks.simon` has 24 patients"))
    let left = SmallScenario.faults(text.replacing("lost_patients: recurrence", with: "level: 0.9"))
    #expect(left.contains("name an analysis of an estimand with lost: composite"), "\(left)")
  }

  @Test("by a design are told as the counts that they come to")
  func boundaries() throws {
    func echo(_ looks: String) throws -> String {
      let looks = looks.replacing("P,", with: Self.belief + ",")
      return try SmallScenario.parse(Self.text("{analysis: counted, \(looks)}")).echo
        .joined(separator: "\n")
    }
    #expect(
      try echo("pausing: {recurrences: 3, of_first: 6}").contains(
        "looked at after the first 3 to 6 (stops with 3 or more recurrences); recruitment goes on"))
    // P(rate < 0.4) under Beta(1 + x, 1 + 5 - x): 0.953 with 0 of 5, 0.767 with 1, 0.179 with 3, 0.041 with 4.
    #expect(
      try echo("posterior: {P, stop_below: 0.1, stop_above: 0.9, at: [5]}")
        .contains("looked at after the first 5 (stops with 0, or 4 or more recurrences)"))
  }
}
