import Testing
import Washout
import WashoutScenarios

@Suite("Inputs that two scenarios do not share")
struct InputDifferenceTests {
  static let text = """
    washout: 1
    title: A
    trial: {sample_size: 15, observation_off_drug: {from_week: 0, to_week: 12}, visits: none}
    statistical: {recurrence_free: {at_week: 12, probability: 0.7}, shape: exponential}
    leaving: {lost: {share: 0.05, by_week: 12, range: [0.02, 0.1], source: S}}
    estimands: {recurrence: {population: entered, variable: {truth: latent}, events: {lost: hypothetical}}}
    analyses: {exact: {estimand: recurrence, method: proportion, lost_patients: left_out}}
    simulation: {trials: 100, seed: 1}
    sources: {S: a paper}
    """

  private func parsed(
    _ edits: [(String, String)] = [], settings: [String] = []
  ) throws -> ParsedScenario {
    let text = edits.reduce(Self.text) { $0.replacing($1.0, with: $1.1) }
    return try ScenarioParser(overrides: settings).parse(text: text, name: "a", file: "a.yaml")
  }

  @Test("are none where only titles, trials, seeds and the order of keys differ")
  func none() throws {
    let other = try parsed([
      ("title: A", "title: B"), ("{trials: 100, seed: 1}", "{seed: 2, trials: 5}"),
      ("source: S}}", "source: S, note: why}}"),
    ])
    #expect(try parsed().differences(to: other).isEmpty)
  }

  @Test("come path by path, with the base's range and a source that stayed behind")
  func changed() throws {
    let base = try parsed()
    let other = try parsed([
      ("share: 0.05", "share: 0.2"), ("sample_size: 15", "sample_size: 30"),
    ])
    let found = base.differences(to: other)
    #expect(found.map(\.path) == ["trial.sample_size", "leaving.lost"])
    let lost = try #require(found.last)
    #expect(lost.base == "0.05" && lost.other == "0.2" && lost.isInRange == false)
    #expect(lost.keptSources == ["S"] && lost.range == 0.02...0.1)
    #expect(found[0].isInRange == nil && found[0].keptSources.isEmpty)
    let back = other.differences(to: base)
    #expect(back.map(\.base) == found.map(\.other) && back.map(\.other) == found.map(\.base))
  }

  @Test("on the command line drop their source, and can lie in the range")
  func settings() throws {
    let found = try parsed().differences(to: try parsed(settings: ["leaving.lost=0.1"]))
    #expect(found.count == 1 && found[0].isInRange == true && found[0].keptSources.isEmpty)
  }

  @Test("are also what only one of the two has")
  func added() throws {
    let other = try parsed([
      (
        "estimand: recurrence, method: proportion",
        "estimand: recurrence, level: 0.9, method: proportion"
      ),
      ("shape: exponential}", "shape: exponential, cured: 0.2}"),
    ])
    let found = try parsed().differences(to: other)
    #expect(found.contains { $0.path == "analyses.exact.level" && $0.base == "0.95" })
    #expect(found.count == 2)
  }
}
