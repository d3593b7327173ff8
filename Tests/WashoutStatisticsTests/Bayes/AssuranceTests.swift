import Foundation
import Testing
import WashoutNumerics
import WashoutStatistics

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

  /// Success with at most so many events of any number of people.
  private static func atMost(_ events: Int, upTo largest: Int) -> DecisionTable {
    DecisionTable(.atMost, critical: [nil] + (1...largest).map { min(events, $0) })
  }

  @Test("is exact in closed form: the known answers, and R's quadrature (Tests/Reference/bayes.R)")
  func exact() throws {
    let prior = try BetaMixture(alpha: 3, beta: 7)
    let known = Assurance(prior: prior, Self.atMost(3, upTo: 15), enrolled: 15)
    #expect(abs(known.mean - 0.396921) < 5e-7)
    #expect(abs(known.between - 0.098995) < 5e-7 && abs(known.within - 0.140380) < 5e-7)
    let rows = try BetaMixtureTests.rows("assurance")
    #expect(rows.count == 5)
    for row in rows {
      let assurance = Assurance(
        prior: try BetaMixture(alpha: row[0], beta: row[1]),
        Self.atMost(Int(row[4]), upTo: Int(row[2])), enrolled: Int(row[2]), inclusion: row[3])
      let values = [assurance.mean, assurance.between, assurance.within]
      for (value, number) in zip(values, row[5...]) {
        #expect(abs(value - number) < 1e-11, "\(row): \(value)")
      }
    }
  }

  @Test("under a belief that is all but sure is the power, with nothing between rates")
  func certain() throws {
    let prior = try BetaMixture(alpha: 3e10, beta: 7e10)
    let table = Self.atMost(3, upTo: 20)
    let assurance = Assurance(prior: prior, table, enrolled: 20, inclusion: 0.8)
    let power = RandomDenominator(enrolled: 20, inclusion: 0.8, rate: 0.3).power(table)
    #expect(abs(assurance.mean - power) < 1e-9)
    #expect(assurance.between < 1e-9 && abs(assurance.within - power * (1 - power)) < 1e-8)
  }

  @Test("of nobody, and of people who never count, is 0; over a mixture it is the mixture's")
  func edges() throws {
    let prior = try BetaMixture(alpha: 3, beta: 7)
    let table = Self.atMost(3, upTo: 15)
    #expect(Assurance(prior: prior, table, enrolled: 0).mean == 0)
    #expect(Assurance(prior: prior, table, enrolled: 15, inclusion: 0).mean == 0)
    let mixed = try BetaMixture([
      .init(weight: 0.5, alpha: 3, beta: 7), .init(weight: 0.5, alpha: 1, beta: 1),
    ])
    let parts = [prior, try BetaMixture(alpha: 1, beta: 1)].map {
      Assurance(prior: $0, table, enrolled: 15)
    }
    let whole = Assurance(prior: mixed, table, enrolled: 15)
    #expect(abs(whole.mean - (parts[0].mean + parts[1].mean) / 2) < 1e-14)
    #expect(abs(whole.within - (parts[0].within + parts[1].within) / 2) < 1e-14)
    #expect(whole.between > (parts[0].between + parts[1].between) / 2 - 1e-14)
  }
}
