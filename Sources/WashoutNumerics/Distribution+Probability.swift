internal import CWashoutGSL

extension Distribution {
  /// P(X <= x); NaN for NaN.
  public func cdf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch shape {
    case .point(let value): return x >= value ? 1 : 0
    case .normal(let mean, let sd, let lower, let upper):
      return LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper).cdf(x)
    case .uniform(let low, let high): return min(1, max(0, (x - low) / (high - low)))
    case .bernoulli(let share): return x < 0 ? 0 : x < 1 ? 1 - share : 1
    case .binomial, .poisson: return countProbability(x).below
    case .categorical, .mixture, .empirical: return share(of: x, isBelow: true)
    default: return x <= 0 ? 0 : positiveProbability(x).below
    }
  }

  /// P(X > x), with all its digits where it is small; NaN for NaN.
  public func survival(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch shape {
    case .point(let value): return x >= value ? 0 : 1
    case .normal(let mean, let sd, let lower, let upper):
      return LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper).survival(x)
    case .uniform(let low, let high): return min(1, max(0, (high - x) / (high - low)))
    case .bernoulli(let share): return x < 0 ? 1 : x < 1 ? share : 0
    case .binomial, .poisson: return countProbability(x).above
    case .categorical, .mixture, .empirical: return share(of: x, isBelow: false)
    default: return x <= 0 ? 1 : positiveProbability(x).above
    }
  }

  /// P(X <= x) and P(X > x), x > 0, of the families on the positive half-line.
  private func positiveProbability(_ x: Double) -> (below: Double, above: Double) {
    switch shape {
    case .lognormal(let median, let sdLog):
      if sdLog == 0 { return x >= median ? (1, 0) : (0, 1) }
      let z = log(x / median) / sdLog
      return (gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z))
    case .gamma(let shape, let mean):
      if x == .infinity { return (1, 0) }
      let scale = mean / shape
      return (gsl_cdf_gamma_P(x, shape, scale), gsl_cdf_gamma_Q(x, shape, scale))
    case .beta(let alpha, let beta):
      return (gsl_cdf_beta_P(x, alpha, beta), gsl_cdf_beta_Q(x, alpha, beta))
    case .weibull(let shape, let scale): return Self.exceeding(pow(x / scale, shape))
    case .exponential(let mean): return Self.exceeding(x / mean)
    case .loglogistic(let shape, let median):
      let odds = pow(x / median, shape)
      return (odds == .infinity ? 1 : odds / (1 + odds), 1 / (1 + odds))
    case .piecewiseExponential(let breaks, let hazards):
      return Self.exceeding(
        PiecewiseHazard(breaks: breaks, hazards: hazards).cumulativeHazard(x))
    default: preconditionFailure("not on the positive half-line")
    }
  }

  /// The chances that an event has and has not come at a cumulative hazard.
  private static func exceeding(_ cumulativeHazard: Double) -> (below: Double, above: Double) {
    (-expm1(-cumulativeHazard), exp(-cumulativeHazard))
  }

  private func countProbability(_ x: Double) -> (below: Double, above: Double) {
    if x < 0 { return (0, 1) }
    let k = x.rounded(.down)
    switch shape {
    case .binomial(let trials, let share):
      if k >= Double(trials) { return (1, 0) }
      let count = BinomialDistribution(trials: trials, probability: share)
      return (count.cdf(Int(k)), count.survival(Int(k)))
    case .poisson(let mean):
      if mean == 0 || k > 4e9 { return (1, 0) }
      return (gsl_cdf_poisson_P(UInt32(k), mean), gsl_cdf_poisson_Q(UInt32(k), mean))
    default: preconditionFailure("not a count")
    }
  }

  /// The share of listed values, or of the parts' probability, that is at most x, or above it.
  ///
  /// Over the sum of all shares, so that it ends at exactly 1.
  private func share(of x: Double, isBelow: Bool) -> Double {
    switch shape {
    case .categorical(let values, let shares):
      let share = zip(values, shares).reduce(0) { $0 + (($1.0 <= x) == isBelow ? $1.1 : 0) }
      return share / shares.reduce(0, +)
    case .empirical(let values):
      return Double(values.count { ($0 <= x) == isBelow }) / Double(values.count)
    case .mixture(let weights, let parts):
      let share = zip(weights, parts).reduce(0) {
        $0 + $1.0 * (isBelow ? $1.1.cdf(x) : $1.1.survival(x))
      }
      return share / weights.reduce(0, +)
    default: preconditionFailure("not a list")
    }
  }
}
