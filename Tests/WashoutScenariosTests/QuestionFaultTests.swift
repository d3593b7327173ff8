import Testing
import WashoutScenarios

/// Frozen messages, each read and judged before it was frozen.
@Suite("A fault of what belongs together is told with its place, its line and what to write")
struct QuestionFaultTests {
  @Test("one at a time", arguments: cases)
  func message(_ fault: FaultCase) {
    #expect(SmallScenario.faults(fault.text) == fault.message)
  }

  static let cases: [FaultCase] = [
    FaultCase(
      "a proportion that does not name lost patients",
      .edits([
        (
          "events: {lost: hypothetical, no_response: ignored}\nanalyses:\n  survival: {estimand: recurrence, method: kaplan_meier}",
          "events: {lost: treatment_policy, no_response: ignored}\nanalyses:\n  survival: {estimand: recurrence, method: proportion}"
        )
      ]),
      #"""
      small.yaml:58:3: `survival` does not say what becomes of lost patients; add lost_patients: left_out, no_recurrence, recurrence or {tilted: odds}
         58 |   survival: {estimand: recurrence, method: proportion}
            |   ^^^^^^^^
      """#),
    FaultCase(
      "composite loss with another meaning of lost",
      .edits([
        (
          "events: {lost: hypothetical, no_response: ignored}\nanalyses:\n  survival: {estimand: recurrence, method: kaplan_meier}",
          "events: {lost: composite, no_response: ignored}\nanalyses:\n  survival: {estimand: recurrence, method: proportion, lost_patients: left_out}"
        )
      ]),
      #"""
      small.yaml:58:71: in estimand `recurrence` loss is itself an outcome (composite), so lost patients count as recurrence; leave lost_patients out
         58 |   survival: {estimand: recurrence, method: proportion, lost_patients: left_out}
            |                                                                       ^^^^^^^^
      """#),
    FaultCase(
      "limits that nothing meets",
      .edits([
        ("expect: {recurrence: [0.05, 0.2]}", "expect: {recurrence: {at_least: 0.3, at_most: 0.2}}")
      ]),
      #"""
      small.yaml:62:22: nothing is at least 0.3 and at most 0.2; write the lower one as at_least
         62 | expect: {recurrence: {at_least: 0.3, at_most: 0.2}}
            |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "a limit of looks where there are none",
      .edits([
        ("expect: {recurrence: [0.05, 0.2]}", "expect: {decision_with_looks: {at_least: 0.3}}")
      ]),
      #"""
      small.yaml:62:31: there are no `looks`; write probability_of_decision in place of decision_with_looks
         62 | expect: {decision_with_looks: {at_least: 0.3}}
            |                               ^^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "an interval of another method",
      .edits([("method: kaplan_meier}", "method: kaplan_meier, interval: wilson}")]),
      #"""
      small.yaml:58:68: interval wilson is not for kaplan_meier; write plain, log, log_log, logit or arcsine
         58 |   survival: {estimand: recurrence, method: kaplan_meier, interval: wilson}
            |                                                                    ^^^^^^
      """#),
    FaultCase(
      "a confirmation too early",
      .edits([("flare: {flare: true}", "flare: {flare: true, confirm_after_days: 7}")]),
      #"""
      small.yaml:51:46: confirm_after_days is 7; within 14 days a score still recalls the same flare, so write 14 or more
         51 |     flare: {flare: true, confirm_after_days: 7}
            |                                              ^
      """#),
    FaultCase(
      "two numbers alike", .edits([("skin: {number: 2", "skin: {number: 1")]),
      #"""
      small.yaml:40:20: `joint` and `skin` both have number 1; a number is permanent, give each its own
         40 |     skin: {number: 1, weight: 2, clinical: true, present: 0.4, in_flare: 0.4, clears: 0.03}
            |                    ^
      """#),
    FaultCase(
      "an item without its weight",
      .edits([("skin: {number: 2, weight: 2, ", "skin: {number: 2, ")]),
      #"""
      small.yaml:40:5: `skin` lacks `weight`, which an item of a custom instrument needs
         40 |     skin: {number: 2, clinical: true, present: 0.4, in_flare: 0.4, clears: 0.03}
            |     ^^^^
      """#),
    FaultCase(
      "a marker without a baseline",
      .edits([("    crp_mg_per_l: {lowered_by", "    esr_mm_per_h: {lowered_by")]),
      #"""
      small.yaml:43:5: marker `esr_mm_per_h` has no baseline; add it to `patients`
         43 |     esr_mm_per_h: {lowered_by: 0.7, half_life_days: 1.4, visit_sd_log: 0.9}
            |     ^^^^^^^^^^^^
      """#),
    FaultCase(
      "visit noise above the total", .edits([("visit_sd_log: 0.9", "visit_sd_log: 1.5")]),
      #"""
      small.yaml:43:72: visit_sd_log is 1.5, more than the total sd_log 1.3 of `patients.crp_mg_per_l`; write less
         43 |     crp_mg_per_l: {lowered_by: 0.7, half_life_days: 1.4, visit_sd_log: 1.5}
            |                                                                        ^^^
      """#),
    FaultCase(
      "a criterion that cannot be checked",
      .edits([("I1: {text: \"Active\", rule: {points: [1, 12]}}", "I1: {text: \"Active\"}")]),
      #"""
      small.yaml:16:5: `I1` says neither `rule` nor `share`, so it could not be checked; add one
         16 |     I1: {text: "Active"}
            |     ^^
      """#),
    FaultCase(
      "a criterion without its number", .edits([("E1: {text: \"Other", "I3: {text: \"Other")]),
      #"""
      small.yaml:19:5: criterion `I3` has no number of the protocol; write E1 to E32, which also decides its random stream
         19 |     I3: {text: "Other disease", share: 0.05}
            |     ^^
      """#),
    FaultCase(
      "loss that follows a marker",
      .edits([("share: 0.10, by_week: 24", "share: 0.10, by_week: 24, linked_to: crp_mg_per_l")]),
      #"""
      small.yaml:45:47: unknown score of an instrument `crp_mg_per_l`; known here: nothing, points, clinical_points
         45 |   lost: {share: 0.10, by_week: 24, linked_to: crp_mg_per_l}
            |                                               ^^^^^^^^^^^^
      """#),
    FaultCase(
      "a size that counts too few",
      .edits([
        ("  sample_size: 15\n", "  sample_size: 15\n  size_counts: entered\n"),
        (
          "population: entered\n    variable: {recurrence: primary, by: end_of_observation}\n    events: {",
          "population: dosed\n    variable: {recurrence: primary, by: end_of_observation}\n    events: {worse_before: composite, "
        ),
      ]),
      #"""
      small.yaml:5:16: size_counts is entered, but analysis `survival` is of all dosed; write enrolled
          5 |   size_counts: entered
            |                ^^^^^^^
      """#),
    FaultCase(
      "limits of what is not normal",
      .edits([("sd_log: 0.18}, source: A1}", "sd_log: 0.18}, limits: [40, 90], source: A1}")]),
      #"""
      small.yaml:11:56: limits belong to a normal distribution; leave them out
         11 |   weight_kg: {lognormal: {median: 55.7, sd_log: 0.18}, limits: [40, 90], source: A1}
            |                                                        ^^^^^^
      """#),
    FaultCase(
      "shares that do not sum to 1",
      .edits([
        (
          "{lognormal: {median: 55.7, sd_log: 0.18}, source: A1}",
          "{shares: {50: 0.5, 60: 0.4}, source: A1}"
        )
      ]),
      #"""
      small.yaml:11:23: patients.weight_kg: the shares sum to 0.9; make them sum to 1
         11 |   weight_kg: {shares: {50: 0.5, 60: 0.4}, source: A1}
            |                       ^^^^^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "a headline without a decision",
      .edits([
        ("expect: {recurrence: [0.05, 0.2]}", "expect: {probability_of_decision: [0.05, 0.2]}"),
        ("decision: {name: recurrence is low, analysis: survival, upper_limit_below: 0.4}\n", ""),
      ]),
      #"""
      small.yaml:61:35: there is no `decision` whose probability could be told; add one, or leave this out
         61 | expect: {probability_of_decision: [0.05, 0.2]}
            |                                   ^^^^^^^^^^^
      """#),
    FaultCase(
      "a varied path that leads nowhere",
      .edits([("trial.observation_off_drug.to_week:", "trial.observation_off_drug.to_weeks:")]),
      #"""
      small.yaml:61:42: there is no value at `trial.observation_off_drug.to_weeks`; did you mean `trial.observation_off_drug.to_week`?
         61 | what_if: {sample_sizes: [10, 15], also: {trial.observation_off_drug.to_weeks: [28, 36]}}
            |                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#),
    FaultCase(
      "a varied value that cannot be", .edits([("to_week: [28, 36]", "to_week: [28, soon]")]),
      #"""
      small.yaml:61:83: trial.observation_off_drug.to_week is `soon`; a whole number from 1 to 5200 belongs here
         61 | what_if: {sample_sizes: [10, 15], also: {trial.observation_off_drug.to_week: [28, soon]}}
            |                                                                                   ^^^^
      """#),
    FaultCase(
      "sizes out of order", .edits([("sample_sizes: [10, 15]", "sample_sizes: [15, 10]")]),
      #"""
      small.yaml:61:30: size 10 follows 15; put the sizes in order
         61 | what_if: {sample_sizes: [15, 10], also: {trial.observation_off_drug.to_week: [28, 36]}}
            |                              ^^
      """#),
    FaultCase(
      "a seed that is no whole number", .edits([("seed: 1}", "seed: 1.5}")]),
      #"""
      small.yaml:60:34: simulation.seed is `1.5`; write a whole number from 0 to 18446744073709551615
         60 | simulation: {trials: 1000, seed: 1.5}
            |                                  ^^^
      """#),
    FaultCase(
      "a section that is missing",
      .edits([
        (
          "flares:\n  background_per_year: {value: 0.5, range: [0.25, 1]}\n  drug_suppressible_per_year: 1.6\n  times_if: {no_treated: 1.2}\n",
          ""
        )
      ]),
      #"""
      small.yaml:1:1: the file lacks `flares`; write it, or `statistical` for a scenario without a mechanism
          1 | washout: 1
            | ^^^^^^^
      """#),
    FaultCase(
      "a scenario that is a list", .whole("- washout\n"),
      #"""
      small.yaml:1:1: a scenario is a mapping; begin with `washout: 1`
          1 | - washout
            | ^^^^^^^^^
      """#),
    FaultCase(
      "an empty file", .whole("\n"),
      #"""
      small.yaml:1:1: the file is empty; `washout new` writes one to start from
      """#),
    FaultCase(
      "two documents", .whole("washout: 1\n---\nwashout: 1\n"),
      #"""
      small.yaml:2:1: this is not YAML: expected a single document in the stream, but found another document; keep one, and no line of `---` after it
          2 | ---
            | ^
      """#),
    FaultCase(
      "a list as a key", .whole("[a, b]: 1\n"),
      #"""
      small.yaml:1:1: a key is a single word; write `word: value`
          1 | [a, b]: 1
            | ^^^^^^
      """#),
  ]
}
