/// Performance measures of an analysis and their errors; sources: Morris, White and Crowther (2019),
/// doi 10.1002/sim.8086, table 6, extended to a true value that is simulated on the same people.
extension EstimateReader {
  /// The mean of something over trials with an estimate.
  func mean(
    _ value: KeyPath<EstimateMoments, Double>, variance: KeyPath<EstimateMoments, Double>
  ) -> Finding {
    Finding(
      moments?[keyPath: value],
      mcse: moments.flatMap {
        MonteCarloError.mean(squares: $0.trials * $0[keyPath: variance], $0.trials)
      },
      replicates: trials)
  }

  /// The mean estimate.
  var meanEstimate: Finding { mean(\.e, variance: \.m2) }

  /// The true value in a layer.
  private func truth(_ layer: Layer) -> PatientRatio {
    reader.layout.totals.truthRatio(analysis.estimand, layer, arm: arm)
  }

  /// The share of trials that have an estimate.
  private var share: Double { Double(trials) / Double(reader.replicates) }

  /// Mean estimate minus true value: error sd(est_r - u_r) / sqrt(R).
  ///
  /// Where trials have no estimate, est_r is (e - mean) over the share of trials that have one.
  func bias(_ layer: Layer) -> Finding {
    guard let moments, let truth = reader.value(truth(layer)),
      let product = productWithTruth(centre: moments.e, layer)
    else { return Finding(nil, replicates: trials) }
    let u = reader.influence(self.truth(layer))
    let squares = MonteCarloError.sum([
      moments.trials * moments.m2 / (share * share), -2 * product / share, reader.product(u, u),
    ])
    return Finding(
      MonteCarloError.sum([moments.e, -truth]),
      mcse: MonteCarloError.mean(squares: squares, Double(reader.replicates)), replicates: trials)
  }

  /// Mean of (estimate - true value)^2; its error takes the true value's along.
  ///
  /// Around a bias b the variance of these squares is m4 - m2^2 + 4 b m3 + 4 b^2 m2.
  func meanSquaredError(_ layer: Layer) -> Finding {
    guard let moments, let truth = reader.value(truth(layer)) else {
      return Finding(nil, replicates: trials)
    }
    let b = MonteCarloError.sum([moments.e, -truth])
    let value = moments.m2 + b * b
    guard let product = squareProductWithTruth(centre: truth, less: value, layer) else {
      return Finding(nil, replicates: trials)
    }
    let spread = moments.squareVariance + 4 * b * moments.m3 + 4 * b * b * moments.m2
    let u = reader.influence(self.truth(layer))
    let squares = MonteCarloError.sum([
      moments.trials * spread / (share * share),
      -4 * b * product / share, 4 * b * b * reader.product(u, u),
    ])
    let isRounding = squares <= moments.rounding * moments.trials
    return Finding(
      value,
      mcse: MonteCarloError.mean(squares: isRounding ? 0 : squares, Double(reader.replicates)),
      replicates: trials)
  }

  /// Standard deviation of estimates: error sqrt((m4 - m2^2) / (4 m2 R)), undefined of two.
  var empiricalSE: Finding {
    guard let moments, trials > 1 else { return Finding(nil, replicates: trials) }
    let (m2, n) = (moments.m2, moments.trials)
    let mcse = m2 == 0 ? 0 : (moments.squareVariance / (4 * m2 * n)).squareRoot()
    return Finding(
      (m2 * n / (n - 1)).squareRoot(), mcse: trials > 2 ? mcse : nil, replicates: trials)
  }

  /// Root mean squared standard error.
  var modelSE: Finding {
    guard let moments else { return Finding(nil, replicates: trials) }
    let value = moments.v.squareRoot()
    let error = MonteCarloError.mean(squares: moments.trials * moments.vv, moments.trials)
    return Finding(
      value, mcse: value == 0 ? 0 : error.map { $0 / (2 * value) }, replicates: trials)
  }

  /// Model SE over empirical SE, minus 1: delta method on the joint moments.
  var modelSERelativeError: Finding {
    guard let moments, let empirical = empiricalSE.value, empirical > 0, moments.v > 0 else {
      return Finding(nil, replicates: trials)
    }
    let ratio = moments.v.squareRoot() / empirical
    let (v, m2) = (moments.v, moments.m2)
    let variance =
      moments.vv / (v * v) + moments.squareVariance / (m2 * m2) - 2 * moments.vm2 / (v * m2)
    let mcse = ratio / 2 * (max(0, variance) / moments.trials).squareRoot()
    return Finding(ratio - 1, mcse: trials > 2 ? mcse : nil, replicates: trials)
  }

  /// Share of intervals that hold the true value.
  func coverage(_ layer: Layer) -> Finding {
    guard let truth = reader.value(truth(layer)) else { return Finding(nil, replicates: trials) }
    return Finding(share: limits.covering(truth), of: trials)
  }

  /// Smallest and largest coverage over the true value +- 2 of its errors.
  func coverageRange(_ layer: Layer) -> (low: Finding, high: Finding) {
    guard trials > 0, let truth = reader.value(truth(layer)) else {
      return (Finding(nil, replicates: trials), Finding(nil, replicates: trials))
    }
    let reach = 2 * (reader.error(self.truth(layer)) ?? 0)
    let range = limits.covering(over: max(0, truth - reach)...min(1, truth + reach))
    let n = Double(trials)
    return (
      Finding(Double(range.lowerBound) / n, replicates: trials),
      Finding(Double(range.upperBound) / n, replicates: trials)
    )
  }

  /// Share of intervals that hold the mean estimate.
  var biasEliminatedCoverage: Finding {
    guard let moments else { return Finding(nil, replicates: trials) }
    return Finding(share: limits.covering(moments.e), of: trials)
  }
}
