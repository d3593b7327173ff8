extension Model {
  /// Trials of the planned size on the assumed drug that show each kind of conclusion.
  ///
  /// The first that makes the decision, the first that does not, the first with the median number of
  /// events, looked for in the first block; simulated anew, since a tally keeps no trials.
  func exampleTrials(_ reader: TallyReader) -> [SimulationResults.ExampleTrial] {
    guard let analysis = decision?.analysis ?? analyses.indices.first,
      let median = medianEvents(reader, analysis)
    else { return [] }
    let wanted: [(SimulationResults.ExampleTrial) -> Bool] = [
      { $0.decided == true }, { $0.decided == false }, { $0.events == median },
    ]
    var found: [SimulationResults.ExampleTrial?] = [nil, nil, nil]
    let units = WorkUnits(blocks: [0], of: Int(reader.replicates))
    for unit in 0..<units.count where found.contains(nil) {
      for trial in examples(units[unit].replicates, analysis) {
        for i in wanted.indices where found[i] == nil && wanted[i](trial) { found[i] = trial }
      }
    }
    return found.compactMap { $0 }.reduce(into: []) { kept, trial in
      if !kept.contains(trial) { kept.append(trial) }
    }
  }

  /// The median number of events of an analysis; of recurrences where no table of events is kept.
  private func medianEvents(_ reader: TallyReader, _ analysis: Int) -> Int? {
    let estimates = EstimateReader(reader, size: plannedSize, analysis: analysis, arm: 0)
    if estimates.cells.isEmpty {
      let places = layout.trial(size: plannedSize, arm: 0)
      return CountHistogram(
        reader.cells(places.recurrences, scenario.trial.sampleSize + 1)
      ).quantile(0.5)
    }
    var counts = Array(repeating: Int64(0), count: scenario.trial.sampleSize + 1)
    for (estimate, count) in estimates.cells { counts[estimate.events] += count }
    return CountHistogram(counts[...]).quantile(0.5)
  }

  /// Trials with an estimate among some.
  private func examples(
    _ replicates: Range<Int>, _ analysis: Int
  ) -> [SimulationResults.ExampleTrial] {
    var examples: [SimulationResults.ExampleTrial] = []
    // These trials have been simulated before, so what could be thrown would have been.
    _ = try? eachTrial(replicates) { number, trial in
      let estimate = trial.estimates[(plannedSize * analyses.count + analysis) * arms]
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
      decided: decision.map { $0.isMade(by: estimate) })
  }
}
