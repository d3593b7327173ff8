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
}
