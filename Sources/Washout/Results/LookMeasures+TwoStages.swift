internal import WashoutStatistics

/// Estimates and intervals that know that the trial could have stopped after its first stage.
extension LookMeasures {
  /// What inference after two stages makes of the results.
  func twoStages(
    _ inference: TwoStageInference, _ looks: CompiledLooks, _ subject: String
  ) -> [Measure] {
    each(.unbiasedEstimateWithLooks, subject) { places, _ in
      mean(inference, places) { $0.unbiased }
    }
      + each(.unbiasedEstimateBiasOfLooks, subject) { places, _ in
        mean(inference, places) { $0.unbiased } == nil
          ? nil : mean(places.unbiasedDifference, of: reader.replicates)
      }
      + each(.intervalCoverageWithLooks, subject) { places, arm in
        coverage(inference, places, looks, arm)
      }
      + each(.intervalWidthWithLooks, subject) { places, _ in
        mean(inference, places) { $0.interval.width }
      }
  }

  /// The mean of something over results; nil where some trial had people outside its denominator.
  private func mean(
    _ inference: TwoStageInference, _ places: LookPlaces,
    _ value: (TwoStageInference.Estimate) -> Double
  ) -> Finding? {
    var (trials, sum, squares): (Int64, Double, Double) = (0, 0, 0)
    for (count, estimate) in results(inference, places) {
      trials += count
      sum += Double(count) * value(estimate)
      squares += Double(count) * value(estimate) * value(estimate)
    }
    guard trials == reader.replicates, trials > 0 else { return nil }
    return Finding(sum: sum, squares: squares, replicates: trials)
  }

  /// The share of intervals that hold the share of people who recur, or are missing.
  private func coverage(
    _ inference: TwoStageInference, _ places: LookPlaces, _ looks: CompiledLooks, _ arm: Int
  ) -> Finding? {
    guard let assessed = AssessedRate(reader, analysis: looks.analysis, arm: arm) else {
      return nil
    }
    let found = results(inference, places)
    guard found.reduce(0, { $0 + $1.count }) == reader.replicates else { return nil }
    let holding = found.reduce(0) {
      $0 + ($1.estimate.interval.contains(assessed.rate) ? $1.count : 0)
    }
    return Finding(share: holding, of: reader.replicates)
  }

  private func results(
    _ inference: TwoStageInference, _ places: LookPlaces
  ) -> [(count: Int64, estimate: TwoStageInference.Estimate)] {
    guard let first = places.results else { return [] }
    return (0..<inference.cells).compactMap { cell in
      inference[cell].map { (reader.count(first + cell), $0) }
    }
  }
}
