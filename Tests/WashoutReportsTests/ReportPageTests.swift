import Testing
import Washout
import WashoutReports

@Suite("The report")
struct ReportPageTests {
  private func page(
    _ scenario: Scenario = Fixture.scenario(), _ results: SimulationResults = Fixture.results()
  ) -> String {
    ReportPage(Findings(scenario, results), digest: "3f9c00112233aabb").markdown
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
        "| `leaving.lost.share` | 0.1 |  |  | **SET ON THE COMMAND LINE**; ASSUMPTION |"))
    #expect(page.contains("| `drug.effect.hill` | 1 |  |  | default |"))
    #expect(page.contains("states 3 values, 2 of them without a source"))
    #expect(page.contains("**Set on the command line, not in a file:** `leaving.lost.share`."))
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

  @Test("puts exact beside simulated, and duration beside size")
  func sizes() {
    let page = page()
    #expect(page.contains("| 15 | 42 % | 42.1 % | -0.1 | 0.3 |"))
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
