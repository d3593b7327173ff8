internal import WashoutNumerics
internal import WashoutStatistics

extension Model {
  /// Chance of the decision, coverage and width for every size from 1 to the largest, exactly over random
  /// denominators at the simulated rates, by drug.
  ///
  /// Of the analysis that decides, or else the first that is a function of counts; empty without one. A size
  /// of which nobody can be in the denominator has no coverage and no width.
  func exactBySize(_ reader: TallyReader) -> [Measure] {
    guard let number = analysisOfInterest else { return [] }
    let (analysis, largest) = (analyses[number], sizes[sizes.count - 1])
    return (0..<arms).flatMap { arm -> [Measure] in
      guard let assessed = AssessedRate(reader, analysis: number, arm: arm) else { return [] }
      let trial = CountedTrial(
        rate: assessed.rate, analysis.intervals, decisionTable, largest: largest)
      let drug = TallyReader.drug(arm: arm)
      return (1...largest).flatMap { size in
        trial.findings(enrolled: size, assessed, replicates: reader.replicates).map {
          let subject = $0.name == .exactProbabilityOfDecision ? nil : analysis.name
          return $0.finding.measure($0.name, drug, size: size, subject: subject)
        }
      }
    }
  }

  /// The sizes that the decision needs, by drug; empty where counts do not decide.
  func decisionSizes(_ reader: TallyReader) -> [DecisionSizes] {
    guard let table = decisionTable, let number = analysisOfInterest else { return [] }
    return (0..<arms).compactMap { arm in
      AssessedRate(reader, analysis: number, arm: arm).map {
        DecisionSizes(TallyReader.drug(arm: arm), $0, table, largest: sizes[sizes.count - 1])
      }
    }
  }
}

/// What a trial finds at a rate for every number in its denominator, and how that changes with the rate;
/// every size follows by mixing over the denominator.
struct CountedTrial {
  /// Element m: the mean over Bin(m, rate), and its derivative by the rate; 0 for nobody.
  private struct ByDenominator {
    var value = [0.0]
    var slope = [0.0]
  }

  private var success: ByDenominator?
  private var width = ByDenominator()
  private var coverage = ByDenominator()

  init(rate: Double, _ intervals: IntervalTable, _ table: DecisionTable?, largest: Int) {
    if table != nil { success = ByDenominator() }
    for people in 1...largest {
      let all = BinomialDistribution(trials: people, probability: rate)
      let others = BinomialDistribution(trials: people - 1, probability: rate)
      let chances = (0...people).map { (all.pmf($0), others.pmf($0 - 1), others.pmf($0)) }
      /// The mean of f and m E[f(Y + 1) - f(Y)] with Y ~ Bin(m - 1, rate).
      func add(_ value: (_ events: Int) -> Double, to sums: inout ByDenominator) {
        var (mean, slope) = (0.0, 0.0)
        for (events, (chance, before, after)) in chances.enumerated() {
          let value = value(events)
          mean += chance * value
          slope += (before - after) * value
        }
        sums.value.append(mean)
        sums.slope.append(Double(people) * slope)
      }
      add({ intervals[events: $0, of: people].width }, to: &width)
      add({ intervals[events: $0, of: people].contains(rate) ? 1 : 0 }, to: &coverage)
      if let table, var success {
        add({ table.succeeds(events: $0, of: people) ? 1 : 0 }, to: &success)
        self.success = success
      }
    }
  }

  /// Element m: the chance of success among m people.
  static func successes(_ table: DecisionTable, rate: Double, largest: Int) -> [Double] {
    (0...largest).map { people in
      guard people > 0, let critical = table.critical[people] else { return 0 }
      let count = BinomialDistribution(trials: people, probability: rate)
      return table.direction == .atMost ? count.cdf(critical) : count.survival(critical - 1)
    }
  }

  /// Decision, coverage and width of trials of a size, with the errors that the simulated rates bring.
  func findings(
    enrolled: Int, _ assessed: AssessedRate, replicates: Int64
  ) -> [(name: MeasureName, finding: Finding)] {
    let mixture = DenominatorMixture(enrolled: enrolled, inclusion: assessed.inclusion)
    func finding(_ value: Double?, _ rate: Double?, _ inclusion: Double?) -> Finding {
      guard let value, let rate, let inclusion else { return Finding(nil, replicates: replicates) }
      return Finding(
        value, mcse: assessed.error(RateSlopes((rate: rate, inclusion: inclusion))),
        replicates: replicates)
    }
    func ofValid(_ sums: ByDenominator) -> Finding {
      let mean = mixture.ofValid(sums.value)
      return finding(mean?.value, mixture.ofValid(sums.slope)?.value, mean?.slope)
    }
    let decided = success.map { success in
      let mean = mixture.ofAll(success.value)
      return (
        name: MeasureName.exactProbabilityOfDecision,
        finding: finding(mean.value, mixture.mean(success.slope), mean.slope)
      )
    }
    return (decided.map { [$0] } ?? [])
      + [(.exactCoverage, ofValid(coverage)), (.exactIntervalWidth, ofValid(width))]
  }
}
