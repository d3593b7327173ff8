internal import WashoutStatistics

/// How often people are in an analysis's denominator and have its event, from the largest trials.
struct AssessedRate {
  /// Sums over replicates of m, x and their products.
  private(set) var m = 0.0
  private(set) var x = 0.0
  private(set) var mm = 0.0
  private(set) var mx = 0.0
  private(set) var xx = 0.0
  /// Replicates.
  let replicates: Double
  /// People in the largest trial.
  let largest: Double

  /// Of a proportion; nil for other methods, without trials, or with nobody in any denominator.
  init?(_ reader: TallyReader, analysis: Int, arm: Int) {
    let size = reader.model.sizes.count - 1
    let estimates = EstimateReader(reader, size: size, analysis: analysis, arm: arm)
    if estimates.places.table == nil || estimates.trials == 0 { return nil }
    replicates = Double(reader.replicates)
    largest = Double(reader.model.sizes[size])
    for (estimate, count) in estimates.cells {
      let (m, x) = (Double(estimate.denominator), Double(estimate.events))
      let count = Double(count)
      self.m += count * m
      self.x += count * x
      mm += count * m * m
      mx += count * m * x
      xx += count * x * x
    }
  }

  /// P(in the denominator), e.
  var inclusion: Double { min(1, m / (replicates * largest)) }
  /// P(event | in the denominator), p.
  var rate: Double { min(1, x / m) }

  /// What trials of a size find exactly at these rates.
  func trial(of size: Int) -> RandomDenominator {
    RandomDenominator(enrolled: size, inclusion: inclusion, rate: rate)
  }

  /// u_r = constant + perPerson m_r + perEvent x_r: how far something with these slopes moves with a
  /// replicate.
  func influence(_ slopes: (rate: Double, inclusion: Double)) -> RateInfluence {
    let scale = inclusion * largest
    return RateInfluence(
      constant: -slopes.inclusion * inclusion,
      perPerson: slopes.inclusion / largest - slopes.rate * rate / scale,
      perEvent: slopes.rate / scale)
  }

  /// What an exact probability or width, a sum of at most some thousand terms, is right to.
  private static let rounding = 1e-13

  /// The error of something with these slopes: sd(u_r) / sqrt(R), and what no replicate shows.
  func error(_ slopes: (rate: Double, inclusion: Double)) -> Double? {
    MonteCarloError.mean(squares: squares(influence(slopes)), replicates).map { seen in
      let error = (seen * seen + unseen(slopes)).squareRoot()
      return error < Self.rounding ? 0 : error
    }
  }

  /// The squared error of rates that are the same in all replicates because nobody or everybody counts.
  func unseen(_ slopes: (rate: Double, inclusion: Double)) -> Double {
    var square = 0.0
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
    let (c, a, b) = (u.constant, u.perPerson, u.perEvent)
    return MonteCarloError.sum([
      replicates * c * c, a * a * mm, b * b * xx, 2 * c * a * m, 2 * c * b * x, 2 * a * b * mx,
    ])
  }
}

/// A linear function of the number in the denominator and the number of events of a replicate.
struct RateInfluence {
  var constant: Double
  var perPerson: Double
  var perEvent: Double
}
