/// Results of trials whose values are drawn from priors: assurance, and what drives the estimate.
struct AssuranceMeasures {
  private let reader: TallyReader
  private let places: AssurancePlaces
  private let priors: [ParameterUncertainty.Prior]
  private var trials: Int64 { reader.replicates }

  /// Nil where nothing is drawn.
  init?(_ reader: TallyReader) {
    guard let places = reader.layout.assurance, let uncertainty = reader.model.uncertainty else {
      return nil
    }
    self.reader = reader
    self.places = places
    priors = uncertainty.priors
  }

  /// All of them, at the planned size.
  func all() -> [Measure] {
    let decisions = places.decisions.map { TwoTrials(reader, $0) }
    func each(_ name: MeasureName, _ finding: (TwoTrials) -> Finding) -> [Measure] {
      decisions.enumerated().map { arm, trials in
        measure(finding(trials), name, TallyReader.drug(arm: arm))
      }
    }
    return each(.assurance, \.assurance) + difference + each(.varianceBetweenDraws, \.between)
      + each(.varianceWithinDraws, \.within) + correlations
  }

  private func measure(
    _ finding: Finding, _ name: MeasureName, _ drug: DrugAssumption = .assumed,
    subject: String? = nil
  ) -> Measure {
    finding.measure(name, drug, size: reader.model.scenario.trial.sampleSize, subject: subject)
  }

  /// Assurance on the assumed drug less that without effect, from pairs of the same draw and people.
  private var difference: [Measure] {
    guard places.decisions.count == 2 else { return [] }
    var finding = Finding(
      sum: Double(reader.count(places.difference)) / 2,
      squares: Double(reader.count(places.differenceSquare)) / 4, replicates: trials)
    if finding.mcse == 0 {
      finding.mcse = reader.model.armsAreIdentical ? 0 : MonteCarloError.share(0, of: trials)
    }
    return [measure(finding, .assurance, .difference)]
  }

  private var correlations: [Measure] {
    guard reader.model.drivenAnalysis != nil else { return [] }
    let estimates = reader.cells(places.estimates, AssurancePlaces.bins).map(Double.init)
    return priors.enumerated().map { number, prior in
      let first = places.ranks + 2 * number * AssurancePlaces.bins
      let sums = reader.tally.sums[first..<first + 2 * AssurancePlaces.bins]
      let finding =
        prior.varies
        ? RankCorrelation(estimates, sums).finding(trials) : Finding(nil, replicates: trials)
      return measure(finding, .rankCorrelation, subject: prior.path)
    }
  }
}

/// Decisions of two trials under each draw.
///
/// A = mean((S1 + S2) / 2); between = cov(S1, S2), the variance of the chance over draws; within =
/// mean((S1 - S2)^2 / 2), what is left under one draw. Their errors are standard deviations of
/// (S1 + S2) / 2, (S1 - A)(S2 - A) and (S1 - S2)^2 / 2 over sqrt(R). Source: O'Hagan, Stevens and Campbell
/// (2005), doi 10.1002/pst.175.
private struct TwoTrials {
  private let replicates: Int64
  /// Replicates of which both trials, just one, or neither makes the decision.
  private let both: Double
  private let one: Double
  private let neither: Double

  init(_ reader: TallyReader, _ places: AssurancePlaces.TwoTrialPlaces) {
    let all = reader.count(places.both)
    let single = reader.count(places.first) + reader.count(places.second) - 2 * all
    replicates = reader.replicates
    both = Double(all)
    one = Double(single)
    neither = Double(replicates - all - single)
  }

  private var mean: Double { (both + one / 2) / Double(max(1, replicates)) }

  var assurance: Finding { finding(sum: both + one / 2, squares: both + one / 4) }

  var between: Finding {
    let (high, low) = (1 - mean, mean)
    return finding(
      sum: both * high * high - one * high * low + neither * low * low,
      squares: both * high * high * high * high + one * high * high * low * low
        + neither * low * low * low * low)
  }

  var within: Finding { finding(sum: one / 2, squares: one / 4) }

  /// Where all replicates are alike, the error is that of a share seen in none of them.
  private func finding(sum: Double, squares: Double) -> Finding {
    var finding = Finding(sum: sum, squares: squares, replicates: replicates)
    if finding.mcse == 0 { finding.mcse = MonteCarloError.share(0, of: replicates) }
    return finding
  }
}
