import Testing
import Washout

@Suite("What the analyses say of every trial")
struct TrialAnswerTests {
  private func answers(
    _ scenario: Scenario, trials: Int, threads: Int = 1
  ) async throws -> [TrialAnswer] {
    var answers: [TrialAnswer] = []
    try await Model(scenario).answers(of: trials, threads: threads) { answers += $0 }
    return answers
  }

  @Test("is the same for any number of threads, in order of trial")
  func threads() async throws {
    var scenario = try Shipped.scenario("cstar012")
    let one = try await answers(scenario, trials: 200)
    #expect(one == (try await answers(scenario, trials: 200, threads: 3)))
    #expect(one.map(\.trial) == one.map(\.trial).sorted() && one.last?.trial == 200)
    scenario.simulation.seed += 1
    #expect(one != (try await answers(scenario, trials: 200)))
  }

  /// Who is right: the sums that a tally keeps of the same trials.
  @Test("adds up to the results of the run")
  func sums() async throws {
    var scenario = try Shipped.scenario("cstar012")
    scenario.simulation.stopWhen = nil
    let trials = 300
    let results = try await Model(scenario).run(trials: trials)
    let answers = try await answers(scenario, trials: trials)
    for drug in [DrugAssumption.assumed, .noEffect] {
      for (number, analysis) in scenario.analyses.enumerated() {
        let own = answers.filter { $0.drug == drug && $0.analysis == number }
        let estimates = own.compactMap(\.estimate)
        let mean = results.measures.first {
          $0.name == .meanEstimate && $0.drug == drug && $0.subject == analysis.name
            && $0.sampleSize == results.plannedSize
        }
        let expected = try #require(mean?.value)
        #expect(abs(estimates.reduce(0, +) / Double(estimates.count) - expected) < 1e-12)
        let layer = scenario.estimands.first { $0.name == analysis.estimand }?.truth
        let truth = results.measures.first {
          $0.name == .trueValue && $0.drug == drug && $0.subject == analysis.estimand
            && $0.layer == layer
        }
        let events = own.reduce(0) { $0 + $1.trueEvents }
        let people = own.reduce(0) { $0 + $1.truePeople }
        #expect(truth?.value == Double(events) / Double(people))
      }
      let decided = answers.filter { $0.drug == drug && $0.isDecided == true }.count
      let chance = results.measures.first {
        $0.name == .probabilityOfDecision && $0.drug == drug
          && $0.sampleSize == results.plannedSize
      }
      #expect(chance?.value == Double(decided) / Double(trials))
    }
  }

  @Test("ends soon after it is cancelled")
  func cancelled() async throws {
    let scenario = try Shipped.scenario("cstar012")
    let task = Task { try await Model(scenario).answers(of: 1_000_000) { _ in } }
    task.cancel()
    await #expect(throws: SimulationError.cancelled) { try await task.value }
  }
}
