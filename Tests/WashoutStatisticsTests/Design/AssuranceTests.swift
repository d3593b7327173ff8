import Foundation
import Testing
import WashoutNumerics

/// Assurance of 15 patients under Beta(3, 7) with success at 3 recurrences or fewer.
///
/// Its mean has a closed form, the beta-binomial sum; its variance between true rates and within them
/// follow by the midpoint rule in the quantile of the prior. All three are known answers.
@Suite("Assurance over a beta prior")
struct AssuranceTests {
  /// Mean of P(X <= 3), its variance over the prior, and the mean variance of success given the rate.
  static func moments(alpha: Double, beta: Double) throws -> (Double, Double, Double) {
    let prior = try Distribution(.beta(alpha: alpha, beta: beta))
    let points = 20_000
    var (mean, square) = (0.0, 0.0)
    for point in 0..<points {
      let rate = try #require(prior.quantile((Double(point) + 0.5) / Double(points)))
      let power = BinomialDistribution(trials: 15, probability: rate).cdf(3)
      mean += power / Double(points)
      square += power * power / Double(points)
    }
    return (mean, square - mean * mean, mean - square)
  }

  @Test("has its known mean and variances")
  func known() throws {
    let (mean, between, within) = try Self.moments(alpha: 3, beta: 7)
    #expect(abs(mean - 0.396921) < 1e-6)
    #expect(abs(between - 0.098995) < 1e-6)
    #expect(abs(within - 0.140380) < 1e-6)
    let other = try Self.moments(alpha: 4, beta: 7)
    #expect(abs(other.0 - 0.396921) > 0.05)
  }

  @Test("is the beta-binomial sum")
  func betaBinomial() throws {
    func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
    let sum = (0...3).reduce(0.0) { sum, x in
      let successes = Double(x)
      let choose = lgamma(16) - lgamma(successes + 1) - lgamma(16 - successes)
      return sum + exp(choose + logBeta(3 + successes, 22 - successes) - logBeta(3, 7))
    }
    #expect(abs(sum - 0.396921) < 5e-7)
    #expect(try abs(Self.moments(alpha: 3, beta: 7).0 - sum) < 1e-7)
  }
}
