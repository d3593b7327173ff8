internal import CWashoutGSL

extension SamplerTable {
  /// The row of a distribution; its lists are appended to `numbers`, its parts to `rows`.
  mutating func compile(_ shape: Distribution.Shape) -> SamplerRow {
    switch shape {
    case .point(let value): return row(.point, value)
    case .normal(let mean, let sd, let lower, let upper):
      return compile(LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper))
    case .lognormal(let median, let sdLog): return row(.lognormal, log(median), sdLog)
    case .gamma(let shape, let mean): return row(.gamma, shape, mean / shape)
    case .beta(let alpha, let beta): return row(.beta, alpha, beta)
    case .weibull(let shape, let scale): return row(.weibull, scale, 1 / shape)
    case .exponential(let mean): return row(.exponential, mean)
    case .uniform(let low, let high): return row(.uniform, low, high - low)
    case .loglogistic(let shape, let median): return row(.loglogistic, median, 1 / shape)
    case .piecewiseExponential(let breaks, let hazards):
      let piecewise = PiecewiseHazard(breaks: breaks, hazards: hazards)
      return row(
        .piecewiseExponential, piecewise.starts + piecewise.cumulative + hazards,
        count: hazards.count)
    case .bernoulli(let share): return row(.bernoulli, share)
    case .categorical(let values, let shares):
      return row(.listed, Self.summed(shares) + values, count: values.count)
    case .binomial(let trials, let share):
      return compile(
        .binomial(trials: Double(trials), share: share), row(.binomial, Double(trials), share))
    case .poisson(let mean): return compile(.poisson(mean: mean), row(.poisson, mean))
    case .mixture(let weights, let parts): return compile(weights: weights, parts: parts)
    case .empirical(let values): return row(.empirical, values.sorted(), count: values.count)
    }
  }

  private func row(_ kind: SamplerKind, _ a: Double, _ b: Double = 0) -> SamplerRow {
    var row = SamplerRow(kind)
    row.a = a
    row.b = b
    return row
  }

  private mutating func row(_ kind: SamplerKind, _ list: [Double], count: Int) -> SamplerRow {
    var row = SamplerRow(kind)
    row.first = Int32(numbers.count)
    row.count = Int32(count)
    numbers += list
    return row
  }

  private mutating func compile(_ normal: LimitedNormal) -> SamplerRow {
    if normal.isUnlimited { return row(.normal, normal.mean, normal.sd) }
    if normal.sd == 0 { return row(.point, normal.mean) }
    var row = row(.limitedNormal, [normal.lower, normal.upper], count: 2)
    let inversion = normal.inversion
    row.a = normal.mean
    row.b = inversion.slope
    row.c = inversion.start
    row.d = inversion.span
    return row
  }

  /// A table of P(X <= k) where that is short, else the row that searches at each draw.
  private mutating func compile(_ count: CountInversion, _ searched: SamplerRow) -> SamplerRow {
    guard let table = count.table(atMost: 4_096) else { return searched }
    return row(.count, table, count: table.count)
  }

  /// The parts take adjacent rows, reserved before any of them is compiled: a part can have parts.
  private mutating func compile(weights: [Double], parts: [Distribution]) -> SamplerRow {
    let first = rows.count
    rows += parts.map { _ in SamplerRow(.point) }
    for (i, part) in parts.enumerated() { rows[first + i] = compile(part.shape) }
    var row = row(.mixture, Self.summed(weights), count: weights.count)
    row.a = Double(first)
    return row
  }

  /// Running sums, 1 from the last positive share on, so that rounding never makes another value.
  private static func summed(_ shares: [Double]) -> [Double] {
    let last = shares.lastIndex { $0 > 0 } ?? shares.count - 1
    var sum = 0.0
    return shares.enumerated().map { i, share in
      sum += share
      return i >= last ? 1 : sum
    }
  }
}
