internal import Foundation
package import WashoutNumerics

/// How far a sample is from the distribution that it was drawn from, as a p-value.
package enum GoodnessOfFit {
  /// Kolmogorov-Smirnov, for continuous distributions; `sample` is in increasing order.
  ///
  /// Infinite values are compared by their share alone. Source: Stephens (1970), whose correction
  /// of sqrt(n) makes the limiting distribution exact to 1e-3 from n = 4 on.
  package static func kolmogorovSmirnov(_ sample: [Double], _ distribution: Distribution) -> Double
  {
    let n = Double(sample.count)
    var distance = 0.0
    for (i, x) in sample.enumerated() where x.isFinite {
      let cdf = distribution.cdf(x)
      distance = max(distance, cdf - Double(i) / n, Double(i + 1) / n - cdf)
    }
    let root = n.squareRoot()
    return kolmogorov((root + 0.12 + 0.11 / root) * distance)
  }

  /// P(K > x), the upper tail of the Kolmogorov distribution.
  package static func kolmogorov(_ x: Double) -> Double {
    if x < 0.2 { return 1 }
    var sum = 0.0
    for k in 1...20 {
      let exponent = -2 * Double(k * k) * x * x
      sum += (k % 2 == 1 ? 2 : -2) * exp(exponent)
    }
    return min(1, max(0, sum))
  }

  /// Chi-square over at most 24 groups of values, cut at quantiles; for discrete distributions.
  package static func chiSquare(_ sample: [Double], _ distribution: Distribution) throws -> Double {
    let cuts = (1..<24).compactMap { distribution.quantile(Double($0) / 24) }
    var groups: [(below: Double, probability: Double)] = []
    var done = 0.0
    for cut in cuts + [.infinity] where cut > groups.last?.below ?? -.infinity {
      let below = cut == .infinity ? 1 : distribution.cdf(cut)
      if below > done { groups.append((cut, below - done)) }
      done = below
    }
    var counts = groups.map { _ in 0.0 }
    for x in sample { counts[groups.firstIndex { x <= $0.below } ?? groups.count - 1] += 1 }
    let n = Double(sample.count)
    let statistic = zip(groups, counts).reduce(0) {
      $0 + ($1.1 - n * $1.0.probability) * ($1.1 - n * $1.0.probability) / (n * $1.0.probability)
    }
    if groups.count == 1 { return 1 }
    let freedom = Double(groups.count - 1)
    return try Distribution(.gamma(shape: freedom / 2, mean: freedom)).survival(statistic)
  }

  /// The sample mean against the mean, by the normal limit; for finite variances.
  package static func mean(_ sample: [Double], _ distribution: Distribution) -> Double {
    let n = Double(sample.count)
    let mean = sample.reduce(0, +) / n
    let z = abs(mean - distribution.mean) / (distribution.variance / n).squareRoot()
    return 2 * StandardNormal.survival(z)
  }
}
