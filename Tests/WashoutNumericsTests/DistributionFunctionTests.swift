import TestSupport
import Testing
import WashoutNumerics

@Suite("Distribution function and quantile")
struct DistributionFunctionTests {
  static func all() throws -> [(name: String, shape: Distribution.Shape)] {
    try DistributionCases.reference + DistributionCases.lists()
  }

  @Test("are inverse: a quantile is the smallest value whose distribution function reaches p")
  func roundTrip() throws {
    for (name, shape) in try Self.all() {
      let distribution = try Distribution(shape)
      for p in [1e-4, 0.01, 0.1, 0.29, 0.5, 0.77, 0.95, 0.999] {
        let x = try #require(distribution.quantile(p))
        #expect(distribution.cdf(x) >= p * (1 - 1e-11), "\(name) at \(p)")
        let below = x - max(abs(x), 1e-3) * 1e-7
        #expect(distribution.cdf(below) < p, "\(name) below the quantile of \(p)")
      }
    }
  }

  @Test("start at 0 and end at 1, and the tail is what is left")
  func ends() throws {
    for (name, shape) in try Self.all() {
      let distribution = try Distribution(shape)
      #expect(
        distribution.cdf(-.infinity) == 0 && distribution.survival(-.infinity) == 1, "\(name)")
      #expect(distribution.cdf(.infinity) == 1 && distribution.survival(.infinity) == 0, "\(name)")
      #expect(distribution.cdf(.nan).isNaN && distribution.survival(.nan).isNaN, "\(name)")
      for p in [0.1, 0.5, 0.9] {
        let x = try #require(distribution.quantile(p))
        #expect(abs(distribution.cdf(x) + distribution.survival(x) - 1) < 1e-9, "\(name) at \(x)")
      }
    }
  }

  @Test("know the ends of the range")
  func range() throws {
    let ends: [(Distribution.Shape, Double, Double)] = [
      (DistributionCases.normal(0, 1), -.infinity, .infinity),
      (.normal(mean: 34, sd: 10, lower: 14, upper: 75), 14, 75),
      (.lognormal(median: 2, sdLog: 1), 0, .infinity), (.gamma(shape: 2, mean: 2), 0, .infinity),
      (.beta(alpha: 2, beta: 2), 0, 1), (.weibull(shape: 2, scale: 1), 0, .infinity),
      (.uniform(low: -1, high: 2), -1, 2), (.loglogistic(shape: 1, median: 1), 0, .infinity),
      (.bernoulli(share: 0.5), 0, 1), (.binomial(trials: 4, share: 0.5), 0, 4),
      (.poisson(mean: 2), 0, .infinity), (.empirical(values: [3, 1, 2]), 1, 3),
      (.categorical(values: [3, 1, 2], shares: [0.5, 0, 0.5]), 2, 3), (.point(7), 7, 7),
    ]
    for (shape, low, high) in ends {
      let distribution = try Distribution(shape)
      #expect(distribution.quantile(0) == low, "\(shape)")
      #expect(distribution.quantile(1) == high, "\(shape)")
    }
  }

  @Test("refuse what is not a probability", arguments: [-0.1, 1.1, .nan, .infinity])
  func notAProbability(_ p: Double) throws {
    #expect(try Distribution(.exponential(mean: 1)).quantile(p) == nil)
    #expect(
      try Distribution(.mixture(weights: [1], parts: [Distribution(.point(1))])).quantile(p) == nil)
  }

  @Test("of a mixture of two equal normals meet in the middle and never end")
  func mixture() throws {
    let parts = try [-1.0, 4].map { try Distribution(DistributionCases.normal($0, 1)) }
    let mixture = try Distribution(.mixture(weights: [0.5, 0.5], parts: parts))
    #expect(abs(try #require(mixture.quantile(0.5)) - 1.5) < 1e-12)
    #expect(mixture.quantile(0) == -.infinity && mixture.quantile(1) == .infinity)
    #expect(mixture.mean == 1.5 && mixture.variance == 1 + 2.5 * 2.5)
  }

  @Test("keep the digits of a far tail")
  func farTail() throws {
    // exp(-400) and, by R 4.2.2, pnorm(30, lower.tail = FALSE) and pgamma(200, 6, 2, lower.tail = FALSE).
    let exponential = try Distribution(.exponential(mean: 5)).survival(2_000)
    #expect(relativeError(exponential, 1.915_169_596_714_006e-174) < 1e-12)
    let normal = try Distribution(DistributionCases.normal(0, 1)).survival(30)
    #expect(relativeError(normal, 4.906_713_927_148_187_2e-198) < 1e-12)
    let gamma = try Distribution(.gamma(shape: 6, mean: 3)).survival(200)
    #expect(relativeError(gamma, 1.654_912_356_133_391_1e-163) < 1e-12)
  }
}

@Suite("A scaled distribution")
struct DistributionScaleTests {
  @Test("gives the factor times the value from the same words")
  func draws() throws {
    let cases = try DistributionCases.reference + DistributionCases.lists()
    var scaled = 0
    for (name, shape) in cases {
      let distribution = try Distribution(shape)
      guard let larger = try distribution.scaled(by: 2.5) else { continue }
      scaled += 1
      let values = zip(SamplerValueTests.draws(distribution), SamplerValueTests.draws(larger))
      #expect(values.allSatisfy { relativeError($1, 2.5 * $0) < 1e-13 }, "\(name)")
      let median = try #require(distribution.quantile(0.4))
      #expect(relativeError(larger.cdf(2.5 * median), distribution.cdf(median)) < 1e-12, "\(name)")
    }
    #expect(scaled == 15)
  }

  @Test("does not exist where a factor leads out of the family")
  func outside() throws {
    let shapes: [Distribution.Shape] = [
      .beta(alpha: 1, beta: 2), .bernoulli(share: 0.5), .binomial(trials: 3, share: 0.5),
      .poisson(mean: 2),
    ]
    for shape in shapes { #expect(try Distribution(shape).scaled(by: 2) == nil) }
    let parts = try [Distribution(.point(1)), Distribution(.poisson(mean: 1))]
    #expect(try Distribution(.mixture(weights: [0.5, 0.5], parts: parts)).scaled(by: 2) == nil)
  }

  @Test("needs a positive factor")
  func factor() throws {
    let distribution = try Distribution(.exponential(mean: 1))
    #expect(throws: NumericsError.notPositive(parameter: "factor", value: 0)) {
      try distribution.scaled(by: 0)
    }
    #expect(throws: NumericsError.notFinite(parameter: "factor")) {
      try distribution.scaled(by: .nan)
    }
    #expect(throws: NumericsError.notFinite(parameter: "mean")) {
      try Distribution(.exponential(mean: 1e300)).scaled(by: 1e300)
    }
  }
}
