import Testing
import Washout
import WashoutScenarios

@Suite("The cells that a file asks for")
struct WhatIfCellTests {
  private func cells(_ whatIf: String, set overrides: [String] = []) throws -> [WhatIfCell] {
    let text = SmallScenario.text.replacing(
      "what_if: {sample_sizes: [10, 15], also: {trial.observation_off_drug.to_week: [28, 36]}}",
      with: whatIf)
    return try SmallScenario.parse(text, set: overrides).whatIfCells()
  }

  private func words(_ cells: [WhatIfCell]) -> [String] {
    cells.map { cell in
      let settings = cell.settings.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
      return "\(cell.kind)\(cell.end.map { " \($0)" } ?? "") \(settings)"
    }
  }

  @Test("are both ends of every range, the assessor, each definition, then further values")
  func everyRange() throws {
    let cells = try SmallScenario.parse().whatIfCells()
    #expect(
      words(cells) == [
        "range low drug.clearance_l_per_day=0.13", "range high drug.clearance_l_per_day=0.26",
        "range low drug.effect.driven=0.25", "range high drug.effect.driven=0.75",
        "range low flares.background_per_year=0.25", "range high flares.background_per_year=1",
        "assessor low activity.assessor.misses_present_item=0",
        "definition recurrence.primary=flare", "definition recurrence.primary=rise",
        "also trial.observation_off_drug.to_week=28", "also trial.observation_off_drug.to_week=36",
      ])
    #expect(
      cells[0].settings[0]
        == WhatIfCell.Setting(
          path: "drug.clearance_l_per_day", value: "0.13", unit: "L/day", base: "0.174"))
    #expect(cells[7].settings[0].base == "rise" && cells[10].settings[0].base == "24")
    #expect(cells[7].scenario.recurrence.primary == "flare")
    // Visits every four weeks follow the end of observation.
    #expect(cells[10].scenario.trial.visitWeeks == [0, 4, 8, 12, 16, 20, 24, 28, 32, 36])
  }

  @Test("are none without what_if, and none but those named")
  func chosen() throws {
    #expect(try cells("").isEmpty)
    #expect(try cells("what_if: {one_at_a_time: nothing}").isEmpty)
    #expect(
      words(try cells("what_if: {one_at_a_time: [recurrence.primary, drug.effect.driven]}"))
        == [
          "definition recurrence.primary=flare", "definition recurrence.primary=rise",
          "range low drug.effect.driven=0.25", "range high drug.effect.driven=0.75",
        ])
  }

  @Test("have the assessor's ranges together where there are several")
  func assessor() throws {
    let ranges = [
      "activity.assessor.misses_present_item={share: 0.05, range: [0, 0.1]}",
      "activity.assessor.scores_absent_item={value: 0.02, range: [0.01, 0.04]}",
    ]
    let both = try cells("what_if: {one_at_a_time: [activity.assessor]}", set: ranges)
    #expect(
      words(both) == [
        "assessor low activity.assessor.misses_present_item=0 activity.assessor.scores_absent_item=0.01",
        "assessor high activity.assessor.misses_present_item=0.1 activity.assessor.scores_absent_item=0.04",
      ])
    #expect(both[1].scenario.activityErrors == [0.1, 0.04])
    // One range alone is a bar of its own already.
    #expect(
      try cells("what_if: {one_at_a_time: [activity.assessor]}", set: [ranges[0]]).isEmpty)
  }

  @Test("cross the paths of a grid, the last one fastest")
  func grid() throws {
    let cells = try cells(
      "what_if: {one_at_a_time: nothing, grid: {leaving.lost: [0.05, 0.20], drug.effect.driven: [0.5, 1, 0]}}"
    )
    #expect(
      words(cells) == [
        "grid leaving.lost=0.05 drug.effect.driven=0.5",
        "grid leaving.lost=0.05 drug.effect.driven=1",
        "grid leaving.lost=0.05 drug.effect.driven=0",
        "grid leaving.lost=0.2 drug.effect.driven=0.5",
        "grid leaving.lost=0.2 drug.effect.driven=1", "grid leaving.lost=0.2 drug.effect.driven=0",
      ])
    #expect(cells[4].scenario.leaving.lost?.share == 0.2)
  }

  @Test("are those of --vary in their place, each --vary crossed with the others")
  func vary() throws {
    let parsed = try SmallScenario.parse()
    let cells = try parsed.cells(varying: [
      "trial.dosing.weeks=[0, 4],[0, 4, 8]", "leaving.lost=0.10, 0.3",
    ])
    #expect(
      words(cells) == [
        "vary trial.dosing.weeks=[0, 4] leaving.lost=0.1",
        "vary trial.dosing.weeks=[0, 4] leaving.lost=0.3",
        "vary trial.dosing.weeks=[0, 4, 8] leaving.lost=0.1",
        "vary trial.dosing.weeks=[0, 4, 8] leaving.lost=0.3",
      ])
    #expect(cells[1].scenario.trial.doses.count == 2 && cells[3].scenario.trial.doses.count == 3)
    #expect(cells[2].settings[1].base == "0.1")
    #expect(parsed.digest(varying: []) == parsed.digest)
    #expect(parsed.digest(varying: ["a=1"]) != parsed.digest(varying: ["a=2"]))
  }

  @Test("lie on top of --set")
  func onTop() throws {
    let parsed = try SmallScenario.parse(set: ["leaving.lost=0.2", "drug.effect.driven=0.6"])
    let cells = try parsed.cells(varying: ["leaving.lost=0.3"])
    #expect(cells[0].settings[0].base == "0.2")
    #expect(cells[0].scenario.leaving.lost?.share == 0.3)
    let changed = try parsed.whatIfCells().filter { $0.path == "flares.background_per_year" }
    #expect(changed.allSatisfy { $0.scenario.leaving.lost?.share == 0.2 })
  }

  private func faults(_ action: () throws -> some Any) -> String {
    do {
      _ = try action()
      return "no fault"
    } catch {
      return (error as? ScenarioFaults)?.rendered ?? "\(error)"
    }
  }

  @Test("name path and value of a cell that is no scenario")
  func invalid() throws {
    let line = "what_if: {also: {trial.observation_off_drug.to_week: [26, 28, 30]}}"
    let found = faults { try cells(line) }
    #expect(
      found == """
        small.yaml:61:55: what if trial.observation_off_drug.to_week = 26: observation ends at week 26, \
        after the last visit (week 24); end it there or add a visit
           61 | \(line)
              |                                                       ^^
        small.yaml:61:63: what if trial.observation_off_drug.to_week = 30: observation ends at week 30, \
        after the last visit (week 28); end it there or add a visit
           61 | \(line)
              |                                                               ^^
        """)
  }

  @Test(
    "refuse what cannot be varied",
    arguments: [
      (
        "leaving.lst=0.1",
        "--vary:1:1: there is no value at `leaving.lst`; did you mean `leaving.lost`?"
      ),
      ("leaving.lost=", "`leaving.lost` is given no value; write --vary leaving.lost=a,b,c"),
      ("leaving.lost=0.1,0.10", "`leaving.lost` is given 0.1 twice; leave one out"),
      ("leaving.lost=0.1,5", "--vary:1:18: leaving.lost is 5, a share below 1 belongs here"),
      ("leaving.lost", "write --vary path=a,b,c"),
      (
        "trial.observation_off_drug.to_week=24,26",
        "what if trial.observation_off_drug.to_week = 26: observation ends at week 26"
      ),
    ])
  func refusedVary(option: String, message: String) throws {
    let parsed = try SmallScenario.parse()
    let found = faults { try parsed.cells(varying: [option]) }
    #expect(found.contains(message), "\(found)")
  }

  @Test("refuse the same path twice, and too many combinations")
  func tooMany() throws {
    let parsed = try SmallScenario.parse()
    #expect(
      faults { try parsed.cells(varying: ["leaving.lost=0.1", "leaving.lost=0.2"]) }
        .contains("`leaving.lost` is varied twice; put its values into one --vary"))
    let shares = (1...40).map { "0.\(100 + $0)" }.joined(separator: ",")
    #expect(
      faults {
        try parsed.cells(varying: ["leaving.lost=\(shares)", "drug.effect.driven=\(shares)"])
      }.contains("more than 1000 combinations; vary fewer values"))
  }

  @Test(
    "and what is read of them fit the scenario",
    arguments: [
      ("{outcomes: [recurence]}", "what_if.outcomes is `recurence`; did you mean `recurrence`?"),
      ("{outcomes: [months]}", "`months` needs `trial.recruited_per_month`"),
      (
        "{grid: {leaving.lost: [0.1, 0.2]}}",
        "a grid crosses two paths or more; write `leaving.lost` under"
      ),
      ("{grid: {leaving.lst: [0.1], drug.effect.driven: [1]}}", "no value at `leaving.lst`"),
      (
        "{one_at_a_time: [leaving.lost]}",
        "`leaving.lost` has no range to vary it over; give it one"
      ),
    ])
  func misfits(whatIf: String, message: String) throws {
    let found = faults { try cells("what_if: \(whatIf)") }
    #expect(found.contains(message), "\(found)")
  }

  @Test("are read for recurrence and, with a decision, its probability, unless written")
  func outcomes() throws {
    #expect(try SmallScenario.parse().whatIfOutcomes == [.recurrence, .probabilityOfDecision])
    let written = SmallScenario.text.replacing(
      "sample_sizes: [10, 15],", with: "outcomes: [interval_width, screened, interval_width],")
    #expect(try SmallScenario.parse(written).whatIfOutcomes == [.intervalWidth, .screened])
  }
}

extension Scenario {
  /// How often an assessor misses an item, and scores an absent one.
  fileprivate var activityErrors: [Double] {
    guard case .mechanistic(_, _, let activity) = course else { return [] }
    return [activity.assessor.missesShare, activity.assessor.scoresAbsentFactor]
  }
}
