import Testing
import Washout

/// The base and the other scenario are also simulated apart, by the run that reports use; errors are held
/// to the spread over seeds.
@Suite("Two scenarios on the same draws")
struct PairedSimulationTests {
  private func cstar012(ic50Times factor: Double = 1, _ edit: (inout Scenario) -> Void = { _ in })
    throws -> Scenario
  {
    var scenario = try Shipped.cstar012 { drug, _ in drug.ic50.median *= factor }
    scenario.whatIfSampleSizes = []
    scenario.simulation.stopWhen = nil
    edit(&scenario)
    return scenario
  }

  private func pair(
    _ base: Scenario, _ other: Scenario, trials: Int, threads: Int = 2, twin: Bool = false
  ) async throws -> PairedResults {
    let simulation = try PairedSimulation(base: base, others: [other], followsNoEffect: twin)
    return try await simulation.run(trials: trials, threads: threads)[0]
  }

  @Test("a scenario compared with itself differs by exactly nothing, another does not")
  func itself() async throws {
    let base = try cstar012()
    let same = try await pair(base, base, trials: 70, twin: true)
    #expect(same.keptShare == 1 && same.flippedToNo.count == 0 && same.flippedToYes.count == 0)
    #expect(same.differences.count > 60)
    for difference in same.differences where difference.base != nil {
      #expect(difference.difference == 0 && difference.mcse == 0)
    }
    let other = try await pair(base, try cstar012(ic50Times: 5), trials: 70, twin: true)
    let moved = other.differences.filter { $0.outcome.drug == .assumed && $0.difference != 0 }
    #expect(moved.count > 15)
    for difference in other.differences where difference.outcome.drug == .noEffect {
      #expect(difference.difference == 0 || difference.base == nil)
    }
  }

  @Test("gives both the numbers, and the errors, that a run of its own gives")
  func ownRuns() async throws {
    let (base, other) = (try cstar012(), try cstar012(ic50Times: 5))
    let results = try await pair(base, other, trials: 300, twin: true)
    let runs = [
      try await Model(base).run(trials: 300), try await Model(other).run(trials: 300),
    ]
    var compared = 0
    for difference in results.differences {
      let outcome = difference.outcome
      let perTrial: [MeasureName] = [
        .screened, .entered, .recurrences, .months, .probabilityOfDecision, .meanEstimate,
        .intervalWidth, .denominator,
      ]
      let size = perTrial.contains(outcome.name) ? 15 : nil
      let subject =
        outcome.name == .recurrenceRate ? outcome.subject ?? "sledai_rise" : outcome.subject
      for (run, value, mcse) in zip3(
        runs, [difference.base, difference.other], [difference.baseMCSE, difference.otherMCSE])
      {
        let measure = run.measure(
          outcome.name, drug: outcome.drug, sampleSize: size, subject: subject,
          layer: outcome.layer)
        let found = try #require(measure?.value)
        #expect(abs(found - (value ?? .nan)) < 1e-12, "\(outcome)")
        let error = try #require(measure?.mcse)
        // Everyone dosed is a denominator that no trial changes.
        if outcome.name == .denominator && error == 0 { continue }
        // A share's error divides by R, this one by R - 1.
        #expect(abs(error / (mcse ?? .nan) - 1) < 1 / 300.0, "\(outcome)")
        compared += 1
      }
    }
    #expect(compared > 120)
    let b = runs[0].measure(.probabilityOfDecision, sampleSize: 15)?.value ?? 0
    let c = runs[1].measure(.probabilityOfDecision, sampleSize: 15)?.value ?? 0
    let flips = results.flippedToNo.count - results.flippedToYes.count
    #expect(abs(Double(flips) / 300 - (b - c)) < 1e-12 && flips > 0)
  }

  private func zip3<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] {
    zip(a, zip(b, c)).map { ($0, $1.0, $1.1) }
  }

  @Test("is the same for any number of threads and in any company")
  func threads() async throws {
    let base = try cstar012()
    let others = [try cstar012(ic50Times: 2), try cstar012(ic50Times: 5), base]
    let simulation = try PairedSimulation(base: base, others: others, followsNoEffect: false)
    let one = try await simulation.run(trials: 150, threads: 1)
    for threads in [2, 3, 8] {
      #expect(try await simulation.run(trials: 150, threads: threads) == one)
    }
    #expect(try await pair(base, others[1], trials: 150) == one[1])
    #expect(one[0] != one[1])
    #expect(one[2].differences.allSatisfy { $0.difference == 0 || $0.base == nil })
  }

  @Test("keeps the people whose screening does not change, and says how many others it seats")
  func kept() async throws {
    let base = try cstar012()
    #expect(try await pair(base, try cstar012(ic50Times: 3), trials: 64).keptShare == 1)
    let stricter = try cstar012 { scenario in
      scenario.eligibility.criteria.append(
        Criterion(id: "E15", text: "", kind: .exclude, rule: nil, share: 0.3))
    }
    let results = try await pair(base, stricter, trials: 1000)
    // Everyone passes one more criterion with chance 0.7, so that 70 % keep their place.
    let error = (0.7 * 0.3 / 15_000).squareRoot()
    #expect(abs(try #require(results.keptShare) - 0.7) < 4 * error)
  }

  @Test("the error of a difference is its spread over seeds")
  func spread() async throws {
    let (base, other) = (try cstar012(), try cstar012(ic50Times: 5))
    let outcomes = [
      TrialOutcome.recurrence, .decision, TrialOutcome(.intervalWidth, subject: "exact"),
      TrialOutcome(.meanEstimate, subject: "survival"), TrialOutcome(.entered),
    ]
    var differences = outcomes.map { _ in [Double]() }
    var squares = outcomes.map { _ in 0.0 }
    for seed in 1...200 as ClosedRange<UInt64> {
      var (one, two) = (base, other)
      one.simulation.seed = seed
      two.simulation.seed = seed
      let results = try await pair(one, two, trials: 60)
      for (i, outcome) in outcomes.enumerated() {
        let difference = try #require(results.difference(outcome))
        differences[i].append(try #require(difference.difference))
        squares[i] += try #require(difference.mcse) * (difference.mcse ?? 0)
      }
    }
    for i in outcomes.indices {
      let ratio = (squares[i] / 200).squareRoot() / differences[i].sd
      #expect((0.81...1.20).contains(ratio), "\(outcomes[i].name): \(ratio)")
    }
  }

  @Test(
    "a tenth more of all flares needs ten times fewer trials than independent runs, a decision four times"
  )
  func variance() async throws {
    let base = try cstar012()
    let other = try Shipped.cstar012 { _, flares in
      flares.backgroundPerYear *= 1.1
      flares.suppressiblePerYear *= 1.1
    }
    let results = try await pair(base, other, trials: 4000)
    let rate = try #require(
      results.difference(TrialOutcome(.meanEstimate, subject: "exact"))?.independentTrials)
    let decision = try #require(results.difference(.decision)?.independentTrials)
    print(
      "10 % more flares: independent runs need \(rate) times the trials for X/n, \(decision) for a decision"
    )
    #expect(rate > 10)
    #expect(decision > 4)
  }
}
