import Synchronization
import Testing
import Washout
import WashoutNumerics

@Suite("A run")
struct RunTests {
  @Test("stops within a unit of work when it is cancelled")
  func cancellation() async throws {
    let model = try Model(.exponential(trials: 100_000_000))
    let task = Task { try await model.run(threads: 2) }
    task.cancel()
    await #expect(throws: SimulationError.cancelled) { try await task.value }
  }

  @Test("adds blocks until the error of its headline is small enough")
  func stopRule() async throws {
    var scenario = try Scenario.exponential(trials: 500)
    scenario.simulation.stopWhen = Simulation.StopRule(
      mcseOf: "probability_of_decision", below: 0.008, atMostTrials: 50000)
    let grown = try await Model(scenario).run(threads: 2)
    // sqrt(0.32 * 0.68 / R) < 0.008 from R = 3,400 on: blocks end at 3,072 and 4,096.
    #expect(grown.trials == 4096)
    scenario.simulation.stopWhen = nil
    let direct = try await Model(scenario).run(trials: 4096)
    #expect(grown == direct)
  }

  @Test("stops at its largest number of trials, a part block at the end")
  func atMost() async throws {
    var scenario = try Scenario.exponential(trials: 100)
    scenario.simulation.stopWhen = Simulation.StopRule(
      mcseOf: "recurrence", below: 1e-9, atMostTrials: 1500)
    #expect(try await Model(scenario).run().trials == 1500)
  }

  @Test("tells how far it is and how well the decision is known")
  func progress() async throws {
    let seen = Mutex<[Progress]>([])
    _ = try await Model(.exponential(trials: 1500)).run(threads: 3) { progress in
      seen.withLock { $0.append(progress) }
    }
    let trials = seen.withLock { $0.map(\.trials) }
    #expect(trials == trials.sorted())
    #expect(trials.last == 1500)
    #expect(trials.count == 24)
    let block = try await Model(.exponential(trials: 1024)).run()
    let errors = block.sizes.compactMap {
      block.measure(.probabilityOfDecision, sampleSize: $0)?.mcse
    }
    #expect(seen.withLock { $0.first?.largestMCSE } == nil)
    #expect(seen.withLock { $0.last?.largestMCSE } == errors.max())
  }

  @Test("takes as long as its last patient: enrolment gaps sum to a gamma time")
  func months() async throws {
    var scenario = try Scenario.exponential(trials: 20000)
    scenario.course = .statistical(
      StatisticalCourse(
        timeToRecurrenceWeeks: try Distribution(.exponential(mean: 1)), curedShare: 1))
    scenario.leaving.lost = nil
    let results = try await Model(scenario).run(threads: 2)
    // Everybody stays 84 days, so months = gamma(shape 14, mean 14 / 1.5) + 84 / (365.25 / 12).
    let gaps = try Distribution(.gamma(shape: 14, mean: 14 / 1.5))
    let stay = 84 * 12 / 365.25
    let mean = try #require(results.measure(.months, sampleSize: 15))
    let z = try Surprise.z(#require(mean.value), gaps.mean + stay, #require(mean.mcse))
    #expect(z < Surprise(checks: 3).limit)
    for (name, share) in [(MeasureName.monthsLow, 0.05), (.monthsHigh, 0.95)] {
      let months = try #require(results.measure(name, sampleSize: 15)?.value)
      // sqrt(0.05 * 0.95 / 20,000) = 0.0016, and half a class of 0.025 months at a density below 0.16.
      let below = gaps.cdf(months - stay)
      #expect(abs(below - share) < Surprise(checks: 3).limit * 0.0016 + 0.002)
    }
  }

  @Test("shows trials that declare, that do not, and a middling one")
  func examples() async throws {
    let results = try await Model(.exponential(lost: .leftOut)).run()
    #expect(results.exampleTrials.contains { $0.decided == true })
    #expect(results.exampleTrials.contains { $0.decided == false })
    for trial in results.exampleTrials {
      #expect(trial.estimate == Double(trial.events) / Double(trial.denominator))
      #expect(trial.decided == (trial.upper < 0.55))
      let critical = try #require(results.decisionCounts[trial.denominator])
      #expect(trial.decided == (trial.events <= critical))
    }
  }
}
