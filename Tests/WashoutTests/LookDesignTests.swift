import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("A design of looks")
struct LookDesignTests {
  static let prior = [Analysis.PriorComponent(alpha: 0.6, beta: 0.4)]

  /// Recurrence by week 12 with a probability, nobody lost.
  private static func scenario(
    _ design: Looks.Design, size: Int, recurrence: Double, trials: Int = 10000
  ) throws -> Scenario {
    let time = try Distribution(.exponential(mean: -12 / log(1 - recurrence)))
    var scenario = Scenario.statistical(time, lost: .recurrence, trials: trials, seed: 13)
    scenario.leaving.lost = nil
    scenario.trial.sampleSize = size
    scenario.decision = nil
    scenario.looks = Looks(analysis: "exact", design: design)
    return scenario
  }

  private static func simon(_ kind: Looks.Optimum) -> Looks.Design {
    .simon(unacceptable: 0.95, acceptable: 0.75, alpha: 0.1, beta: 0.1, kind)
  }

  @Test("of Simon's is the published one: 0/9 and 2/24 for p0 0.05, p1 0.25 (Simon 1989, table 1)")
  func published() throws {
    let model = try Model(Self.scenario(Self.simon(.optimal), size: 24, recurrence: 0.75))
    let looks = try #require(model.looks)
    // More than 9 - 0 - 1 recurrences of 9 stop; at most 24 - 2 - 1 of 24 reject.
    #expect(looks.looks == [.init(patients: 9, stopIfAtLeast: 9)])
    #expect(looks.declareIfAtMost == 21)
  }

  @Test(
    "of Simon's has its level and its power, its expected size and its chance to stop",
    arguments: [0.95, 0.75])
  func operatingCharacteristics(_ recurrence: Double) async throws {
    let design = try TwoStageDesign(r1: 0, n1: 9, r: 2, n: 24)
    let results = try await Model(
      Self.scenario(Self.simon(.optimal), size: 24, recurrence: recurrence, trials: 20000)
    ).run(threads: 2)
    let limit = Surprise(checks: 6).limit
    for (name, subject, truth) in [
      (MeasureName.decisionWithLooks, "exact", design.rejection(at: 1 - recurrence)),
      (.lookStopping, "look 1", design.earlyStopping(at: 1 - recurrence)),
      (.evaluatedWithLooks, "exact", design.expectedPeople(at: 1 - recurrence)),
    ] {
      let measure = try #require(results.measure(name, sampleSize: 24, subject: subject))
      #expect(try Surprise.z(#require(measure.value), truth, #require(measure.mcse)) < limit)
      let other = design.rejection(at: 1 - recurrence + 0.04)
      if name == .decisionWithLooks {
        #expect(try Surprise.z(#require(measure.value), other, #require(measure.mcse)) > 6)
      }
    }
    #expect(results.declareIfAtMost == 21 && results.looks.count == 1)
  }

  @Test("of Simon's needs its own sample size, and missing outcomes counted as recurrences")
  func refused() throws {
    let error = #expect(throws: SimulationError.self) {
      try Model(Self.scenario(Self.simon(.optimal), size: 25, recurrence: 0.75))
    }
    guard case .invalid("trial.sample_size", let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("write sample_size: 24"))
    var scenario = try Self.scenario(Self.simon(.optimal), size: 24, recurrence: 0.75)
    scenario.leaving.lost = Leaving.Clock(share: 0.1, byWeek: 12)
    _ = try Model(scenario)
    // Where only recurrences before loss count, nothing makes a lost person a recurrence.
    var before = scenario
    before.estimands[0].strategies[.lost] = .whileOn
    #expect(throws: SimulationError.self) { try Model(before) }
    scenario.analyses[0].method = .proportion(lost: .leftOut, interval: .wilson)
    #expect(throws: SimulationError.self) { try Model(scenario) }
    let impossible = Looks.Design.simon(
      unacceptable: 0.5, acceptable: 0.499, alpha: 0.01, beta: 0.01, .minimax)
    #expect(throws: SimulationError.self) {
      try Model(Self.scenario(impossible, size: 24, recurrence: 0.5))
    }
  }

  @Test(
    "by predictive or posterior probability, or of a pause, is the counts of the statistics room")
  func plans() throws {
    let belief = Looks.Belief(prior: Self.prior, rateBelow: 0.4)
    let comparison = Looks.Comparison(prior: Self.prior, standard: .rate(0.4))
    let mixture = try BetaMixture(alpha: 0.6, beta: 0.4)
    let predictive = try PredictiveDesign(
      prior: mixture, criterion: PosteriorCriterion(.below, limit: 0.4, probability: 0.9),
      futility: 0.05, success: 0.99, looks: [10, 20, 30]
    ).plan
    let posterior = try PosteriorStopping(
      .atMost, prior: mixture, standard: .known(0.4), futility: 0.05, success: 0.95
    ).plan(looks: [10, 20, 30])
    for (design, plan) in [
      (
        Looks.Design.predictive(
          belief, probability: 0.9, stopBelow: 0.05, stopAbove: 0.99, at: [10, 20]), predictive
      ),
      (.posterior(comparison, stopBelow: 0.05, stopAbove: 0.95, at: [10, 20]), posterior),
    ] {
      let looks = try #require(
        try Model(Self.scenario(design, size: 30, recurrence: 0.3)).looks)
      #expect(looks.looks.map(\.patients) == [10, 20])
      for (look, planned) in zip(looks.looks, plan.looks) {
        #expect(look.stopIfAtLeast == planned.futility && look.stopIfAtMost == planned.success)
      }
      #expect(looks.declareIfAtMost == plan.looks[2].success)
    }
    #expect(predictive != posterior)
    let pause = try #require(
      try Model(
        Self.scenario(.pausing(recurrences: 3, ofFirst: 6), size: 30, recurrence: 0.3)
      ).looks)
    #expect(pause.looks.map(\.patients) == [3, 4, 5, 6])
    #expect(pause.looks.allSatisfy { $0.stopIfAtLeast == 3 } && pause.declareIfAtMost == nil)
  }

  @Test("that does not exist or stops nothing is refused in words")
  func words() throws {
    let belief = Looks.Belief(prior: Self.prior, rateBelow: 0.4)
    let comparison = Looks.Comparison(prior: Self.prior, standard: .rate(0.4))
    let designs: [(Looks.Design, String, String)] = [
      (
        .predictive(belief, probability: 0.9, stopBelow: 0.05, stopAbove: 1, at: [20, 10]),
        "looks.predictive", "the looks must follow each other"
      ),
      (
        .predictive(belief, probability: 0.9, stopBelow: 0.9, stopAbove: 0.5, at: [10]),
        "looks.predictive", "the limits are not in order"
      ),
      (
        .posterior(comparison, stopBelow: 0.5, stopAbove: 0.1, at: [10, 20]), "looks.posterior",
        "the same count would stop"
      ),
      (
        .posterior(comparison, stopBelow: nil, stopAbove: nil, at: [10]), "looks.posterior",
        "no count of recurrences"
      ),
      (.pausing(recurrences: 11, ofFirst: 10), "looks.pausing", "among 10 patients; write fewer"),
    ]
    for (design, path, words) in designs {
      let error = #expect(throws: SimulationError.self) { try LookPlan(design, sampleSize: 30) }
      guard case .invalid(path, let reason) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(reason.contains(words), "\(reason)")
    }
    #expect(try LookPlan(.pausing(recurrences: 10, ofFirst: 10), sampleSize: 30).looks.count == 1)
  }

  @Test("pauses and declares as often as the statistics room says exactly")
  func chances() async throws {
    let pausing = try await Model(
      Self.scenario(.pausing(recurrences: 3, ofFirst: 6), size: 30, recurrence: 0.3)
    ).run(threads: 2)
    let stops = (1...4).compactMap {
      pausing.measure(.lookStopping, sampleSize: 30, subject: "look \($0)")?.value
    }
    let exact = try PausingRule([.init(events: 3, of: 6)]).chances(at: 0.3).pause
    let total = stops.reduce(0, +)
    let error = (exact * (1 - exact) / 10000).squareRoot()
    #expect(abs(total - exact) < Surprise(checks: 2).limit * error)
    let comparison = Looks.Comparison(prior: Self.prior, standard: .rate(0.4))
    let design = Looks.Design.posterior(comparison, stopBelow: 0.05, stopAbove: 0.95, at: [10, 20])
    let results = try await Model(Self.scenario(design, size: 30, recurrence: 0.3)).run(threads: 2)
    let plan = try PosteriorStopping(
      .atMost, prior: BetaMixture(alpha: 0.6, beta: 0.4), standard: .known(0.4), futility: 0.05,
      success: 0.95
    ).plan(looks: [10, 20, 30])
    let success = plan.characteristics(at: 0.3).looks.reduce(0) { $0 + $1.success }
    let declared = try #require(
      results.measure(.decisionWithLooks, sampleSize: 30, subject: "exact"))
    #expect(
      try Surprise.z(#require(declared.value), success, #require(declared.mcse))
        < Surprise(checks: 2).limit)
  }
}
