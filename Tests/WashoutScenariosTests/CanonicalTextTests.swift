import Testing
import Washout
import WashoutScenarios

@Suite("Two files with the same meaning have the same canonical text")
struct CanonicalTextTests {
  private let reference = try? SmallScenario.parse()

  @Test(
    "when words, order and spelling differ",
    arguments: [
      [("title: A small trial", "title: Another title")],
      [("share: 0.85, found_at", "share: 0.850, note: why, found_at")],
      [("range: [0.25, 1]", "range: [0.1, 2]")],
      [("trials: 1000", "trials: 50")],
      [
        ("  sample_size: 15\n", ""),
        ("  screening_week: -2\n", "  screening_week: -2\n  sample_size: 15\n"),
      ],
      [("missed: {share: 0.02}", "missed: 0.02")],
      [("missed: {share: 0.02}", "missed: {value: 2e-2}")],
      [("{lognormal: {median: 55.7, sd_log: 0.18}, source: A1}", "{median: 55.7, sd_log: 0.18}")],
      [("hill: 1", "hill: 1.0")],
      [
        ("{lost: hypothetical, no_response: ignored}", "{no_response: ignored, lost: hypothetical}")
      ],
      [
        ("    flare: {flare: true}\n", ""),
        ("    rise: {rise", "    flare: {flare: true}\n    rise: {rise"),
      ],
      [("    joint: {number: 1, weight: 4,", "    joint: {weight: 4, number: 1,")],
      [("expect: {recurrence: [0.05, 0.2]}\n", "")],
      [("expect: {recurrence: [0.05, 0.2]}", "expect: {recurrence: [0.01, 0.2]}  # a comment")],
      [("also: {trial.observation_off_drug.to_week: [28, 36]}", "trials: 500")],
      [
        (
          "trials: 1000",
          "trials: 1000, stop_when: {mcse_of: recurrence, below: 0.01, at_most_trials: 5000}"
        )
      ],
      [("simulation: {trials: 1000", "true_rates_of_interest: [0.1]\nsimulation: {trials: 1000")],
    ] as [[(String, String)]])
  func same(_ edits: [(String, String)]) throws {
    var text = SmallScenario.text.replacing(
      "    driven: {share", with: "    hill: 1\n    driven: {share")
    for (old, new) in edits {
      #expect(text.contains(old))
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    let parsed = try SmallScenario.parse(text)
    #expect(parsed.canonicalText == reference?.canonicalText)
    #expect(parsed.digest == reference?.digest)
  }

  @Test(
    "and another one when a value differs",
    arguments: [
      "trial.sample_size=16", "trial.dosing.dose_mg=201", "trial.visits.missed=0.01",
      "patients.weight_kg=56", "patients.crp_mg_per_l.log_per_point=0.04",
      "eligibility.preselected=true", "eligibility.include.I2.found_at_screening=false",
      "drug.volume_l=6.0000000000000009", "drug.effect.hill=2", "flares.times_if.no_treated=1.3",
      "activity.items.skin.other=0.01", "activity.markers.crp_mg_per_l.reported_from=0.3",
      "leaving.lost.by_week=23", "response.at_week=8", "recurrence.primary=flare",
      "estimands.recurrence.variable.truth=latent", "analyses.survival.level=0.9",
      "decision.upper_limit_below=0.41", "simulation.seed=2",
      "what_if.sample_sizes=[10, 15, 60]",
    ])
  func different(_ option: String) throws {
    let parsed = try SmallScenario.parse(set: [option])
    #expect(parsed.canonicalText != reference?.canonicalText)
    #expect(parsed.digest != reference?.digest)
    let path = option.prefix { $0 != "=" }
    #expect(parsed.canonicalText.contains("\(path) = ") || path.hasPrefix("response"))
  }

  @Test("and says beside it how much is simulated and asked")
  func extent() throws {
    #expect(
      reference?.extentText == """
        simulation.trials = 1000
        what_if.one_at_a_time = every_range
        what_if.also.trial.observation_off_drug.to_week = [28, 36]

        """)
    for option in ["simulation.trials=50", "what_if.trials=60", "true_rates_of_interest=[0.1]"] {
      let parsed = try SmallScenario.parse(set: [option])
      #expect(parsed.extentText != reference?.extentText)
      #expect(parsed.canonicalText == reference?.canonicalText)
    }
    #expect(
      try SmallScenario.parse(set: ["drug.effect.hill=2"]).extentText == reference?.extentText)
  }

  @Test("and the seed that draws take its place")
  func seed() throws {
    var drawn = try SmallScenario.parse()
    drawn.draw(from: 2)
    let written = try SmallScenario.parse(set: ["simulation.seed=2"])
    #expect(drawn.canonicalText == written.canonicalText)
    #expect(drawn.digest == written.digest)
    #expect(drawn.scenario.simulation.seed == 2)
    #expect(drawn.digest != reference?.digest)
  }

  @Test("and the trials that are asked for take the place of the file's")
  func trials() throws {
    let stop = "simulation.stop_when={mcse_of: recurrence, below: 0.01, at_most_trials: 5000}"
    var asked = try SmallScenario.parse(set: [stop])
    #expect(asked.extentText.contains("simulation.stop_when.below = 0.01\n"))
    asked.simulate(exactly: 50)
    let written = try SmallScenario.parse(set: ["simulation.trials=50"])
    #expect(asked.extentText == written.extentText)
    #expect(asked.scenario.simulation == written.scenario.simulation)
    #expect(asked.canonicalText == reference?.canonicalText)
  }

  @Test("and each value is found where it stands")
  func location() throws {
    let lines = SmallScenario.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (path, text) in [("leaving.lost", "  lost: {share"), ("simulation.seed", "simulation:")] {
      let line = try #require(lines.firstIndex { $0.hasPrefix(text) })
      #expect(reference?.location(of: path) == "small.yaml:\(line + 1)")
    }
    #expect(reference?.location(of: "leaving.nothing") == nil)
  }

  @Test("and criteria keep their order, which decides what is seen to fail")
  func criteria() throws {
    let first = "    I1: {text: \"Active\", rule: {points: [1, 12]}}\n"
    let second = "    I2: {text: \"Consents\", share: 0.85, found_at_screening: true}\n"
    #expect(SmallScenario.text.contains(first + second))
    let swapped = SmallScenario.text.replacing(first + second, with: second + first)
    #expect(try SmallScenario.parse(swapped).canonicalText != reference?.canonicalText)
  }

  @Test("and each line can be set to what it says")
  func settable() throws {
    let text = try #require(reference?.canonicalText)
    for line in text.split(separator: "\n") where !line.hasPrefix("washout") {
      let option = String(line).replacing(" = ", with: "=", maxReplacements: 1)
      #expect(try SmallScenario.parse(set: [option]).canonicalText == text, "\(option)")
    }
  }
}
