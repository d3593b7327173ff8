import Testing
import Washout
import WashoutReports

@Suite("The report")
struct ReportPageTests {
  private func page(
    _ scenario: Scenario = Fixture.scenario(), _ results: SimulationResults = Fixture.results()
  ) -> String {
    ReportPage(
      Findings(scenario, results), digest: "3f9c00112233aabb",
      replay: Replay(scenario: "fixture", settings: ["leaving.lost=0.1", "trial.visits=null"])
    ).page.markdown
  }

  @Test("follows the order of OCTAVE")
  func order() {
    let titles = page().split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(
      titles == [
        "## Objective", "## Characteristics", "## Trial design", "## Analysis", "## Valuation",
        "## Evidence", "## What is not modelled", "## Sources",
      ])
  }

  @Test("marks values without a source, from the command line and from washout itself")
  func register() {
    let page = page()
    #expect(
      page.contains("| `flares.background_per_year` | 0.5 | per year | 0.25 to 1 | F7 |"))
    #expect(page.contains("| `drug.effect.maximum` | 0.95 |  |  | ASSUMPTION; from the class |"))
    #expect(
      page.contains(
        "| `leaving.lost.share` | 0.1 | share |  | **SET ON THE COMMAND LINE** in place of 0.05; "
          + "ASSUMPTION |"))
    #expect(
      page.contains(
        "| `drug.bioavailability` | 0.7 | share |  | **CHANGED** in place of 0.6; F7 |"))
    #expect(
      page.contains(
        "**Changed from what the file extends:** `drug.bioavailability` 0.7 (there 0.6)."))
    #expect(page.contains("| `drug.effect.hill` | 1 |  |  | default |"))
    #expect(page.contains("states 4 values, 2 of them without a source"))
    #expect(
      page.contains(
        "**Set on the command line, not in a file:** `leaving.lost=0.1`, `trial.visits=null`."))
  }

  @Test("prints the decision as a count for each number in the denominator")
  func valuation() {
    let page = page()
    #expect(page.contains("| 1 to 7 | no count |\n| 8 to 11 | no recurrence |\n"))
    #expect(
      page.contains("| 12 to 15 | at most 1 recurrence |\n| 16 to 18 | at most 2 recurrences |"))
  }

  @Test("prints estimands with their strategies")
  func estimands() {
    #expect(
      page().contains(
        "lost: hypothetical (as if it had not happened); no response: ignored"))
  }

  @Test("prints the design in words")
  func design() {
    let page = page()
    #expect(
      page.contains(
        "firsekibart 200 mg subcutaneous in weeks 0, 4 and 8, then stopped; each dose after the first "
          + "is missed with a chance of 2 %"))
    #expect(
      page.contains("Everyone still in the trial and not seen to be worse (SLEDAI at least 4"))
    #expect(page.contains("- Visits in weeks 0, 4, 8, 12, 16, 20 and 24, within 3 days"))
    #expect(page.contains("- Leaving, if nothing else happened first: 10 % lost by week 24"))
  }

  @Test("folds doses of one amount and weeks in a row")
  func doses() {
    var scenario = Fixture.scenario()
    scenario.trial.doses =
      [PlannedDose(week: 0, doseMg: 320)] + (1...11).map { PlannedDose(week: $0, doseMg: 160) }
    #expect(
      page(scenario).contains(
        "firsekibart subcutaneous 320 mg in week 0 and 160 mg in weeks 1 to 11, then stopped"))
  }

  @Test("gives a row one number of decimals, and a bound no error")
  func digits() throws {
    var results = Fixture.results()
    results.measures.append(
      Measure(
        .shareEntering, drug: .noEffect, value: 0.7539, mcse: 0.0021, replicates: 20_000))
    let rows = page(Fixture.scenario(), results).split(separator: "\n")
    let entering = try #require(rows.first { $0.hasPrefix("| Enters observation") })
    #expect(entering.hasPrefix("| Enters observation off drug | 87 % | 0.06 | 75 % |"))
    #expect(rows.contains { $0.hasPrefix("| Enters observation off drug | 87 %") })
    #expect(page().contains("| Enters observation off drug | 87.1 % |"))
    #expect(page().contains("| Failed | < 0.02 % |\n"))
  }

  @Test("prints the range of coverage with the digits of the coverage")
  func coverageRange() {
    func text(mcse: Double, _ low: Double, _ high: Double) -> String {
      var results = Fixture.results()
      let values: [(MeasureName, Double, Double?)] = [
        (.coverage, 0.9712, mcse), (.coverageLow, low, nil), (.coverageHigh, high, nil),
      ]
      results.measures += values.map {
        Measure(
          $0.0, sampleSize: 15, subject: "exact", layer: .atVisits, value: $0.1, mcse: $0.2,
          replicates: 20_000)
      }
      return page(Fixture.scenario(), results)
    }
    #expect(text(mcse: 0.008, 0.967, 0.979).contains("| Coverage | 97 % (0.8), 97 to 98 |"))
    #expect(text(mcse: 0.008, 0.967, 0.971).contains("| Coverage | 97 % (0.8) |"))
    #expect(text(mcse: 0.001, 0.967, 0.971).contains("| Coverage | 97.1 % (0.1), 96.7 to 97.1 |"))
  }

  @Test("splits the bias into error, schedule and the rest")
  func biasSplit() {
    var results = Fixture.results()
    func add(_ name: MeasureName, _ value: Double, _ subject: String, _ layer: Layer?) {
      results.measures.append(
        Measure(
          name, sampleSize: name == .bias ? 15 : nil, subject: subject, layer: layer, value: value,
          mcse: 0.0004, replicates: 20_000))
    }
    add(.bias, 0.0412, "exact", .atVisits)
    add(.bias, -0.0032, "exact", .assessed)
    add(.trueValueErrorBias, 0.0444, "recurrence", nil)
    let page = page(Fixture.scenario(), results)
    #expect(
      page.contains(
        "| Bias, points | +4.12 (0.04) |\n| - assessors' errors | +4.44 (0.04) |\n"
          + "| - loss, estimator, size | -0.32 (0.04) |\n"))
    #expect(!page.contains("| - visit schedule"))
    add(.trueValueScheduleBias, -0.0123, "recurrence", nil)
    #expect(self.page(Fixture.scenario(), results).contains("| - visit schedule | -1.23 (0.04) |"))
  }

  @Test("compares nothing with a drug that does nothing where the assumed one does nothing")
  func noEffectDrug() {
    let page = page(Fixture.noEffectScenario())
    for word in ["Assumed drug", "No effect", "| no effect"] { #expect(!page.contains(word)) }
    #expect(page.contains("The assumed drug does nothing, so no other column stands beside it."))
    #expect(self.page().contains("| No effect |"))
  }

  @Test("names the command that shows the same person again")
  func replay() throws {
    func page(_ scenario: Scenario, _ replay: Replay) -> String {
      ReportPage(Findings(scenario, Fixture.results()), digest: "d", replay: replay).page.markdown
    }
    let replay = Replay(
      scenario: "own/my trial.yaml", settings: ["leaving.lost=0.2", "title=it's"], seed: 5)
    #expect(
      page(Fixture.scenario(), replay).contains(
        "Replay one with `washout trace 'own/my trial.yaml' --set leaving.lost=0.2 "
          + "--set 'title=it'\\''s' --seed 5 --trial 1 --patient 1`."))
    #expect(
      page(Fixture.scenario(), Replay(scenario: "fixture")).contains(
        "`washout trace fixture --trial 1 --patient 1`"))
    let statistical = page(try Fixture.statisticalScenario(), replay)
    #expect(statistical.contains("### Trials to look at"))
    #expect(!statistical.contains("washout trace"))
  }

  @Test("puts exact beside simulated, and duration beside size")
  func sizes() {
    let page = page()
    #expect(page.contains("| 15 | 42 % | 42 % | -0.1 | 0.3 |"))
    #expect(
      page.contains("| **15** | 140 | 15.5 (12-19) | 13.1 (11-15) | 1.7 (0-4) | at most 1 of 13 |"))
  }

  @Test("prints the funnel, failures first and at all, and who passed")
  func funnel() {
    let page = page()
    #expect(page.contains("| E1 | Major organ dysfunction | 9.7 % | 10.0 % |"))
    #expect(page.contains("|  | **Passed** | 87.3 % |  |"))
  }

  @Test("has tables whose rows are as long as their heads, whatever the scenario says")
  func tables() {
    var scenario = Fixture.scenario()
    scenario.eligibility.criteria[0].text = "a | b\nc"
    scenario.assumptions[0].note = "x | y"
    scenario.sources[0].citation = "z | ` |"
    let lines = page(scenario).split(separator: "\n", omittingEmptySubsequences: false)
    var width: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let cells = line.replacing("\\|", with: "").count { $0 == "|" }
      if let width { #expect(cells == width, "\(line)") }
      width = width ?? cells
    }
  }

  @Test("leaves out what a scenario without screening, decision and rates does not have")
  func sparse() throws {
    var scenario = try Fixture.statisticalScenario()
    scenario.decision = nil
    scenario.estimands = []
    var results = Fixture.results()
    results.rateTable = []
    results.exampleTrials = []
    results.measures.removeAll { $0.name == .exactProbabilityOfDecision }
    let page = page(scenario, results)
    for title in [
      "Screening", "If the true rate", "Trials to look", "exact beside", "By definition",
    ] {
      #expect(!page.contains("### " + title), "\(title)")
    }
    #expect(page.contains("The scenario names no decision; the trial estimates a rate."))
    #expect(page.contains("Everyone enters observation"))
  }
}
