import Testing
import Washout
import WashoutScenarios

@Suite("Numbers are those of JSON")
struct NumberTests {
  @Test(
    "read",
    arguments: [
      ("6", "6"), ("6.50", "6.5"), ("6e0", "6"), ("60E-1", "6"), ("0.1", "0.1"), ("1e+2", "100"),
      ("5e-324", "5e-324"), ("1e300", "1e+300"), ("123456789012345678", "1.2345678901234568e+17"),
    ])
  func read(_ written: String, _ canonical: String) throws {
    let text = try SmallScenario.parse(set: ["drug.volume_l=\(written)"]).canonicalText
    #expect(text.contains("drug.volume_l = \(canonical)\n"))
  }

  @Test(
    "or refused",
    arguments: [
      "010", "1:30", "0x1F", "0o17", "1_000", ".5", "5.", "+5", "1e309", "-1e309", ".inf", ".nan",
      "nan",
      "inf", "1e", "1.e5", "--5", "1 000", "1,5", "six", "~", "''", "\"6\"", "０", "٣", "[6]",
      "true",
    ])
  func refused(_ written: String) {
    #expect(
      SmallScenario.faults(SmallScenario.text, set: ["drug.volume_l=\(written)"]) != "no fault")
  }

  @Test("and a seed is a whole number of 64 bits")
  func seed() throws {
    let largest = try SmallScenario.parse(set: ["simulation.seed=18446744073709551615"])
    #expect(largest.scenario.simulation.seed == .max)
    for bad in ["18446744073709551616", "-1", "1.0", "1e3", "007", "'7'"] {
      #expect(
        SmallScenario.faults(SmallScenario.text, set: ["simulation.seed=\(bad)"]) != "no fault")
    }
  }
}

@Suite("What a scenario means is told in words")
struct EchoTests {
  @Test("for CSTAR012")
  func cstar012() throws {
    let parsed = try ScenarioParser().parse(fileAt: "scenarios/cstar012.yaml")
    #expect(
      parsed.echo == [
        "15 patients, 200 mg at weeks 0, 4, 8, observed off drug from week 12 to week 24; "
          + "visits at weeks 0, 4, ... 24",
        "half-life 22 d in a 56-kg patient; below the IC50 at week 26",
        "recurrence is sledai_rise, beside any_flare, confirmed_rise, new_clinical_item, "
          + "returned_item; decided when the upper limit is strictly below 0.4",
        "16 ranges vary one at a time",
        "48 of 82 values have no source",
      ])
  }

  /// Chakraborty 2012, one compartment: half-life 23.7 d at 57 kg and albumin 43 g/L; 1.9 mg/L at
  /// week 24, 0.84 mg/L at week 28 and 0.37 mg/L at week 32; an IC50 on either side of these levels
  /// is passed a week apart.
  @Test(
    "for a 57-kg patient as published",
    arguments: [
      ("1.85", "25"), ("1.95", "24"), ("0.83", "29"), ("0.85", "28"), ("0.36", "33"),
      ("0.38", "32"),
    ])
  func typical(_ ic50: String, _ week: String) throws {
    let options = [
      "patients.weight_kg=57", "patients.albumin_g_per_l=43", "drug.effect.ic50_mg_per_l=\(ic50)",
    ]
    let parsed = try ScenarioParser(overrides: options).parse(fileAt: "scenarios/cstar012.yaml")
    #expect(
      parsed.echo[1] == "half-life 24 d in a 57-kg patient; below the IC50 at week \(week)")
  }

  @Test("for the exponential scenario: 30 % recur within 12 weeks")
  func exponential() throws {
    let parsed = try ScenarioParser().parse(fileAt: "scenarios/exponential.yaml")
    #expect(
      parsed.echo == [
        "15 patients, observed off drug from week 0 to week 12; no visits",
        "30 % of those never lost recur within 12 weeks",
        "decided when the upper limit is strictly below 0.55",
        "1 range varies",
        "2 of 2 values have no source",
      ])
  }

  @Test("and changes with the drug")
  func faster() throws {
    let parsed = try ScenarioParser().parse(fileAt: "scenarios/fast-clearance.yaml")
    #expect(parsed.echo[1] == "half-life 11 d in a 56-kg patient; below the IC50 at week 17")
  }
}

@Suite("What is allowed but probably not meant is a warning")
struct WarningTests {
  private func warnings(_ options: String...) throws -> [String] {
    try SmallScenario.parse(set: options).warnings.map(\.message)
  }

  @Test("nothing in the small scenario")
  func none() throws { #expect(try warnings() == []) }

  @Test("a value outside its range")
  func range() throws {
    #expect(
      try warnings("flares.background_per_year=3") == [
        "flares.background_per_year is 3, outside its range 0.25 to 1"
      ])
  }

  @Test("an analysis that does not estimate its estimand")
  func mismatch() throws {
    #expect(
      try warnings("estimands.recurrence.events.lost=while_on") == [
        "analysis `survival` and estimand `recurrence` do not match: it estimates what would happen "
          + "without loss, not recurrence before loss"
      ])
    #expect(
      try warnings("analyses.survival={estimand: recurrence, method: proportion}") == [
        "analysis `survival` and estimand `recurrence` do not match: early recurrences escape loss, "
          + "so leaving lost patients out is biased up; kaplan_meier is not"
      ])
  }

  @Test("a decision that more loss makes more likely")
  func loss() throws {
    let found = try warnings(
      "analyses.survival={estimand: recurrence, method: proportion, lost_patients: no_recurrence}",
      "estimands.recurrence.events.lost=while_on")
    #expect(
      found == [
        "more loss makes this decision more likely, since lost patients count without recurrence"
      ])
  }

  @Test("a confirmation that the last visit cannot have")
  func confirmation() throws {
    let next = "recurrence.definitions.rise.confirmed_at_next_visit=true"
    #expect(
      try warnings(next) == [
        "`rise` first seen at week 24, the last visit, is never confirmed; "
          + "confirm_after_days would add a visit"
      ])
    #expect(try warnings("recurrence.definitions.rise.confirm_after_days=14") == [])
  }
}
