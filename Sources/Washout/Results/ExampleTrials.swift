internal import WashoutNumerics

extension Model {
  /// Trials of the planned size on the assumed drug that show each kind of conclusion.
  ///
  /// The first that makes the decision, the first that does not, the first with the median number of
  /// events, among the first block; simulated anew, since a tally keeps no trials.
  func exampleTrials(_ reader: TallyReader) -> [SimulationResults.ExampleTrial] {
    guard let analysis = decision?.analysis ?? analyses.indices.first else { return [] }
    let trials = firstTrials(min(Int(reader.replicates), WorkSize.block), analysis)
    let events = trials.map(\.events).sorted()
    let median = events.isEmpty ? 0 : events[(events.count - 1) / 2]
    let found = [
      trials.first { $0.decided == true }, trials.first { $0.decided == false },
      trials.first { $0.events == median },
    ]
    return found.compactMap { $0 }.reduce(into: []) { kept, trial in
      if !kept.contains(trial) { kept.append(trial) }
    }
  }

  /// Trials with an estimate among the first ones.
  private func firstTrials(
    _ count: Int, _ analysis: Int
  ) -> [SimulationResults.ExampleTrial] {
    var examples: [SimulationResults.ExampleTrial] = []
    // These trials have been simulated before, so what could be thrown would have been.
    _ = try? eachTrial(0..<count) { number, trial in
      let index = (plannedSize * analyses.count + analysis) * arms
      let estimate = trial.estimates[index]
      if estimate.exists { examples.append(example(number, estimate, analysis)) }
    }
    return examples
  }

  private func example(
    _ number: Int, _ estimate: TrialEstimate, _ analysis: Int
  ) -> SimulationResults.ExampleTrial {
    SimulationResults.ExampleTrial(
      trial: number + 1, analysis: analyses[analysis].name, events: estimate.events,
      denominator: estimate.denominator, estimate: estimate.value, lower: estimate.lower,
      upper: estimate.upper,
      decided: decision.map { $0.isMade(lower: estimate.lower, upper: estimate.upper) })
  }
}
