import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("Analyses of times to recurrence")
struct CurveAnalysisTests {
  private static let methods: [(name: String, method: Analysis.Method)] = [
    ("plain", .kaplanMeier(interval: .plain)), ("log", .kaplanMeier(interval: .log)),
    ("log-log", .kaplanMeier()), ("logit", .kaplanMeier(interval: .logit)),
    ("arcsine", .kaplanMeier(interval: .arcsine)), ("nelson", .nelsonAalen),
    ("incidence", .aalenJohansen), ("exponential", .exponential), ("weibull", .weibull),
    ("turnbull", .turnbull),
    (
      "ranks",
      .logRank(reference: .exponential(medianWeeks: 15), alternative: .fewer, variance: .wu)
    ),
    ("mean", .restrictedMean), ("median", .median),
  ]

  private static func scenario(
    _ time: Distribution, lostShare: Double = 0.20, size: Int = 60, visits: [Int]? = nil,
    trials: Int = 2000, seed: UInt64 = 21
  ) -> Scenario {
    var scenario = Scenario.statistical(
      time, lostShare: lostShare, visits: visits, trials: trials, seed: seed)
    scenario.trial.sampleSize = size
    scenario.analyses = methods.map {
      Analysis(name: $0.name, estimand: "recurrence", method: $0.method)
    }
    scenario.decision = nil
    return scenario
  }

  private func value(
    _ results: SimulationResults, _ name: MeasureName, _ subject: String, size: Int = 60
  ) throws -> (value: Double, mcse: Double) {
    let measure = try #require(results.measure(name, sampleSize: size, subject: subject))
    return (try #require(measure.value), try #require(measure.mcse))
  }

  /// With 800 people the maximum-likelihood curves and Nelson-Aalen are within their error of the truth.
  @Test("have their closed forms: exponential times, 30 % by week 12, and 20 % lost")
  func closedForms() async throws {
    let mean = -12 / log(0.7)
    let time = try Distribution(.exponential(mean: mean))
    var scenario = Self.scenario(time, size: 800, trials: 1024)
    scenario.analyses.removeAll { $0.name == "turnbull" }
    let results = try await Model(scenario).run(threads: 2)
    let limit = Surprise(checks: 10).limit
    for name in ["plain", "log", "log-log", "logit", "arcsine"] {
      let (estimate, mcse) = try value(results, .meanEstimate, name, size: 800)
      #expect(Surprise.z(estimate, 0.3, mcse) < limit, "\(name)")
    }
    for name in ["nelson", "exponential", "weibull"] {
      let (estimate, mcse) = try value(results, .meanEstimate, name, size: 800)
      // Consistent, with a bias of order 1 / 800 that is far below the spread of one trial.
      #expect(abs(estimate - 0.3) < 0.001 + 4 * mcse, "\(name)")
    }
    let hazards = (h: -log(0.7) / 12, c: -log(0.8) / 12)
    let both = hazards.h + hazards.c
    let before = hazards.h / both * (1 - exp(-12 * both))
    let incidence = try value(results, .meanEstimate, "incidence", size: 800)
    #expect(Surprise.z(incidence.value, before, incidence.mcse) < limit)
    #expect(Surprise.z(incidence.value, 0.3, incidence.mcse) > 20)
    // The integral of S to 12 weeks.
    let restricted = try value(results, .meanEstimate, "mean", size: 800)
    #expect(Surprise.z(restricted.value, mean * 0.3, restricted.mcse) < limit)
    // Expected over trials: observed / expected is h over the reference's hazard.
    let ratio = try value(results, .meanEstimate, "ranks", size: 800)
    #expect(abs(ratio.value - hazards.h / (log(2) / 15)) < 0.003)
    #expect(try value(results, .failed, "median", size: 800).value == 1)
  }

  @Test("find the median where half recur, and a Weibull its shape where an exponential does not")
  func medianAndWeibull() async throws {
    let time = try Distribution(.weibull(shape: 3, scale: 9))
    let results = try await Model(
      Self.scenario(time, lostShare: 0, size: 400, trials: 640)
    ).run(threads: 2)
    let median = try value(results, .meanEstimate, "median", size: 400)
    #expect(abs(median.value - 9 * pow(log(2), 1.0 / 3)) < 0.02)
    let share = 1 - exp(-pow(12.0 / 9, 3))
    let weibull = try value(results, .meanEstimate, "weibull", size: 400)
    #expect(abs(weibull.value - share) < 0.002)
    #expect(abs(try value(results, .meanEstimate, "exponential", size: 400).value - share) > 0.1)
  }

  @Test(
    "cover at about their level, and tell neither bias nor coverage where there is no true value")
  func coverage() async throws {
    let time = try Distribution(.exponential(mean: -12 / log(0.7)))
    let results = try await Model(Self.scenario(time)).run(threads: 2)
    for name in ["log", "log-log", "logit", "arcsine", "nelson", "exponential", "weibull", "plain"]
    {
      let covered = try #require(
        results.measure(.coverage, sampleSize: 60, subject: name, layer: .atVisits)?.value)
      #expect(covered > 0.92 && covered < 0.98, "\(name) \(covered)")
      let ratio = try value(results, .modelSERelativeError, name)
      #expect(abs(ratio.value) < 0.03 + 4 * ratio.mcse, "\(name)")
    }
    for name in ["ranks", "mean", "median"] {
      #expect(results.measure(.bias, sampleSize: 60, subject: name, layer: .atVisits) == nil)
      #expect(results.measure(.coverage, sampleSize: 60, subject: name, layer: .atVisits) == nil)
      #expect(results.measure(.meanEstimate, sampleSize: 60, subject: name) != nil)
    }
    #expect(results.measure(.intervalWidth, sampleSize: 60, subject: "turnbull") == nil)
    #expect(results.measure(.bias, sampleSize: 60, subject: "turnbull", layer: .atVisits) != nil)
  }

  /// Without censoring but at the end, 1 - S is the share that recurs, by every product-limit method.
  @Test("are the share with the event where nobody is lost")
  func nobodyLost() async throws {
    let time = try Distribution(.exponential(mean: -12 / log(0.7)))
    let results = try await Model(
      Self.scenario(time, lostShare: 0, size: 15, visits: [4, 8, 12], trials: 500)
    ).run(threads: 2)
    let share = try value(results, .meanEstimate, "log-log", size: 15).value
    for name in ["plain", "logit", "incidence", "turnbull"] {
      #expect(
        abs(try value(results, .meanEstimate, name, size: 15).value - share) < 1e-9, "\(name)")
    }
    #expect(try value(results, .meanEstimate, "nelson", size: 15).value < share - 0.001)
  }

  @Test("of a Weibull curve are 0 with the Clopper-Pearson limits where nobody has an event")
  func weibullWithoutEvents() throws {
    var sample = CurveSample(capacity: 12)
    for _ in 0..<12 { sample.add(day: 84, isEvent: false, isMissing: false) }
    let none = sample.estimate(.weibull, end: 84, level: 0.95, visits: nil)
    #expect(none.value == 0 && none.lower == 0 && none.denominator == 12 && none.events == 0)
    // 1 - 0.025^(1/12): no event among 12 at risk.
    #expect(abs(none.upper - (1 - pow(0.025, 1.0 / 12))) < 1e-12)
    // All events at the last time, and an event at time 0, have no fit.
    for day in [84.0, 0] {
      sample = CurveSample(capacity: 12)
      for person in 0..<12 {
        sample.add(day: person < 3 ? day : 84, isEvent: person < 3, isMissing: false)
      }
      #expect(!sample.estimate(.weibull, end: 84, level: 0.95, visits: nil).exists)
    }
    sample = CurveSample(capacity: 12)
    for person in 0..<12 {
      sample.add(day: person < 3 ? 42 : 84, isEvent: person < 3, isMissing: false)
    }
    #expect(sample.estimate(.weibull, end: 84, level: 0.95, visits: nil).exists)
  }

  @Test("have the mean denominator of the trials with an estimate, failed ones left out")
  func denominator() async throws {
    let time = try Distribution(.exponential(mean: -12 / log(0.7)))
    let results = try await Model(
      Self.scenario(time, lostShare: 0, size: 3, visits: [4, 8, 12], trials: 500)
    ).run(threads: 2)
    #expect(try value(results, .failed, "weibull", size: 3).value > 0.05)
    #expect(try value(results, .denominator, "weibull", size: 3).value == 3)
    #expect(
      try value(results, .noEvents, "weibull", size: 3).value
        == value(results, .noEvents, "exponential", size: 3).value)
  }

  @Test(
    "take who is no longer counted out of the risk set of the incidence that day, and only of that")
  func countingEnded() throws {
    // Recurrences on days 28 and 84, one person lost on day 28 while counted, one missing after day 56, two to
    // the end: 1/6 + (1 - 2/6) * 1/3 by hand (Aalen-Johansen with loss as the other cause).
    func estimate(_ method: CompiledAnalysis.CurveMethod, countingEndedDay: Double) -> Double {
      var sample = CurveSample(capacity: 6)
      sample.add(day: 28, isEvent: true, isMissing: false)
      sample.add(day: 84, isEvent: true, isMissing: false)
      sample.add(day: 84, isEvent: false, isMissing: false, countingEndedDay: countingEndedDay)
      sample.add(day: 56, isEvent: false, isMissing: true)
      for _ in 0..<2 { sample.add(day: 84, isEvent: false, isMissing: false) }
      return sample.estimate(method, end: 84, level: 0.95, visits: nil).value
    }
    let whileOn = CompiledAnalysis.CurveMethod.aalenJohansen(missingIsCause: false)
    #expect(
      abs(estimate(whileOn, countingEndedDay: 28) - (1.0 / 6 + 4.0 / 6 / 3)) < 1e-12)
    // Kept at risk to the end the lost person dilutes the last recurrence: 1/6 + 5/6 * 1/4.
    #expect(
      abs(estimate(whileOn, countingEndedDay: .infinity) - (1.0 / 6 + 5.0 / 6 / 4)) < 1e-12)
    let curve = CompiledAnalysis.CurveMethod.kaplanMeier(.plain)
    #expect(
      estimate(curve, countingEndedDay: 28) == estimate(curve, countingEndedDay: .infinity))
  }

  @Test("of each trial are what the statistics room makes of its people", arguments: [1, 5, 40])
  func perTrial(_ people: Int) throws {
    let random = RandomSource(seed: 5)
    for trial in 0..<40 {
      random.rewind(SubjectKey(replicate: UInt64(trial), subject: 0), Stream(rawValue: 9_999))
      var sample = CurveSample(capacity: people)
      var (times, events, causes): ([Double], [Bool], [Int]) = ([], [], [])
      for _ in 0..<people {
        let kind = Int(random.uniform() * 3)
        let day = kind == 0 ? 84 : (random.uniform() * 12).rounded(.up) * 7
        times.append(day)
        events.append(kind == 1)
        causes.append(kind == 0 ? 0 : kind)
        sample.add(day: day, isEvent: kind == 1, isMissing: kind == 2)
      }
      func estimate(_ method: CompiledAnalysis.CurveMethod) -> TrialEstimate {
        sample.estimate(method, end: 84, level: 0.9, visits: [28, 56, 84])
      }
      var curve = KaplanMeier(capacity: people)
      curve.fit(times: times, isEvent: events, count: people)
      let survival = try #require(curve.survival(at: 84))
      for scale in SurvivalScale.allCases {
        let found = estimate(.kaplanMeier(scale))
        let limits = try #require(curve.limits(at: 84, level: 0.9, scale: scale)).interval
        #expect(found.value == 1 - survival && found.variance == curve.variance(at: 84))
        #expect(found.lower == 1 - limits.upper && found.upper == 1 - limits.lower)
      }
      let hazard = NelsonAalen(curve)
      #expect(estimate(.nelsonAalen).value == 1 - (try #require(hazard.survival(at: 84))))
      let incidence = try AalenJohansen(times: times, causes: causes)
      let found = estimate(.aalenJohansen(missingIsCause: true))
      #expect(found.value == incidence.incidence(of: 1, at: 84))
      #expect(found.variance == incidence.variance(of: 1, at: 84))
      if incidence.causes > 0 {
        #expect(found.upper == incidence.limits(of: 1, at: 84, level: 0.9).interval.upper)
      }
      let all = try RightCensoredSample(times: times, isEvent: events)
      let exponential = try ExponentialFit(all)
      #expect(estimate(.exponential).value == 1 - exp(-exponential.rate * 84))
      #expect(estimate(.exponential).upper == 1 - exp(-exponential.limits(level: 0.9).upper * 84))
      if let weibull = try? WeibullFit(all) {
        #expect(estimate(.weibull).value == 1 - weibull.survival(at: 84))
      } else if events.contains(true) {
        #expect(!estimate(.weibull).exists)
      } else {
        #expect(estimate(.weibull) == estimate(.kaplanMeier(.logLog)))
      }
      let reference = try ReferenceCurve.exponential(median: 105)
      let ranks = try OneSampleLogRank(all, against: reference)
      let tested = estimate(.logRank(reference, .fewer, .wu))
      #expect(tested.value == ranks.ratio && tested.pValue == ranks.test(.wu)?.fewer)
      #expect(estimate(.logRank(reference, .more, .classic)).pValue == ranks.test()?.more)
      let mean = try #require(curve.restrictedMean(to: 84))
      #expect(estimate(.restrictedMean).value == mean.value / 7)
      let median = curve.median(level: 0.9)
      #expect(estimate(.median).exists == (median.value != nil))
      if let days = median.value { #expect(estimate(.median).value == days / 7) }
    }
  }

  @Test(
    "decide by the p-value of the log-rank test as often as a normal test would, and by no other")
  func decision() async throws {
    // True times are the reference's: with Wu's variance about 5 % of large trials are declared.
    let time = try Distribution(.exponential(mean: 15 / log(2)))
    var scenario = Self.scenario(time, size: 200, trials: 4096)
    scenario.analyses = [
      Analysis(name: "ranks", estimand: "recurrence", method: Self.methods[10].method)
    ]
    scenario.decision = Decision(name: "fewer", analysis: "ranks", rule: .pValueBelow(0.05))
    let results = try await Model(scenario).run(threads: 2)
    let power = try #require(results.measure(.probabilityOfDecision, sampleSize: 200)?.value)
    #expect(abs(power - 0.05) < 0.015)
    #expect(results.measure(.exactProbabilityOfDecision, sampleSize: 200) == nil)
    let better = try Distribution(.exponential(mean: 30 / log(2)))
    scenario.course = .statistical(StatisticalCourse(timeToRecurrenceWeeks: better))
    let more = try await Model(scenario).run(threads: 2)
    #expect(try #require(more.measure(.probabilityOfDecision, sampleSize: 200)?.value) > 0.9)
    scenario.analyses[0].method = .median
    #expect(throws: SimulationError.self) { try Model(scenario) }
    scenario.decision?.rule = .upperLimitBelow(0.5)
    #expect(throws: SimulationError.self) { try Model(scenario) }
  }

  @Test("in a mechanistic trial count time from withdrawal")
  func mechanistic() async throws {
    var scenario = try Shipped.cstar012()
    scenario.analyses = Self.methods.map {
      Analysis(name: $0.name, estimand: "recurrence", method: $0.method)
    }
    scenario.decision = nil
    scenario.simulation.stopWhen = nil
    scenario.whatIfSampleSizes = []
    scenario.trial.sampleSize = 40
    let results = try await Model(scenario).run(trials: 256, threads: 2)
    let share = try value(results, .meanEstimate, "log-log", size: 40).value
    for name in ["nelson", "weibull", "turnbull", "exponential"] {
      #expect(
        abs(try value(results, .meanEstimate, name, size: 40).value - share) < 0.02, "\(name)")
    }
    // 12 weeks are watched, and most patients do not recur.
    let weeks = try value(results, .meanEstimate, "mean", size: 40).value
    #expect(weeks > 10.5 && weeks < 12)
  }
}
