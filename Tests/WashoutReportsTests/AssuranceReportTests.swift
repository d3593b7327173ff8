import Testing
import Washout
import WashoutNumerics
import WashoutReports

@Suite("Assurance in reports")
struct AssuranceReportTests {
  private func report() throws -> Report {
    var scenario = Fixture.scenario()
    let base = scenario
    scenario.simulation.parameterUncertainty = ParameterUncertainty(
      priors: [
        .init(
          path: "leaving.lost", distribution: try Distribution(.beta(alpha: 2, beta: 18)),
          words: "beta (alpha 2, beta 18)"),
        .init(
          path: "drug.effect.driven", distribution: try Distribution(.beta(alpha: 6, beta: 6)),
          words: "beta (alpha 6, beta 6)"),
      ], identity: "a", scenario: { _ throws(SimulationError) in base })
    var results = Fixture.results()
    func add(_ name: MeasureName, _ value: Double, _ mcse: Double, subject: String? = nil) {
      results.measures.append(
        Measure(
          name, sampleSize: 15, subject: subject, value: value, mcse: mcse, replicates: 20_000))
    }
    add(.assurance, 0.4534, 0.003)
    add(.varianceBetweenDraws, 0.0712, 0.002)
    add(.varianceWithinDraws, 0.1766, 0.002)
    add(.rankCorrelation, 0.021, 0.007, subject: "leaving.lost")
    add(.rankCorrelation, -0.348, 0.006, subject: "drug.effect.driven")
    return Report(scenario: scenario, results: results, digest: "d")
  }

  @Test("stands on the screen in the decision's place, with variances and what drives the estimate")
  func screen() throws {
    let screen = try report().screen(width: 160)
    #expect(screen.contains("\nAssurance of \"recurrence is low\" (<= 1 of 13)"))
    #expect(screen.contains(" 45 % "))
    #expect(
      screen.contains(
        "\n2 values drawn anew for each trial. Variance of the decision (MCSE): between draws 0.071 "
          + "(0.002), within 0.177 (0.002)"), "\(screen)")
    #expect(
      screen.contains("drug.effect.driven -0.348 (0.006), leaving.lost 0.021 (0.007)"), "\(screen)")
    #expect(screen.contains("\n! Bias and coverage are not given"))
    let plain = Report(scenario: Fixture.scenario(), results: Fixture.results(), digest: "d")
    #expect(!plain.screen(width: 160).contains("drawn anew"))
  }

  @Test("has a section of its own, and the page says what its numbers are averaged over")
  func page() throws {
    let page = try #require(report().files.first { $0.name == "report.md" }).contents
    #expect(
      page.contains(
        "**Averaged over what is believed** of `leaving.lost` and `drug.effect.driven`:"))
    #expect(page.contains("### Assurance\n"))
    #expect(page.contains("| Variance between draws | 0.071 | 0.002 |"))
    #expect(page.contains("| `drug.effect.driven` | beta (alpha 6, beta 6) | -0.348 | 0.006 |"))
    #expect(page.contains("Bias, coverage and exact probabilities are not given"))
  }

  @Test("is listed in summary.json, value by value")
  func summary() throws {
    #expect(
      try report().summary.contains(
        #"{"path": "leaving.lost", "prior": "beta (alpha 2, beta 18)", "rank_correlation": 0.021, "mcse": 0.007}"#
      ))
    let plain = Report(scenario: Fixture.scenario(), results: Fixture.results(), digest: "d")
    #expect(plain.summary.contains(#""parameter_uncertainty": []"#))
  }
}
