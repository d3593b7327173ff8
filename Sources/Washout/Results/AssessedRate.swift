internal import WashoutStatistics

/// How often people are observed by an analysis, have its event, and are missing from it, from the largest
/// trials.
struct AssessedRate {
  /// Sums over replicates of observed m, events x, missing l and their products.
  private(set) var sums = RateSums()
  /// Replicates.
  let replicates: Double
  /// People in the largest trial.
  let largest: Double

  /// Of a proportion; nil for other methods, without trials, or with nobody in any denominator.
  init?(_ reader: TallyReader, analysis: Int, arm: Int) {
    let size = reader.model.sizes.count - 1
    let estimates = EstimateReader(reader, size: size, analysis: analysis, arm: arm)
    if !estimates.analysis.method.isProportion || estimates.trials == 0 { return nil }
    replicates = Double(reader.replicates)
    largest = Double(reader.model.sizes[size])
    if let rates = estimates.places.rates {
      sums = RateSums(reader.tally.counts, at: rates)
    } else {
      for (estimate, count) in estimates.cells { sums.add(estimate, times: Double(count)) }
    }
    if sums.m == 0 { return nil }
  }

  /// From sums over trials of a size; nil where nobody is in any denominator.
  init?(_ sums: RateSums, replicates: Int64, size: Int) {
    if sums.m == 0 { return nil }
    self.sums = sums
    self.replicates = Double(replicates)
    largest = Double(size)
  }

  /// P(observed), e.
  var inclusion: Double { min(1, sums.m / (replicates * largest)) }
  /// P(missing), q; 0 where missing outcomes are not filled in.
  var missing: Double { min(1 - inclusion, sums.l / (replicates * largest)) }
  /// P(event | observed), p.
  var rate: Double { min(1, sums.x / sums.m) }

  /// What trials of a size find exactly at these rates.
  func trial(of size: Int) -> RandomDenominator {
    RandomDenominator(enrolled: size, inclusion: inclusion, rate: rate)
  }

  /// What they find where outcomes are missing.
  func missingOutcomeTrial(of size: Int) -> MissingOutcomeTrial {
    MissingOutcomeTrial(enrolled: size, observed: inclusion, missing: missing, rate: rate)
  }

  /// u_r = constant + perPerson m_r + perEvent x_r + perMissing l_r: how far something with these slopes
  /// moves with a replicate.
  func influence(_ slopes: RateSlopes) -> RateInfluence {
    let scale = inclusion * largest
    return RateInfluence(
      constant: -slopes.inclusion * inclusion - slopes.missing * missing,
      perPerson: slopes.inclusion / largest - slopes.rate * rate / scale,
      perEvent: slopes.rate / scale, perMissing: slopes.missing / largest)
  }

  /// What an exact probability or width, a sum of at most some thousand terms, is right to.
  private static let rounding = 1e-13

  /// The error of something with these slopes: sd(u_r) / sqrt(R), and what no replicate shows.
  func error(_ slopes: RateSlopes) -> Double? {
    MonteCarloError.mean(squares: squares(influence(slopes)), replicates).map { seen in
      let error = (seen * seen + unseen(slopes)).squareRoot()
      return error < Self.rounding ? 0 : error
    }
  }

  /// The squared error of rates that are the same in all replicates because nobody or everybody counts.
  func unseen(_ slopes: RateSlopes) -> Double {
    var square = 0.0
    let (m, x) = (sums.m, sums.x)
    if x == 0 || x == m, let error = MonteCarloError.share(Int64(x), of: Int64(m)) {
      square += slopes.rate * slopes.rate * error * error
    }
    if inclusion == 1, let error = MonteCarloError.share(Int64(m), of: Int64(m)) {
      square += slopes.inclusion * slopes.inclusion * error * error
    }
    return square
  }

  /// Sum over replicates of u^2.
  func squares(_ u: RateInfluence) -> Double {
    let (c, a, b, d) = (u.constant, u.perPerson, u.perEvent, u.perMissing)
    return MonteCarloError.sum([
      replicates * c * c, a * a * sums.mm, b * b * sums.xx, 2 * c * a * sums.m, 2 * c * b * sums.x,
      2 * a * b * sums.mx, d * d * sums.ll, 2 * c * d * sums.l, 2 * a * d * sums.ml,
      2 * b * d * sums.xl,
    ])
  }
}

/// How something changes with each of the three rates.
struct RateSlopes {
  /// With P(event | observed).
  var rate: Double
  /// With P(observed).
  var inclusion: Double
  /// With P(missing).
  var missing = 0.0

  init(_ slopes: (rate: Double, inclusion: Double)) {
    rate = slopes.rate
    inclusion = slopes.inclusion
  }

  init(_ slopes: MissingOutcomeTrial.Slopes) {
    rate = slopes.rate
    inclusion = slopes.observed
    missing = slopes.missing
  }

  /// The same where the rate of the event is known.
  var ofKnownRate: RateSlopes {
    var slopes = self
    slopes.rate = 0
    return slopes
  }
}

/// A linear function of the numbers observed, with the event and missing of a replicate.
struct RateInfluence {
  var constant: Double
  var perPerson: Double
  var perEvent: Double
  var perMissing: Double
}
