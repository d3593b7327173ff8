internal import CWashoutGSL

extension Distribution {
  /// The mean; infinite where the integral diverges.
  public var mean: Double { moments.mean }

  /// The variance; infinite where the integral diverges.
  public var variance: Double { moments.variance }

  private var moments: (mean: Double, variance: Double) {
    switch shape {
    case .point(let value): return (value, 0)
    case .normal(let mean, let sd, let lower, let upper):
      return LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper).moments
    case .lognormal(let median, let sdLog):
      let spread = sdLog * sdLog
      return (median * exp(spread / 2), median * median * exp(spread) * expm1(spread))
    case .gamma(let shape, let mean): return (mean, mean * mean / shape)
    case .beta(let alpha, let beta):
      let sum = alpha + beta
      return (alpha / sum, alpha / sum * (beta / sum) / (sum + 1))
    case .weibull(let shape, let scale):
      let mean = tgamma(1 + 1 / shape)
      return (scale * mean, scale * scale * (tgamma(1 + 2 / shape) - mean * mean))
    case .exponential(let mean): return (mean, mean * mean)
    case .uniform(let low, let high):
      return (low + (high - low) / 2, (high - low) * (high - low) / 12)
    case .loglogistic(let shape, let median):
      return Self.logLogisticMoments(shape: shape, median: median)
    case .piecewiseExponential(let breaks, let hazards):
      let moments = PiecewiseHazard(breaks: breaks, hazards: hazards).moments
      return (moments.mean, Self.variance(moments.mean, meanSquare: moments.meanSquare))
    default: return countedMoments
    }
  }

  private var countedMoments: (mean: Double, variance: Double) {
    switch shape {
    case .bernoulli(let share): return (share, share * (1 - share))
    case .binomial(let trials, let share):
      return (Double(trials) * share, Double(trials) * share * (1 - share))
    case .poisson(let mean): return (mean, mean)
    case .categorical(let values, let shares):
      return Self.weightedMoments(zip(shares, values).map { ($0, $1, 0) })
    case .empirical(let values):
      return Self.weightedMoments(values.map { (1 / Double(values.count), $0, 0) })
    case .mixture(let weights, let parts):
      return Self.weightedMoments(zip(weights, parts).map { ($0, $1.mean, $1.variance) })
    default: preconditionFailure("not a count or a list")
    }
  }

  /// Mean median (pi/k) / sin(pi/k) for shape k > 1, mean square with 2/k for k > 2.
  private static func logLogisticMoments(
    shape: Double, median: Double
  ) -> (mean: Double, variance: Double) {
    if shape <= 1 { return (.infinity, .infinity) }
    let angle = Double.pi / shape
    let mean = median * angle / sin(angle)
    if shape <= 2 { return (mean, .infinity) }
    return (mean, variance(mean, meanSquare: median * median * 2 * angle / sin(2 * angle)))
  }

  private static func variance(_ mean: Double, meanSquare: Double) -> Double {
    meanSquare == .infinity ? .infinity : max(0, meanSquare - mean * mean)
  }

  /// The law of total variance, around the common mean.
  private static func weightedMoments(
    _ parts: [(weight: Double, mean: Double, variance: Double)]
  ) -> (mean: Double, variance: Double) {
    let possible = parts.filter { $0.weight > 0 }
    let mean = possible.reduce(0) { $0 + $1.weight * $1.mean }
    if mean.isInfinite { return (mean, .infinity) }
    return possible.reduce((mean, 0)) { sum, part in
      let distance = part.mean - mean
      return (mean, sum.1 + part.weight * (part.variance + distance * distance))
    }
  }
}
