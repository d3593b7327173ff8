import Testing
import Washout
import WashoutScenarios

@Suite("What becomes of lost patients")
struct LostPatientsTests {
  private static func parse(_ lost: String) throws -> ParsedScenario {
    try SmallScenario.parse(
      SmallScenario.text.replacing(
        "method: kaplan_meier", with: "method: proportion, lost_patients: \(lost)"))
  }

  private func faults(_ rest: String) -> String {
    SmallScenario.faults(SmallScenario.text.replacing("method: kaplan_meier", with: rest))
  }

  @Test(
    "is a word or a tilt, which can be written as the literature does",
    arguments: [
      ("left_out", Analysis.LostPatients.leftOut), ("{tilted: 2}", .tilted(odds: 2)),
      ("tilted(2)", .tilted(odds: 2)), ("tilted( 0.5 )", .tilted(odds: 0.5)),
    ])
  func forms(_ text: String, _ lost: Analysis.LostPatients) throws {
    let parsed = try Self.parse(text)
    guard case .proportion(let read, let interval) = parsed.scenario.analyses[0].method else {
      Issue.record("no proportion")
      return
    }
    #expect(read == lost)
    #expect(interval == (lost == .leftOut ? .clopperPearson : .wilson))
  }

  @Test("has one canonical line, whichever way it was written, and another for other odds")
  func canonical() throws {
    let line = "analyses.survival.lost_patients.tilted = 2"
    #expect(try Self.parse("tilted(2)").canonicalText.contains(line))
    #expect(
      try Self.parse("tilted(2)").canonicalText == Self.parse("{tilted: 2.0}").canonicalText)
    #expect(try Self.parse("tilted(2)").canonicalText != Self.parse("tilted(3)").canonicalText)
  }

  @Test("can be set on the command line")
  func set() throws {
    let parsed = try SmallScenario.parse(
      SmallScenario.text.replacing(
        "method: kaplan_meier", with: "method: proportion, lost_patients: left_out"),
      set: ["analyses.survival.lost_patients={tilted: 4}"])
    #expect(
      parsed.scenario.analyses[0].method
        == .proportion(lost: .tilted(odds: 4), interval: .wilson))
  }

  @Test(
    "is refused with what to write instead",
    arguments: [
      ("tilted(-1)", "tilted is -1"), ("tilted(two)", "tilted is `two`"),
      ("tilted", "lost_patients is `tilted`"),
      (
        "{tilted: 2}, interval: clopper_pearson",
        "a tilted proportion has no clopper_pearson interval; write wilson"
      ),
    ])
  func refused(_ text: String, _ part: String) {
    let message = faults("method: proportion, lost_patients: \(text)")
    #expect(message.contains(part), "\(message)")
  }

  @Test(
    "have no recurrence where only recurrences before loss count, and nothing else may be written",
    arguments: ["recurrence", "left_out", "{tilted: 2}"])
  func whileOn(_ lost: String) throws {
    let text = SmallScenario.text.replacing("lost: hypothetical", with: "lost: while_on")
    func written(_ lost: String) -> String {
      text.replacing(
        "method: kaplan_meier", with: "method: proportion, lost_patients: \(lost)")
    }
    let message = SmallScenario.faults(written(lost))
    #expect(
      message.contains(
        "write lost_patients: no_recurrence, or lost: composite or hypothetical in the estimand"),
      "\(message)")
    #expect(message.contains("small.yaml:58:"), "\(message)")
    guard
      case .proportion(.noRecurrence, _) = try SmallScenario.parse(written("no_recurrence"))
        .scenario.analyses[0].method
    else {
      Issue.record("not no_recurrence")
      return
    }
    let missing = SmallScenario.faults(
      text.replacing("method: kaplan_meier", with: "method: proportion"))
    #expect(missing.contains("with lost: while_on add lost_patients: no_recurrence"), "\(missing)")
    // Nobody is lost, so that nothing follows from the word.
    _ = try SmallScenario.parse(
      written(lost).replacing("lost: {share: 0.10", with: "lost: {share: 0"))
  }

  @Test("bring no other fault after a faulty tilt")
  func noOtherFault() {
    let message = SmallScenario.faults(
      SmallScenario.text.replacing("lost: hypothetical", with: "lost: treatment_policy")
        .replacing("method: kaplan_meier", with: "method: proportion, lost_patients: {tilted: -1}"))
    #expect(message.contains("tilted is -1") && !message.contains("does not say"), "\(message)")
  }
}
