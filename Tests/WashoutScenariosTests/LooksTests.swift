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
}
