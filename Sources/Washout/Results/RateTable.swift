internal import WashoutNumerics
internal import WashoutStatistics

extension Model {
  /// What trials of every size up to the largest conclude at each true rate of interest, exactly.
  ///
  /// Rate by rate, then by size from 1. The denominator is Bin(n, e) with e as simulated on the assumed
  /// drug; errors are those that e brings, since the rate is known. Empty without an analysis that is a
  /// function of the counts: a tilted proportion has a rate of the observed and another of the missing.
  func rateTable(_ reader: TallyReader) -> [SimulationResults.KnownRate] {
    guard let analysis = analysisOfInterest,
      let assessed = AssessedRate(reader, analysis: analysis, arm: 0)
    else { return [] }
    let (intervals, largest) = (analyses[analysis].intervals, sizes[sizes.count - 1])
    return scenario.trueRatesOfInterest.flatMap { rate in
      let known = KnownRateByDenominator(
        rate, intervals, decisionTable, noGo: decision?.noGo?.table, largest: largest)
      return (1...largest).compactMap { known.row(enrolled: $0, assessed) }
    }
  }

  /// The deciding analysis where it is a function of counts, else the first that is.
  var analysisOfInterest: Int? {
    if let decision {
      return analyses[decision.analysis].method.isOfCounts ? decision.analysis : nil
    }
    return analyses.firstIndex { $0.method.isOfCounts }
  }

  /// For each number in the denominator the count that decides.
  var decisionCounts: [Int?] { decisionTable?.critical ?? [] }
}

/// What a trial finds at a known rate for every number in its denominator, from which every size follows.
struct KnownRateByDenominator {
  private let rate: Double
  /// Element m, each the mean over Bin(m, rate): decisions and opposite ones made, width, intervals that hold the rate.
  private var decided: [Double]?
  private var refused: [Double]?
  private var width = [0.0]
  private var covering = [0.0]

  init(
    _ rate: Double, _ intervals: IntervalTable, _ decision: DecisionTable?,
    noGo: DecisionTable?, largest: Int
  ) {
    self.rate = rate
    decided = decision == nil ? nil : [0]
    refused = noGo == nil ? nil : [0]
    for people in 1...largest {
      let count = BinomialDistribution(trials: people, probability: rate)
      var (mean, holding) = (0.0, 0.0)
      for events in 0...people {
        let (chance, interval) = (count.pmf(events), intervals[events: events, of: people])
        mean += chance * interval.width
        if interval.contains(rate) { holding += chance }
      }
      width.append(mean)
      covering.append(holding)
      if let decision { decided?.append(Self.success(decision, count)) }
      if let noGo { refused?.append(Self.success(noGo, count)) }
    }
  }

  private static func success(_ table: DecisionTable, _ count: BinomialDistribution) -> Double {
    guard let critical = table.critical[count.trials] else { return 0 }
    return table.direction == .atMost ? count.cdf(critical) : count.survival(critical - 1)
  }

  /// A trial of a size; nil where nobody can be in its denominator.
  func row(enrolled: Int, _ assessed: AssessedRate) -> SimulationResults.KnownRate? {
    let mixture = DenominatorMixture(enrolled: enrolled, inclusion: assessed.inclusion)
    guard let width = mixture.ofValid(width), let covering = mixture.ofValid(covering) else {
      return nil
    }
    let (decided, refused) = (decided.map(mixture.ofAll), refused.map(mixture.ofAll))
    func error(_ slope: Double) -> Double? {
      assessed.error(RateSlopes((rate: 0, inclusion: slope)))
    }
    return SimulationResults.KnownRate(
      rate: rate, sampleSize: enrolled, probabilityOfDecision: decided?.value,
      probabilityMCSE: decided.flatMap { error($0.slope) }, probabilityOfNoGo: refused?.value,
      noGoMCSE: refused.flatMap { error($0.slope) }, intervalWidth: width.value,
      intervalWidthMCSE: error(width.slope), coverage: covering.value,
      coverageMCSE: error(covering.slope))
  }
}
