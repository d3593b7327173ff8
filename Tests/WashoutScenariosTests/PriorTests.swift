import Testing
import Washout
import WashoutScenarios

@Suite("Priors of a scenario file")
struct PriorTests {
  private static let text = """
    washout: 1
    title: A
    trial: {sample_size: 15, observation_off_drug: {from_week: 0, to_week: 24}, visits: none}
    statistical: {recurrence_free: {at_week: 24, probability: 0.7}}
    leaving: {lost: {share: 0.1, by_week: 24, range: [0, 0.2]}}
    estimands:
      recurrence: {population: entered, variable: {by: end_of_observation}, events: {lost: hypothetical}}
    analyses:
      survival: {estimand: recurrence, method: kaplan_meier}
    simulation: {trials: 10, seed: 1}
    """
  private static let draws = "simulation.parameter_uncertainty=true"

  private func parsed(_ settings: String...) throws -> ParsedScenario {
    try ScenarioParser(overrides: settings).parse(text: Self.text, name: "a", file: "a.yaml")
  }

  @Test(
    "are drawn from where simulation.parameter_uncertainty says so, in the order of the file format"
  )
  func order() throws {
    let lost = "leaving.lost.prior={beta: {alpha: 2, beta: 18}}"
    let free = "statistical.recurrence_free.probability.prior={uniform: {low: 0.5, high: 0.9}}"
    let drawn = try parsed(lost, free, Self.draws).scenario.simulation.parameterUncertainty
    #expect(
      drawn?.priors.map(\.path) == ["statistical.recurrence_free.probability", "leaving.lost"])
    #expect(
      drawn?.priors.map(\.words) == ["uniform (low 0.5, high 0.9)", "beta (alpha 2, beta 18)"])
    #expect(try parsed(lost, free).scenario.simulation.parameterUncertainty == nil)
    let scenario = try #require(try drawn?.scenario([0.6, 0.05]))
    #expect(scenario.leaving.lost?.share == 0.05 && scenario.leaving.lost?.byWeek == 24)
  }

  @Test("stand in the canonical text, as the switch does")
  func canonical() throws {
    let plain = try parsed().canonicalText
    #expect(plain.contains("\nsimulation.parameter_uncertainty = false\n"))
    let drawn = try parsed("leaving.lost.prior={beta: {alpha: 2, beta: 18}}", Self.draws)
    #expect(drawn.canonicalText.contains("\nleaving.lost.prior.beta.alpha = 2\n"))
    #expect(drawn.canonicalText.contains("\nsimulation.parameter_uncertainty = true\n"))
  }

  @Test("differ between scenarios only where something is drawn")
  func differences() throws {
    let prior = "leaving.lost.prior={beta: {alpha: 2, beta: 18}}"
    #expect(try parsed().differences(to: parsed(prior)).isEmpty)
    let found = try parsed().differences(to: parsed(prior, Self.draws)).map(\.path)
    #expect(
      found == [
        "simulation.parameter_uncertainty", "leaving.lost.prior.beta.alpha",
        "leaving.lost.prior.beta.beta",
      ])
  }

  @Test("make a base case that an option sets idle, which is told")
  func idle() throws {
    let prior = "leaving.lost.prior={beta: {alpha: 2, beta: 18}}"
    let drawn = try parsed(prior, "leaving.lost=0.2", Self.draws)
    #expect(drawn.warnings.contains { $0.message.contains("its base case changes no result") })
    let plain = try parsed(prior, "leaving.lost=0.2")
    #expect(!plain.warnings.contains { $0.message.contains("its base case changes no result") })
  }

  @Test(
    "that cannot be drawn from are told with what to write",
    arguments: [
      ([draws], "no value has a prior to be drawn from; give one, such as"),
      (
        [draws, "leaving.lost.prior={normal: {mean: 0.1, sd: 0.05}}"],
        "the prior of `leaving.lost` reaches -0.31; a share below 1 belongs here, so write a family"
      ),
      (
        ["leaving.lost.prior={lognormal: {median: 0.1, sd_log: 1}}"],
        "the prior of `leaving.lost` reaches 36"
      ),
      (
        ["statistical={time_to_recurrence_weeks: {exponential: {mean: 9}, prior: 3}}"],
        "a prior is of one number, and `statistical.time_to_recurrence_weeks` is a distribution"
      ),
    ])
  func faults(_ settings: [String], _ words: String) {
    do {
      _ = try ScenarioParser(overrides: settings).parse(
        text: Self.text, name: "a", file: "a.yaml")
      Issue.record("no fault")
    } catch {
      #expect(error.rendered.contains(words), "\(error.rendered)")
    }
  }

  @Test("cut off where the value ends can be drawn from")
  func limited() throws {
    let prior = "leaving.lost.prior={normal: {mean: 0.1, sd: 0.05}, limits: [0, 0.5]}"
    #expect(try parsed(prior, Self.draws).scenario.simulation.parameterUncertainty != nil)
  }
}
