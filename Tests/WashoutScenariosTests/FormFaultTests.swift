import Testing
import WashoutScenarios

/// Frozen messages, each read and judged before it was frozen.
@Suite("A fault of form is told with its place, its line and what to write")
struct FormFaultTests {
  @Test("one at a time", arguments: cases)
  func message(_ fault: FaultCase) {
    #expect(SmallScenario.faults(fault.text) == fault.message)
  }

  static let cases: [FaultCase] = [
    FaultCase(
      "an unknown key is told with the nearest known one",
      .edits([("sample_size: 15", "sample_sise: 15")]),
      #"""
      small.yaml:4:3: unknown key `sample_sise` in `trial`; did you mean `sample_size`?
          4 |   sample_sise: 15
            |   ^^^^^^^^^^^
      """#),
    FaultCase(
      "a share above 1 is told how to write the percentage",
      .edits([("lost: {share: 0.10,", "lost: {share: 10,")]),
      #"""
      small.yaml:45:17: lost.share is 10, a share below 1 belongs here; for 10 % write 0.10
         45 |   lost: {share: 10, by_week: 24}
            |                 ^^
      """#),
    FaultCase(
      "a number with a leading zero", .edits([("by_week: 24}", "by_week: 024}")]),
      #"""
      small.yaml:45:32: lost.by_week is `024`, which is not a number; write 24
         45 |   lost: {share: 0.10, by_week: 024}
            |                                ^^^
      """#),
    FaultCase(
      "a time of day is no number", .edits([("volume_l: 6", "volume_l: 1:30")]),
      #"""
      small.yaml:22:13: drug.volume_l is `1:30`; a number above 0 belongs here
         22 |   volume_l: 1:30
            |             ^^^^
      """#),
    FaultCase(
      "not a number", .edits([("volume_l: 6", "volume_l: .nan")]),
      #"""
      small.yaml:22:13: drug.volume_l is `.nan`; a number above 0 belongs here, and finite
         22 |   volume_l: .nan
            |             ^^^^
      """#),
    FaultCase(
      "infinity", .edits([("volume_l: 6", "volume_l: .inf")]),
      #"""
      small.yaml:22:13: drug.volume_l is `.inf`; a number above 0 belongs here, and finite
         22 |   volume_l: .inf
            |             ^^^^
      """#),
    FaultCase(
      "a number too large", .edits([("volume_l: 6", "volume_l: 1e309")]),
      #"""
      small.yaml:22:13: drug.volume_l is 1e309, which is too large for a number
         22 |   volume_l: 1e309
            |             ^^^^^
      """#),
    FaultCase(
      "a percentage", .edits([("share: 0.85, found", "share: 85 %, found")]),
      #"""
      small.yaml:17:35: I2.share is `85 %`, which is not a number; write 0.85
         17 |     I2: {text: "Consents", share: 85 %, found_at_screening: true}
            |                                   ^^^^
      """#),
    FaultCase(
      "a number in quotes", .edits([("volume_l: 6", "volume_l: \"6\"")]),
      #"""
      small.yaml:22:13: drug.volume_l is text in quotes; a number above 0 belongs here, without quotes
         22 |   volume_l: "6"
            |             ^^^
      """#),
    FaultCase(
      "a number that must be positive", .edits([("volume_l: 6", "volume_l: 0")]),
      #"""
      small.yaml:22:13: drug.volume_l is 0, a number above 0 belongs here
         22 |   volume_l: 0
            |             ^
      """#),
    FaultCase(
      "a parameter of a distribution, told once",
      .edits([
        ("{lognormal: {median: 55.7, sd_log: 0.18}, source", "{normal: {mean: 34, sd: -1}, source")
      ]),
      #"""
      small.yaml:11:38: normal.sd is -1, a number above 0 belongs here
         11 |   weight_kg: {normal: {mean: 34, sd: -1}, source: A1}
            |                                      ^^
      """#),
    FaultCase(
      "half a patient", .edits([("sample_size: 15", "sample_size: 15.5")]),
      #"""
      small.yaml:4:16: trial.sample_size is 15.5, a whole number from 1 to 1000 belongs here; write 16
          4 |   sample_size: 15.5
            |                ^^^^
      """#),
    FaultCase(
      "an empty value", .edits([("volume_l: 6", "volume_l:")]),
      #"""
      small.yaml:22:3: drug.volume_l is empty: volume of distribution in litres
         22 |   volume_l:
            |   ^^^^^^^^
      """#),
    FaultCase(
      "a list where a number belongs", .edits([("volume_l: 6", "volume_l: [6]")]),
      #"""
      small.yaml:22:13: drug.volume_l is a list; a number above 0 belongs here
         22 |   volume_l: [6]
            |             ^^^
      """#),
    FaultCase(
      "a word that is not one of the known", .edits([("enters: not_worse", "enters: not_wrse")]),
      #"""
      small.yaml:7:62: observation_off_drug.enters is `not_wrse`; did you mean `not_worse`?
          7 |   observation_off_drug: {from_week: 12, to_week: 24, enters: not_wrse}
            |                                                              ^^^^^^^^
      """#),
    FaultCase(
      "yes in place of true", .edits([("found_at_screening: true", "found_at_screening: yes")]),
      #"""
      small.yaml:17:61: I2.found_at_screening is `yes`; write true or false
         17 |     I2: {text: "Consents", share: 0.85, found_at_screening: yes}
            |                                                             ^^^
      """#),
    FaultCase(
      "a range from high to low", .edits([("range: [0.13, 0.26]", "range: [0.26, 0.13]")]),
      #"""
      small.yaml:21:112: clearance_l_per_day.range runs from high to low; write [low, high]
         21 |   clearance_l_per_day: {median: 0.174, sd_log: 0.293, scales_with: {weight_kg: {at: 70, power: 0.695}}, range: [0.26, 0.
            |                                                                                                                ^^^^^^^^^
      """#),
    FaultCase(
      "a missing required key", .edits([("  sample_size: 15\n", "")]),
      #"""
      small.yaml:3:1: `trial` lacks `sample_size`: planned number of patients
          3 | trial:
            | ^^^^^
      """#),
    FaultCase(
      "text cut off by a comma", .edits([("share: 0.05}", "share: 0.05, note: one, two words}")]),
      #"""
      small.yaml:19:57: `two words` is cut off by a comma; put text with a comma in quotes
         19 |     E1: {text: "Other disease", share: 0.05, note: one, two words}
            |                                                         ^^^^^^^^^
      """#),
    FaultCase(
      "a key written twice",
      .edits([("  sample_size: 15\n", "  sample_size: 15\n  sample_size: 16\n")]),
      #"""
      small.yaml:4:3: key `sample_size` is written twice in one mapping; keep one
          4 |   sample_size: 15
            |   ^^^^^^^^^^^
      """#),
    FaultCase(
      "a syntax error", .edits([("weeks: [0, 4, 8]", "weeks: [0, 4, 8")]),
      #"""
      small.yaml:6:64: this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'; close what was opened, or add the comma
          6 |   dosing: {dose_mg: 200, weeks: [0, 4, 8, missed: {share: 0.02}}
            |                                                                ^
      """#),
    FaultCase(
      "two forms of one thing", .edits([("volume_l: 6", "half_life_days: 24\n  volume_l: 6")]),
      #"""
      small.yaml:22:3: `drug` has both `clearance_l_per_day` and `half_life_days`; keep one
         22 |   half_life_days: 24
            |   ^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "observation that ends before it begins",
      .edits([("to_week: 24, enters", "to_week: 12, enters")]),
      #"""
      small.yaml:7:50: observation ends at week 12, not after it begins at week 12; write a later week
          7 |   observation_off_drug: {from_week: 12, to_week: 12, enters: not_worse}
            |                                                  ^^
      """#),
    FaultCase(
      "observation that outlasts the last visit",
      .edits([("to_week: 24, enters", "to_week: 26, enters")]),
      #"""
      small.yaml:7:50: observation ends at week 26, after the last visit (week 24); end it there or add a visit
          7 |   observation_off_drug: {from_week: 12, to_week: 26, enters: not_worse}
            |                                                  ^^
      """#),
  ]
}
