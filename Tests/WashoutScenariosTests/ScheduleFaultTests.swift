import Testing
import WashoutScenarios

/// Frozen messages, each read and judged before it was frozen.
@Suite("A fault of the schedule is told with its place, its line and what to write")
struct ScheduleFaultTests {
  @Test("one at a time", arguments: cases)
  func message(_ fault: FaultCase) {
    #expect(SmallScenario.faults(fault.text) == fault.message)
  }

  static let cases: [FaultCase] = [
    FaultCase(
      "observation that begins before the last dose",
      .edits([("from_week: 12, to_week", "from_week: 8, to_week")]),
      #"""
      small.yaml:7:37: observation off drug begins at week 8, not after the last dose (week 8); write a later week
          7 |   observation_off_drug: {from_week: 8, to_week: 24, enters: not_worse}
            |                                     ^
      """#),
    FaultCase(
      "doses out of order", .edits([("weeks: [0, 4, 8]", "weeks: [0, 8, 4]")]),
      #"""
      small.yaml:6:40: week 4 follows week 8; put the weeks in order
          6 |   dosing: {dose_mg: 200, weeks: [0, 8, 4], missed: {share: 0.02}}
            |                                        ^
      """#),
    FaultCase(
      "a first dose after week 0", .edits([("weeks: [0, 4, 8]", "weeks: [4, 8]")]),
      #"""
      small.yaml:6:33: the first dose is at week 4; it is day 0, so begin with week 0
          6 |   dosing: {dose_mg: 200, weeks: [4, 8], missed: {share: 0.02}}
            |                                 ^^^^^^
      """#),
    FaultCase(
      "amounts that do not fit the doses", .edits([("dose_mg: 200", "dose_mg: [200, 100]")]),
      #"""
      small.yaml:6:21: dose_mg has 2 amounts for 3 doses; write one number, or one for each week
          6 |   dosing: {dose_mg: [200, 100], weeks: [0, 4, 8], missed: {share: 0.02}}
            |                     ^^^^^^^^^^
      """#),
    FaultCase(
      "windows that overlap", .edits([("window_days: 3", "window_days: 14")]),
      #"""
      small.yaml:9:41: window_days is 14, so neighbouring visits 4 weeks apart could change places; write less than 14
          9 |   visits: {every_weeks: 4, window_days: 14}
            |                                         ^^
      """#),
    FaultCase(
      "a mechanism without visits",
      .edits([("visits: {every_weeks: 4, window_days: 3}", "visits: none")]),
      #"""
      small.yaml:9:11: a mechanism is seen at visits; write {every_weeks: 4}, or another distance
          9 |   visits: none
            |           ^^^^
      """#),
    FaultCase(
      "entry of the worse without a rule",
      .edits([("  worse: {rise: {of: points, from: baseline, by: 4}}\n", "")]),
      #"""
      small.yaml:7:62: enters is not_worse, but `trial` lacks `worse`: the rule for it
          7 |   observation_off_drug: {from_week: 12, to_week: 24, enters: not_worse}
            |                                                              ^^^^^^^^^
      """#),
    FaultCase(
      "response after withdrawal", .edits([("at_week: 12}", "at_week: 16}")]),
      #"""
      small.yaml:46:64: response is looked for at week 16, after observation off drug begins (week 12); write an earlier week
         46 | response: {fall: {of: points, from: baseline, by: 4}, at_week: 16}
            |                                                                ^^
      """#),
    FaultCase(
      "a rule that bounds nothing", .edits([("rule: {points: [1, 12]}", "rule: {points: {}}")]),
      #"""
      small.yaml:16:41: no bound is given; write at_least, above, at_most or below
         16 |     I1: {text: "Active", rule: {points: {}}}
            |                                         ^^
      """#),
    FaultCase(
      "an event of an estimand that is unknown",
      .edits([("no_response: ignored", "no_responses: ignored")]),
      #"""
      small.yaml:56:34: unknown key `no_responses` in `recurrence.events`; did you mean `no_response`?
         56 |     events: {lost: hypothetical, no_responses: ignored}
            |                                  ^^^^^^^^^^^^
      """#),
    FaultCase(
      "an unknown score", .edits([("rise: {rise: {of: points,", "rise: {rise: {of: point,")]),
      #"""
      small.yaml:50:23: unknown score `point`; did you mean `points`?
         50 |     rise: {rise: {of: point, from: week_12, by: 4}}
            |                       ^^^^^
      """#),
    FaultCase(
      "a visit that is not planned", .edits([("from: week_12", "from: week_10")]),
      #"""
      small.yaml:50:37: there is no visit at week 10; visits: 0, 4, 8, 12, 16, 20, 24
         50 |     rise: {rise: {of: points, from: week_10, by: 4}}
            |                                     ^^^^^^^
      """#),
    FaultCase(
      "a reference after withdrawal", .edits([("from: week_12", "from: week_16")]),
      #"""
      small.yaml:50:37: week 16 comes after week 12, where observation off drug begins; compare with an earlier visit
         50 |     rise: {rise: {of: points, from: week_16, by: 4}}
            |                                     ^^^^^^^
      """#),
    FaultCase(
      "a reference that is no visit", .edits([("from: week_12", "from: twelve")]),
      #"""
      small.yaml:50:37: unknown visit `twelve`; write baseline or week_N
         50 |     rise: {rise: {of: points, from: twelve, by: 4}}
            |                                     ^^^^^^
      """#),
  ]
}
