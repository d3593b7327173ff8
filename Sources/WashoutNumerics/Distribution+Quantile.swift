internal import CWashoutGSL

extension Distribution {
  /// The smallest x with P(X <= x) >= p; nil when p is not a probability.
  ///
  /// p = 0 gives the lower end of the range of X, p = 1 the upper one; either can be infinite. A time
  /// that is infinite in a share of cases (last hazard 0) has infinite quantiles from there on.
  public func quantile(_ p: Double) -> Double? {
    guard p >= 0 && p <= 1 else { return nil }
    switch shape {
    case .point(let value): return value
    case .normal(let mean, let sd, let lower, let upper):
      return LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper).quantile(p)
    case .uniform(let low, let high): return p == 1 ? high : low + (high - low) * p
    case .bernoulli, .binomial, .poisson, .categorical, .empirical: return discreteQuantile(p)
    case .mixture(_, let parts):
      let ends = parts.compactMap { $0.quantile(p) }
      return bracketedQuantile(p, from: ends.min() ?? 0, to: ends.max() ?? 0)
    default: return positiveQuantile(p)
    }
  }

  private func positiveQuantile(_ p: Double) -> Double {
    let cumulativeHazard = -log1p(-p)
    switch shape {
    case .lognormal(let median, let sdLog):
      return sdLog == 0 ? median : median * exp(sdLog * gsl_cdf_ugaussian_Pinv(p))
    case .gamma(let shape, let mean):
      if p == 1 { return .infinity }
      let gsl = gsl_cdf_gamma_Pinv(p, shape, mean / shape)
      return isQuantile(gsl, p) ? gsl : bracketedQuantile(p, from: 0, to: .infinity)
    case .beta(let alpha, let beta):
      let gsl = gsl_cdf_beta_Pinv(p, alpha, beta)
      return isQuantile(gsl, p) ? gsl : bracketedQuantile(p, from: 0, to: 1)
    case .weibull(let shape, let scale): return scale * pow(cumulativeHazard, 1 / shape)
    case .exponential(let mean): return mean * cumulativeHazard
    case .loglogistic(let shape, let median): return median * pow(p / (1 - p), 1 / shape)
    case .piecewiseExponential(let breaks, let hazards):
      let piecewise = PiecewiseHazard(breaks: breaks, hazards: hazards)
      return p == 0 ? 0 : piecewise.firstTime(cumulativeHazard: cumulativeHazard)
    default: preconditionFailure("not on the positive half-line")
    }
  }

  private func discreteQuantile(_ p: Double) -> Double {
    switch shape {
    case .bernoulli(let share): return p <= 1 - share ? 0 : 1
    case .binomial(let trials, let share):
      return countQuantile(p, .binomial(trials: Double(trials), share: share))
    case .poisson(let mean):
      return p == 1 && mean > 0 ? .infinity : countQuantile(p, .poisson(mean: mean))
    case .categorical(let values, let shares):
      let possible = zip(values, shares).filter { $0.1 > 0 }.map(\.0).sorted()
      return possible.first { cdf($0) >= p } ?? possible[possible.count - 1]
    case .empirical(let values):
      let sorted = values.sorted()
      return sorted[max(0, Int((p * Double(sorted.count)).rounded(.up)) - 1)]
    default: preconditionFailure("not discrete")
    }
  }

  /// P(X <= k) >= p is P(X <= k) > u for the u just below p.
  private func countQuantile(_ p: Double, _ count: CountInversion) -> Double {
    p == 0 ? count.above(0) : count.above(p.nextDown)
  }

  /// True when GSL's iteration, which fails for small and for very large shapes, has found p.
  private func isQuantile(_ x: Double, _ p: Double) -> Bool {
    x.isFinite && abs(cdf(x) - p) <= 1e-12 * min(p, 1 - p)
  }

  private func bracketedQuantile(_ p: Double, from lower: Double, to upper: Double) -> Double {
    smallestDouble(from: lower, to: upper) { cdf($0) >= p }
  }
}
