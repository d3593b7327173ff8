import Testing
import WashoutScenarios

/// Frozen messages, each read and judged before it was frozen.
@Suite("A name that nothing defines is told with its place, its line and what to write")
struct NameFaultTests {
  @Test("one at a time", arguments: cases)
  func message(_ fault: FaultCase) {
    #expect(SmallScenario.faults(fault.text) == fault.message)
  }

  static let cases: [FaultCase] = [
    FaultCase(
      "an unknown definition", .edits([("primary: rise\n", "primary: rize\n")]),
      #"""
      small.yaml:48:12: unknown definition `rize`; did you mean `rise`?
         48 |   primary: rize
            |            ^^^^
      """#),
    FaultCase(
      "an unknown item in a group", .edits([("[low_count]", "[low_counts]")]),
      #"""
      small.yaml:36:25: unknown item `low_counts`; did you mean `low_count`?
         36 |   groups: {laboratory: [low_counts]}
            |                         ^^^^^^^^^^
      """#),
    FaultCase(
      "an unknown covariate", .edits([("scales_with: {weight_kg", "scales_with: {wieght_kg")]),
      #"""
      small.yaml:21:69: unknown covariate `wieght_kg`; did you mean `weight_kg`?
         21 |   clearance_l_per_day: {median: 0.174, sd_log: 0.293, scales_with: {wieght_kg: {at: 70, power: 0.695}}, range: [0.13, 0.
            |                                                                     ^^^^^^^^^
      """#),
    FaultCase(
      "an unknown source", .edits([("source: A1}\n  treated", "source: A2}\n  treated")]),
      #"""
      small.yaml:11:64: unknown source `A2`; did you mean `A1`?
         11 |   weight_kg: {lognormal: {median: 55.7, sd_log: 0.18}, source: A2}
            |                                                                ^^
      """#),
    FaultCase(
      "an unknown condition", .edits([("no_treated", "no_treatment")]),
      #"""
      small.yaml:31:14: unknown condition `no_treatment`; did you mean `no_treated`?
         31 |   times_if: {no_treatment: 1.2}
            |              ^^^^^^^^^^^^
      """#),
    FaultCase(
      "an unknown estimand",
      .edits([("survival: {estimand: recurrence,", "survival: {estimand: recurence,")]),
      #"""
      small.yaml:58:24: unknown estimand `recurence`; did you mean `recurrence`?
         58 |   survival: {estimand: recurence, method: kaplan_meier}
            |                        ^^^^^^^^^
      """#),
    FaultCase(
      "an unknown analysis", .edits([("analysis: survival", "analysis: exact")]),
      #"""
      small.yaml:59:47: unknown analysis `exact`; known here: survival
         59 | decision: {name: recurrence is low, analysis: exact, upper_limit_below: 0.4}
            |                                               ^^^^^
      """#),
    FaultCase(
      "an event that nobody handles",
      .edits([
        ("events: {lost: hypothetical, no_response: ignored}", "events: {no_response: ignored}")
      ]),
      #"""
      small.yaml:56:13: estimand `recurrence` does not say what lost means for it; add lost: hypothetical, treatment_policy, composite, while_on or principal_stratum to its events
         56 |     events: {no_response: ignored}
            |             ^^^^^^^^^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "a strategy that makes no sense", .edits([("no_response: ignored", "no_response: while_on")]),
      #"""
      small.yaml:56:47: no_response cannot be while_on: it is a state, not a moment; write ignored, composite or principal_stratum
         56 |     events: {lost: hypothetical, no_response: while_on}
            |                                               ^^^^^^^^
      """#),
    FaultCase(
      "worsening handled as hypothetical",
      .edits([
        (
          "population: entered\n    variable: {recurrence: primary, by: end_of_observation}\n    events: {lost: hypothetical,",
          "population: dosed\n    variable: {recurrence: primary, by: end_of_observation}\n    events: {worse_before: hypothetical, lost: hypothetical,"
        )
      ]),
      #"""
      small.yaml:56:28: worse_before cannot be hypothetical: worsening is itself the outcome; write treatment_policy, composite or while_on
         56 |     events: {worse_before: hypothetical, lost: hypothetical, no_response: ignored}
            |                            ^^^^^^^^^^^^
      """#),
    FaultCase(
      "a state's word for an event", .edits([("lost: hypothetical", "lost: ignored")]),
      #"""
      small.yaml:56:20: lost cannot be ignored: that word is for a state such as no_response; write hypothetical, treatment_policy, composite, while_on or principal_stratum
         56 |     events: {lost: ignored, no_response: ignored}
            |                    ^^^^^^^
      """#),
  ]
}
