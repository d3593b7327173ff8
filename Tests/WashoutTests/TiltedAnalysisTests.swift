import Testing
import Washout
import WashoutStatistics

@Suite("A proportion whose lost patients are tilted")
struct TiltedAnalysisTests {
  private static func results(
    _ odds: [Double], sizes: [Int] = [], trials: Int = 2000, seed: UInt64 = 9
  ) async throws -> SimulationResults {
    var scenario = try Scenario.exponential(
      lost: .tilted(odds: odds[0]), visits: [4, 8, 12], sizes: sizes, trials: trials, seed: seed)
    scenario.leaving.lost = Leaving.Clock(share: 0.30, byWeek: 12)
    scenario.analyses = odds.map {
      Analysis(
        name: "odds \($0)", estimand: "recurrence",
        method: .proportion(lost: .tilted(odds: $0), interval: .wilson))
    }
    let plain: [(String, Analysis.LostPatients)] = [
      ("leftOut", .leftOut), ("noRecurrence", .noRecurrence), ("recurrence", .recurrence),
    ]
    scenario.analyses += plain.map {
      Analysis(name: $0, estimand: "recurrence", method: .proportion(lost: $1, interval: .wilson))
    }
    scenario.decision?.analysis = "odds \(odds[0])"
    return try await Model(scenario).run(threads: 2)
  }

  @Test("decides as often as the exact sum over events, observed and lost says, at every size")
  func agreement() async throws {
    let sizes = [1, 2, 5, 10, 15, 25, 40]
    let settings = [0.3, 2, 8]
    for odds in settings {
      let results = try await Self.results([odds], sizes: sizes, trials: 10000)
      for size in sizes {
        let measure = try #require(results.measure(.decisionSimulatedMinusExact, sampleSize: size))
        let z = try Surprise.z(#require(measure.value), 0, #require(measure.mcse))
        #expect(z < Surprise(checks: sizes.count * settings.count).limit, "\(size), odds \(odds)")
      }
    }
  }

  @Test("has the exact probability of other odds nowhere near its own")
  func otherOdds() async throws {
    let two = try await Self.results([2], trials: 10000)
    let eight = try await Self.results([8], trials: 10000)
    let simulated = try #require(two.measure(.probabilityOfDecision, sampleSize: 15))
    let exact = try #require(eight.measure(.exactProbabilityOfDecision, sampleSize: 15))
    #expect(
      try Surprise.z(#require(simulated.value), #require(exact.value), #require(simulated.mcse)) > 6
    )
  }

  @Test("gives at odds 1 and 0 the numbers of left out and no recurrence")
  func limits() async throws {
    let results = try await Self.results([1, 0, 2], sizes: [4, 15])
    for (tilted, plain) in [("odds 1.0", "leftOut"), ("odds 0.0", "noRecurrence")] {
      for name in [MeasureName.meanEstimate, .empiricalSE, .modelSE, .intervalWidth, .failed] {
        for size in [4, 15] {
          let a = try #require(results.measure(name, sampleSize: size, subject: tilted)?.value)
          let b = try #require(results.measure(name, sampleSize: size, subject: plain)?.value)
          #expect(abs(a - b) < 1e-9, "\(name) of \(tilted)")
        }
      }
    }
    func mean(_ subject: String) throws -> Double {
      try #require(results.measure(.meanEstimate, sampleSize: 15, subject: subject)?.value)
    }
    #expect(try mean("odds 2.0") > mean("odds 1.0") + 0.02)
    #expect(try mean("odds 2.0") < mean("recurrence"))
  }

  @Test("estimates each trial as the statistics room does")
  func examples() async throws {
    let results = try await Self.results([3])
    #expect(!results.exampleTrials.isEmpty)
    for trial in results.exampleTrials {
      let candidates = (0...trial.denominator).compactMap {
        TiltedProportion(
          events: trial.events, of: trial.denominator - $0, missing: $0, odds: 3)
      }
      #expect(
        candidates.contains {
          $0.estimate == trial.estimate && $0.wilson(level: 0.95).lower == trial.lower
            && $0.wilson(level: 0.95).upper == trial.upper
        })
    }
  }

  @Test("is refused with odds below 0 or another interval")
  func refused() throws {
    for method in [
      Analysis.Method.proportion(lost: .tilted(odds: -1), interval: .wilson),
      .proportion(lost: .tilted(odds: .infinity), interval: .wilson),
      .proportion(lost: .tilted(odds: 2), interval: .clopperPearson),
    ] {
      var scenario = try Scenario.exponential()
      scenario.analyses[0].method = method
      #expect(throws: SimulationError.self) { try Model(scenario) }
    }
  }
}
