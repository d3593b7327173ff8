import Synchronization
import Testing
import Washout

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

  @Test("tells how far it is")
  func progress() async throws {
    let seen = Mutex<[Int]>([])
    _ = try await Model(.exponential(trials: 1500)).run(threads: 3) { progress in
      seen.withLock { $0.append(progress.trials) }
    }
    let trials = seen.withLock { $0 }
    #expect(trials == trials.sorted())
    #expect(trials.last == 1500)
    #expect(trials.count == 24)
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
