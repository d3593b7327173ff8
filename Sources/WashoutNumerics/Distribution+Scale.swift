extension Distribution {
  /// The distribution of `factor` times the value; nil for families that it leads out of (beta and
  /// counts, and mixtures with such a part).
  ///
  /// Drawn from the same words, a scaled distribution gives `factor` times the value but for rounding.
  /// - Throws: `NumericsError` when the factor is not above 0, or takes a parameter out of range.
  public func scaled(by factor: Double) throws(NumericsError) -> Distribution? {
    try Shape.positive(factor, "factor")
    guard let shape = try scaledShape(factor) else { return nil }
    return try Distribution(shape)
  }

  private func scaledShape(_ factor: Double) throws(NumericsError) -> Shape? {
    switch shape {
    case .point(let value): return .point(factor * value)
    case .normal(let mean, let sd, let lower, let upper):
      return .normal(
        mean: factor * mean, sd: factor * sd, lower: factor * lower, upper: factor * upper)
    case .lognormal(let median, let sdLog):
      return .lognormal(median: factor * median, sdLog: sdLog)
    case .gamma(let shape, let mean): return .gamma(shape: shape, mean: factor * mean)
    case .weibull(let shape, let scale): return .weibull(shape: shape, scale: factor * scale)
    case .exponential(let mean): return .exponential(mean: factor * mean)
    case .uniform(let low, let high): return .uniform(low: factor * low, high: factor * high)
    case .loglogistic(let shape, let median):
      return .loglogistic(shape: shape, median: factor * median)
    case .piecewiseExponential(let breaks, let hazards):
      return .piecewiseExponential(
        breaks: breaks.map { factor * $0 }, hazards: hazards.map { $0 / factor })
    case .categorical(let values, let shares):
      return .categorical(values: values.map { factor * $0 }, shares: shares)
    case .empirical(let values): return .empirical(values: values.map { factor * $0 })
    case .mixture(let weights, let parts):
      var scaled: [Distribution] = []
      for part in parts {
        guard let part = try part.scaled(by: factor) else { return nil }
        scaled.append(part)
      }
      return .mixture(weights: weights, parts: scaled)
    case .beta, .bernoulli, .binomial, .poisson: return nil
    }
  }
}
