import Testing
import Washout
import WashoutScenarios

/// background + suppressible x share is what a drug that does nothing sees: 0.5 + 1.6 x 0.5 a year here.
@Suite("The natural flare rate")
struct HeldFlareRateTests {
  private static let held = SmallScenario.text.replacing(
    "driven: {share: 0.5,", with: "driven: {share: 0.5, hold: natural_flare_rate,")

  private func canonical(_ text: String, _ settings: [String]) throws -> String {
    try SmallScenario.parse(text, set: settings).canonicalText
  }

  @Test("stays when the share is varied and it is held, and moves when it is not")
  func held() throws {
    let varied = ["drug.effect.driven=0.25"]
    let byHand = varied + ["flares.drug_suppressible_per_year=3.2"]
    #expect(try canonical(Self.held, varied) == canonical(SmallScenario.text, byHand))
    #expect(try canonical(Self.held, varied) != canonical(SmallScenario.text, varied))
    #expect(try canonical(Self.held, []) == canonical(SmallScenario.text, []))
  }

  @Test("follows a rate that is varied with the share")
  func both() throws {
    let varied = ["drug.effect.driven=0.8", "flares.drug_suppressible_per_year=2"]
    let byHand = ["drug.effect.driven=0.8", "flares.drug_suppressible_per_year=1.25"]
    #expect(try canonical(Self.held, varied) == canonical(SmallScenario.text, byHand))
  }

  @Test("is let go by an option, and cannot be held where nobody is driven")
  func released() throws {
    let released = ["drug.effect.driven=0", "drug.effect.driven.hold=null"]
    #expect(
      try canonical(Self.held, released)
        == canonical(SmallScenario.text, ["drug.effect.driven=0"]))
    let faults = SmallScenario.faults(Self.held, set: ["drug.effect.driven=0"])
    #expect(faults.contains("set drug.effect.driven.hold=null as well"))
  }

  @Test("is what the varied rate is said to be held for")
  func told() throws {
    let parsed = try SmallScenario.parse(Self.held, set: ["drug.effect.driven=0.25"])
    #expect(
      parsed.warnings.contains {
        $0.rendered.contains("flares.drug_suppressible_per_year becomes 3.2")
      })
    #expect(
      SmallScenario.faults(Self.held.replacing("natural_flare_rate", with: "natural"))
        .contains("natural_flare_rate"))
  }
}
