import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("Recurrence-free curves")
struct RecurrenceFreeTests {
  /// CSTAR012 without what-if sizes, so that its results are of the same people.
  private static func lupus(
    trials: Int, counting sizeCounts: TrialDesign.SizeCounts = .enrolled
  ) throws -> Scenario {
    var scenario = try Shipped.scenario("cstar012")
    scenario.whatIfSampleSizes = []
    scenario.simulation.trials = trials
    scenario.simulation.stopWhen = nil
    scenario.trial.sizeCounts = sizeCounts
    if sizeCounts == .entered { scenario.analyses.removeAll { $0.name == "all_dosed" } }
    return scenario
  }

  @Test(
    "end at 1 - the recurrence rates of the same trials, with their errors",
    arguments: [TrialDesign.SizeCounts.enrolled, .entered])
  func headline(counting: TrialDesign.SizeCounts) async throws {
    let model = try Model(Self.lupus(trials: 200, counting: counting))
    let results = try await model.run(threads: 2)
    let curves = try await model.courses(threads: 2).recurrenceFree
    #expect(curves.trials == 200 && curves.days == Array(84...168))
    var differs = 0
    for definition in curves.definitions {
      for truth in definition.truths {
        let rate = try #require(
          results.measure(
            .recurrenceRate, drug: truth.drug, subject: definition.name, layer: truth.layer))
        let (value, mcse) = (try #require(rate.value), try #require(rate.mcse))
        #expect(abs(try #require(truth.shares[84]) - (1 - value)) < 1e-9)
        #expect(abs(try #require(truth.mcses[84]) - mcse) < 1e-9)
        #expect(truth.people == rate.cases)
        #expect(truth.shares[0] == 1)
        #expect(zip(truth.shares, truth.shares.dropFirst()).allSatisfy { $0 ?? 0 >= $1 ?? 0 })
        if truth.shares[77] != truth.shares[84] { differs += 1 }
      }
    }
    #expect(differs > 20)
    let analysis = try #require(
      results.measure(.meanEstimate, sampleSize: 15, subject: "survival")?.value)
    let estimates = try #require(curves.definitions[curves.primary].estimates)
    #expect(abs(estimates.means[84] - (1 - analysis)) < 1e-9)
    let other = try #require(curves.definitions.first { $0.name == "any_flare" }?.estimates)
    #expect(abs(other.means[84] - (1 - analysis)) > 1e-3)
  }

  @Test("count the recurrences of the people whom trace follows")
  func enumeration() async throws {
    var scenario = try Self.lupus(trials: 4)
    scenario.flares.backgroundPerYear = 3
    let model = try Model(scenario)
    let curves = try await model.courses().recurrenceFree
    let traces = try (1...4).flatMap { trial in
      try (1...15).map { try model.trace(trial: trial, patient: $0) }
    }.filter { $0.worseDay == nil }
    for (i, definition) in curves.definitions.enumerated() {
      let days = traces.map(\.recurrences[i])
      for (layer, times) in [
        (Layer.latent, days.map(\.latentDay)), (.atVisits, days.map(\.atVisitsDay)),
        (.assessed, days.map(\.recordedDay)),
      ] {
        let truth = try #require(definition.truth(.assumed, layer))
        for (place, day) in curves.days.enumerated() {
          let free = times.count { $0.map { $0 > Double(day) } ?? true }
          let expected = Double(free) / Double(traces.count)
          #expect(abs(try #require(truth.shares[place]) - expected) < 1e-12)
        }
      }
      #expect(definition.truth(.assumed, .latent) != definition.truth(.noEffect, .latent))
    }
  }

  @Test("of trials: the range holds 95 % of them, and the median trial ends in its middle")
  func ranges() async throws {
    let curves = try await Model(Self.lupus(trials: 64)).courses().recurrenceFree
    let estimates = try #require(curves.definitions[curves.primary].estimates)
    #expect(estimates.trials == 64)
    let last = try #require(estimates.ranges.last)
    #expect(last.percentiles.map(\.share) == [0.025, 0.5, 0.975])
    let (low, high) = (try #require(last.value(0.025)), try #require(last.value(0.975)))
    #expect(low < high && low <= estimates.means[84] && estimates.means[84] <= high)
    // 64 trials have two in the middle, of which the lower one stands for both.
    let end = try #require(estimates.medianCurve.last)
    #expect(end <= (try #require(last.value(0.5))) && end > low)
    #expect(estimates.medianCurve.first == 1)
    #expect((1...64).contains(estimates.medianTrial))
  }

  @Test("are in closed form without a mechanism, and their trials estimate it")
  func closedForm() async throws {
    let curves = try await Model(.exponential(trials: 1024)).courses().recurrenceFree
    let definition = try #require(curves.definitions.first)
    let truth = try #require(definition.truth(.assumed, .latent))
    #expect(truth.people == nil && definition.truth(.noEffect, .latent) == nil)
    let estimates = try #require(definition.estimates)
    for (place, day) in curves.days.enumerated() {
      let share = try #require(truth.shares[place])
      #expect(abs(share - pow(0.70, Double(day) / 84)) < 1e-9)
      // Kaplan-Meier curves of 15 people have a standard deviation of at most 0.13.
      #expect(abs(estimates.means[place] - share) < 4 * 0.13 / 32)
    }
    #expect(try #require(truth.shares[84]) < (try #require(truth.shares[77])))
  }

  @Test("without a mechanism fall at visits where there are any")
  func visits() async throws {
    let curves = try await Model(.exponential(visits: [4, 8, 12], trials: 10)).courses()
      .recurrenceFree
    let truth = try #require(curves.definitions[0].truth(.assumed, .atVisits))
    for (day, weeks) in [(0, 0.0), (27, 0), (28, 4), (55, 4), (56, 8), (83, 8), (84, 12)] {
      #expect(abs(try #require(truth.shares[day]) - pow(0.70, weeks / 12)) < 1e-9)
    }
    #expect(truth.shares == curves.definitions[0].truth(.assumed, .assessed)?.shares)
    #expect(truth.shares != curves.definitions[0].truth(.assumed, .latent)?.shares)
  }

  @Test("keep errors above 0 where nobody recurs, and have no estimate where nobody enters")
  func extremes() async throws {
    var scenario = try Self.lupus(trials: 8)
    scenario.flares.backgroundPerYear = 0
    scenario.flares.suppressiblePerYear = 0
    let quiet = try await Model(scenario).courses().recurrenceFree
    let flares = try #require(quiet.definitions.first { $0.name == "any_flare" })
    for truth in flares.truths {
      #expect(truth.shares.allSatisfy { $0 == 1 })
      #expect(try truth.mcses.allSatisfy { try #require($0) > 0 })
    }
    #expect(flares.estimates?.medianCurve.allSatisfy { $0 == 1 } == true)
    scenario.leaving.lost = Leaving.Clock(share: 1 - 1e-12, byWeek: 0.001)
    let empty = try await Model(scenario).courses().recurrenceFree
    #expect(empty.definitions.allSatisfy { $0.estimates == nil })
    // Lost people enter where nobody is lost.
    #expect(empty.definitions[0].truths == quiet.definitions[0].truths)
  }

  @Test("of drawn values are those of each trial's own values")
  func drawn() async throws {
    let path = Shipped.root.appending(path: "scenarios/cstar012.yaml").path
    func scenario(_ settings: String...) throws -> Scenario {
      var scenario = try ScenarioParser(overrides: settings + ["simulation.trials=32"])
        .parse(fileAt: path).scenario
      scenario.whatIfSampleSizes = []
      return scenario
    }
    let draws = "simulation.parameter_uncertainty=true"
    let points = try scenario(
      draws, "drug.effect.ic50_mg_per_l.prior=1", "drug.effect.driven.prior=0.5")
    let plain = try await Model(scenario()).courses(threads: 2)
    #expect(try await Model(points).courses(threads: 2) == plain)
    #expect(try await Model(scenario(draws)).courses(threads: 2) != plain)
  }
}
