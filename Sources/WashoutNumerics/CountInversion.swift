internal import CWashoutGSL

/// Inversion of the distribution function of a count.
enum CountInversion {
  case binomial(trials: Double, share: Double)
  case poisson(mean: Double)

  /// The largest value that can occur.
  var largest: Double {
    switch self {
    case .binomial(let trials, _): trials
    case .poisson: 4e9
    }
  }

  /// Where a search begins.
  private var mean: Double {
    switch self {
    case .binomial(let trials, let share): trials * share
    case .poisson(let mean): mean
    }
  }

  /// P(X <= k) for a whole k >= 0, taken as 1 from where P(X > k) <= 2^-54.
  func cdf(_ k: Double) -> Double {
    if k >= largest { return 1 }
    let (below, above) = tails(k)
    return above <= 0x1p-54 ? 1 : below
  }

  private func tails(_ k: Double) -> (below: Double, above: Double) {
    switch self {
    case .binomial(let trials, let share):
      let count = BinomialDistribution(trials: Int(trials), probability: share)
      return (count.cdf(Int(k)), count.survival(Int(k)))
    case .poisson(let mean):
      if mean == 0 { return (1, 0) }
      return (gsl_cdf_poisson_P(UInt32(k), mean), gsl_cdf_poisson_Q(UInt32(k), mean))
    }
  }

  /// P(X <= k) for every k from 0 to the first that gives 1; nil when more than `limit` are needed.
  ///
  /// An entry is never below the one before it, so a search by halves finds what a search from 0
  /// would.
  func table(atMost limit: Int) -> [Double]? {
    if cdf(Double(limit - 1)) < 1 { return nil }
    var entries: [Double] = []
    repeat {
      entries.append(max(cdf(Double(entries.count)), entries.last ?? 0))
    } while entries[entries.count - 1] < 1
    return entries
  }

  /// The smallest k with u < P(X <= k), found by halves.
  func above(_ u: Double) -> Double {
    var low = 0.0
    var high = max(1, mean.rounded())
    while cdf(high) <= u { (low, high) = (high + 1, 2 * high) }
    while low < high {
      let middle = ((low + high) / 2).rounded(.down)
      if u < cdf(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
