/// What one analysis says of one simulated trial of the planned size on one drug.
public struct TrialAnswer: Sendable, Equatable {
  /// The trial, from 1.
  public var trial: Int
  /// The drug.
  public var drug: DrugAssumption
  /// The analysis's place in the scenario.
  public var analysis: Int
  /// People with the event.
  public var events: Int
  /// People in the denominator; 0 means that there is no estimate.
  public var denominator: Int
  /// The estimate; nil where there is none.
  public var estimate: Double?
  /// Its standard error, as the analysis reports it; nil where it reports none.
  public var standardError: Double?
  /// Lower confidence limit; nil where it has none.
  public var lower: Double?
  /// Upper confidence limit; nil where it has none.
  public var upper: Double?
  /// The p-value of its test; nil without a test or an estimate.
  public var pValue: Double?
  /// Whether the decision is made, which it is not without an estimate; nil for an analysis that does not
  /// decide.
  public var isDecided: Bool?
  /// People simulated in this trial, of any size, in the estimand's population in W(A).
  public var truePeople: Int
  /// Those of them for whom the variable is true in the estimand's declared layer.
  public var trueEvents: Int
}

extension Model {
  /// Simulates trials and shows what every analysis says of each, trial by trial in order.
  ///
  /// Sum of `trueEvents` over sum of `truePeople` is the true value of the analysis's estimand. At most eight
  /// units of 64 trials a thread are held at a time.
  /// - Parameters:
  ///   - trials: Number of trials.
  ///   - threads: Tasks at a time; changes speed, never results.
  ///   - progress: Called after each unit with the trials that are done.
  ///   - body: Called with the answers of one unit: for each trial by drug, then by analysis.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what `body` throws.
  public func answers(
    of trials: Int, threads: Int = 1, progress: @escaping @Sendable (Int) -> Void = { _ in },
    body: ([TrialAnswer]) throws -> Void
  ) async throws {
    let units = WorkUnits(blocks: Array(Self.blocks(of: trials)), of: trials)
    var done = 0
    try await OrderedWork.run(
      units.count, threads: threads, work: { try answers(of: units[$0].replicates) },
      take: { number, answers in
        try body(answers)
        done += units[number].replicates.count
        progress(done)
      })
  }

  private func answers(of replicates: Range<Int>) throws(SimulationError) -> [TrialAnswer] {
    var answers: [TrialAnswer] = []
    _ = try eachTrial(replicates) { number, trial in
      for arm in 0..<arms {
        for analysis in analyses.indices {
          answers.append(answer(number, trial, arm: arm, analysis: analysis))
        }
      }
    }
    return answers
  }

  private func answer(
    _ number: Int, _ trial: borrowing Replicate, arm: Int, analysis: Int
  ) -> TrialAnswer {
    let compiled = analyses[analysis]
    let estimate = trial.estimates[(plannedSize * analyses.count + analysis) * arms + arm]
    let layer = scenario.estimands[compiled.estimand].truth
    let exists = estimate.exists
    let decides = decision?.analysis == analysis
    let (hasVariance, hasInterval) = (compiled.method.hasVariance, compiled.method.hasInterval)
    return TrialAnswer(
      trial: number + 1, drug: TallyReader.drug(arm: arm), analysis: analysis,
      events: estimate.events, denominator: estimate.denominator,
      estimate: exists ? estimate.value : nil,
      standardError: exists && hasVariance ? estimate.variance.squareRoot() : nil,
      lower: exists && hasInterval ? estimate.lower : nil,
      upper: exists && hasInterval ? estimate.upper : nil,
      pValue: exists && compiled.alternative != nil ? estimate.pValue : nil,
      isDecided: decides ? decision?.isMade(by: estimate) : nil,
      truePeople: Int(
        trial.totals[layout.totals.population(compiled.estimand, arm: arm)]),
      trueEvents: Int(
        trial.totals[layout.totals.truth(compiled.estimand, layer, arm: arm)]))
  }
}
