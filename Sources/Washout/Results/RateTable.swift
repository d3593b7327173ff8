internal import WashoutStatistics

extension Model {
  /// What the planned trial concludes at each true rate of interest, exactly.
  ///
  /// The denominator is Bin(n, e) with e as simulated on the assumed drug; errors are those that e brings,
  /// since the rate is known. Empty without an analysis that is a function of the counts: a tilted
  /// proportion has a rate of the observed and another of the missing.
  func rateTable(_ reader: TallyReader) -> [SimulationResults.KnownRate] {
    guard let analysis = proportionOfInterest,
      let assessed = AssessedRate(reader, analysis: analysis, arm: 0)
    else { return [] }
    let intervals = analyses[analysis].intervals
    return scenario.trueRatesOfInterest.compactMap { rate in
      let trial = RandomDenominator(
        enrolled: scenario.trial.sampleSize, inclusion: assessed.inclusion, rate: rate)
      guard let width = trial.expectedWidth(intervals),
        let coverage = trial.coverage(of: rate, intervals)
      else { return nil }
      func error(_ slopes: (rate: Double, inclusion: Double)?) -> Double? {
        slopes.flatMap { assessed.error(RateSlopes($0).ofKnownRate) }
      }
      return SimulationResults.KnownRate(
        rate: rate, probabilityOfDecision: decisionTable.map(trial.power),
        probabilityMCSE: error(decisionTable.map(trial.powerSlopes)), intervalWidth: width,
        intervalWidthMCSE: error(trial.expectedWidthSlopes(intervals)), coverage: coverage,
        coverageMCSE: error(trial.coverageSlopes(of: rate, intervals)))
    }
  }

  /// The deciding analysis where it is a proportion, else the first that is.
  private var proportionOfInterest: Int? {
    if let decision { return analyses[decision.analysis].method.isOfCounts ? decision.analysis : nil }
    return analyses.firstIndex { $0.method.isOfCounts }
  }

  /// For each number in the denominator the count that decides.
  var decisionCounts: [Int?] { decisionTable?.critical ?? [] }
}
