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
      plannedSize: scenario.trial.sampleSize, sizes: sizes,
      measures: PatientMeasures(reader).all(), funnel: reader.funnel)
  }

  /// Whether the error that a stop rule watches is small enough.
  func isMet(_ rule: Simulation.StopRule, _ tally: Tally) -> Bool {
    let results = results(of: tally)
    let headline =
      rule.mcseOf == "recurrence"
      ? results.measure(.recurrenceRate, subject: scenario.recurrence.primary, layer: .assessed)
      : results.measure(.probabilityOfDecision, sampleSize: scenario.trial.sampleSize)
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
