public import CWashoutGSL

extension SamplerTable {
  /// A value drawn from the place that the source points at.
  ///
  /// u is a 53-bit uniform in [0, 1) of one word, u+ one in (0, 1) (a word that gives 0 is skipped), z
  /// the ziggurat normal of GSL (one word, more after a rejection):
  /// - point: takes nothing.
  /// - normal: mean + sd z. Log-normal: exp(ln(median) + sdLog z).
  /// - limited normal: with q = start + u+ span kept within [2^-1022, 1 - 2^-53], mean + slope
  ///   Phi^-1(q), kept within the limits. Limits around or below the mean: start = Phi(lower), span =
  ///   mass, slope = sd. A lower limit above the mean: start = Q(lower), span = -mass, slope = -sd.
  ///   With sd = 0: takes nothing.
  /// - gamma: gsl_ran_gamma(shape, mean / shape). Beta: gsl_ran_beta.
  /// - Weibull: scale (-log1p(-u+))^(1 / shape). Log-logistic: median (u+ / (1 - u+))^(1 / shape).
  /// - exponential: -mean log1p(-u). Uniform: low + (high - low) u.
  /// - piecewise exponential: the first time at which the cumulative hazard exceeds -log1p(-u).
  /// - Bernoulli: 1 if u < share. Categorical: the first listed value whose summed shares exceed u.
  /// - binomial, Poisson: the smallest k with u < P(X <= k), P by `gsl_cdf_binomial_P`,
  ///   `gsl_cdf_poisson_P`, taken as 1 from where P(X > k) <= 2^-54.
  /// - empirical: with the values in increasing order, number floor(u n), from 0.
  /// - mixture: the first part whose summed weights exceed u, then the part, from the next block.
  @inlinable public func draw(_ sampler: Sampler, _ random: borrowing RandomSource) -> Double {
    draw(rows[Int(sampler.row)], random)
  }

  @inlinable @inline(__always) func draw(
    _ row: SamplerRow, _ random: borrowing RandomSource
  ) -> Double {
    switch row.kind {
    case .normal: return row.a + row.b * random.normal()
    case .lognormal: return exp(row.a + row.b * random.normal())
    case .exponential: return random.exponential(mean: row.a)
    case .uniform: return row.a + row.b * random.uniform()
    case .bernoulli: return random.bernoulli(row.a) ? 1 : 0
    case .point: return row.a
    case .limitedNormal: return limitedNormal(row, random.uniformPositive())
    default: return drawOther(row, random)
    }
  }

  /// The families that need a table, parts or a rejection sampler.
  @usableFromInline func drawOther(_ row: SamplerRow, _ random: borrowing RandomSource) -> Double {
    switch row.kind {
    case .mixture:
      let part = firstAbove(random.uniform(), row)
      random.nextBlock()
      return draw(rows[Int(row.a) + part], random)
    case .gamma: return gsl_ran_gamma(random.generator, row.a, row.b)
    case .beta: return gsl_ran_beta(random.generator, row.a, row.b)
    case .weibull: return row.a * pow(-log1p(-random.uniformPositive()), row.b)
    case .loglogistic:
      let u = random.uniformPositive()
      return row.a * pow(u / (1 - u), row.b)
    case .piecewiseExponential: return piecewise(row, -log1p(-random.uniform()))
    case .listed: return numbers[Int(row.first + row.count) + firstAbove(random.uniform(), row)]
    case .count: return Double(firstAbove(random.uniform(), row))
    case .binomial:
      return CountInversion.binomial(trials: row.a, share: row.b).above(random.uniform())
    case .poisson: return CountInversion.poisson(mean: row.a).above(random.uniform())
    case .empirical:
      return numbers[Int(row.first) + Int(random.uniform() * Double(row.count))]
    default: preconditionFailure("drawn in draw(_:_:)")
    }
  }

  /// The first of a row's increasing numbers that is above u; the last one always is.
  @usableFromInline func firstAbove(_ u: Double, _ row: SamplerRow) -> Int {
    var low = Int(row.first)
    var high = low + Int(row.count) - 1
    while low < high {
      let middle = (low + high) / 2
      if u < numbers[middle] { high = middle } else { low = middle + 1 }
    }
    return low - Int(row.first)
  }

  @usableFromInline func limitedNormal(_ row: SamplerRow, _ u: Double) -> Double {
    let area = min(max(row.c + u * row.d, .leastNormalMagnitude), 1.0.nextDown)
    let x = row.a + row.b * gsl_cdf_ugaussian_Pinv(area)
    return min(max(x, numbers[Int(row.first)]), numbers[Int(row.first) + 1])
  }

  private func piecewise(_ row: SamplerRow, _ cumulativeHazard: Double) -> Double {
    let segments = Int(row.count)
    let starts = Int(row.first)
    let sums = starts + segments
    var i = 0
    while i + 1 < segments && numbers[sums + i + 1] <= cumulativeHazard { i += 1 }
    let hazard = numbers[sums + segments + i]
    return hazard == 0
      ? .infinity : numbers[starts + i] + (cumulativeHazard - numbers[sums + i]) / hazard
  }
}
