extension Model {
  /// What a tally of this model says.
  ///
  /// `measures` stand in a fixed order. First results per patient: shares of those dosed, then by
  /// definition (rates by layer, false and missed recurrences, the two biases), then true values by
  /// estimand and layer. Then, by size: the trial (people, recurrences, months, decision), then its
  /// analyses in file order. Each number stands for the assumed drug, no effect, the difference.
  public func results(of tally: Tally) -> SimulationResults {
    let reader = TallyReader(self, tally)
    return SimulationResults(
      trials: Int(reader.replicates), seed: scenario.simulation.seed,
      plannedSize: scenario.trial.sampleSize, sizes: sizes, measures: measures(reader),
      funnel: reader.funnel, decisionCounts: decisionCounts,
      rateTable: hasOneTruth ? rateTable(reader) : [],
      exactBySize: hasOneTruth ? exactBySize(reader) : [],
      decisionSizes: hasOneTruth ? decisionSizes(reader) : [],
      looks: looks?.looks ?? [], declareIfAtMost: looks?.declareIfAtMost,
      exampleTrials: exampleTrials(reader), countedTrials: countedTrials(reader))
  }

  /// Whether every trial has the same true values: nothing is drawn.
  private var hasOneTruth: Bool { uncertainty == nil }

  /// True where the assumed drug has no effect, so that the two arms are one.
  var armsAreIdentical: Bool {
    if uncertainty == nil, case .mechanistic(let drug, _, _) = scenario.course {
      drug.maximumEffect == 0
    } else {
      false
    }
  }

  private func measures(_ reader: TallyReader) -> [Measure] {
    let all =
      PatientMeasures(reader).all() + LookMeasures(reader).all()
      + sizes.indices.flatMap { size in
        TrialMeasures(reader, size: size).all()
          + analyses.indices.flatMap { analysis in
            AnalysisMeasures(reader, size: size, analysis: analysis).all()
          }
      }
    guard let assurance = AssuranceMeasures(reader) else { return all }
    return assurance.all() + all.filter { !$0.name.needsOneTruth }
  }

  /// The largest error of the decision's probability, over sizes and drugs; nil where there is none.
  func largestDecisionMCSE(_ tally: Tally) -> Double? {
    guard decision != nil else { return nil }
    let reader = TallyReader(self, tally)
    return sizes.indices.flatMap { size in
      (0..<arms).compactMap { arm in
        Finding(
          share: reader.count(layout.trial(size: size, arm: arm).decided), of: reader.replicates
        ).mcse
      }
    }.max()
  }

  /// Whether the error that a stop rule watches is small enough.
  func isMet(_ rule: Simulation.StopRule, _ tally: Tally) -> Bool {
    let reader = TallyReader(self, tally)
    let name: MeasureName =
      rule.mcseOf == "recurrence" ? .recurrenceRate : .probabilityOfDecision
    let measures =
      name == .recurrenceRate
      ? PatientMeasures(reader).all() : TrialMeasures(reader, size: plannedSize).all()
    let headline = measures.first {
      $0.name == name && $0.drug == .assumed
        && (name != .recurrenceRate
          || $0.subject == scenario.recurrence.primary && $0.layer == .assessed)
    }
    guard let mcse = headline?.mcse else { return false }
    return mcse < rule.below
  }
}

extension TallyReader {
  /// How candidates fared.
  var funnel: Funnel {
    let places = layout.funnel
    var funnel = Funnel(criteria: places.criteria)
    funnel.screened = count(places.screened)
    funnel.screenedInFull = count(places.screenedInFull)
    funnel.scoreSum = count(places.scoreSum)
    funnel.scoreSquareSum = count(places.scoreSquareSum)
    for i in 0..<places.criteria {
      funnel.failedFirst[i] = count(places.failedFirst + i)
      funnel.failedAtAll[i] = count(places.failedAtAll + i)
    }
    return funnel
  }
}

extension MeasureName {
  /// Whether it compares with one true value, which trials do not share whose values are drawn.
  fileprivate var needsOneTruth: Bool {
    switch self {
    case .bias, .modelSERelativeError, .meanSquaredError, .coverage, .coverageLow, .coverageHigh,
      .biasEliminatedCoverage, .exactCoverage, .exactIntervalWidth, .exactProbabilityOfDecision,
      .decisionSimulatedMinusExact, .exactLookStopping, .exactProbabilityOfNoGo,
      .intervalCoverageWithLooks:
      true
    default: false
    }
  }
}
