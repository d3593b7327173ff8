import TestSupport
import Testing
import WashoutNumerics

@Suite("Draws have the distribution that they are drawn from:")
struct SamplerFitTests {
  static let size = 200_000

  /// Continuous families: the reference cases and what they leave out.
  static func continuous() throws -> [(name: String, shape: Distribution.Shape)] {
    let discrete = ["bernoulli", "binomial", "large binomial", "poisson", "large poisson"]
    let limitedParts = try [
      Distribution(.normal(mean: 0, sd: 1, lower: -.infinity, upper: -2)),
      Distribution(.weibull(shape: 0.7, scale: 3)), Distribution(.beta(alpha: 2, beta: 5)),
    ]
    return DistributionCases.reference.filter { !discrete.contains($0.name) } + [
      ("lower tail", .normal(mean: 5, sd: 1, lower: -.infinity, upper: 0)),
      ("narrow", .normal(mean: 0, sd: 1, lower: 0.1, upper: 0.2)),
      ("no hazard at first", .piecewiseExponential(breaks: [3, 5], hazards: [0, 0.4, 0.1])),
      ("gamma of shape 1", .gamma(shape: 1, mean: 4)),
      ("mixture", .mixture(weights: [0.2, 0.5, 0.3], parts: limitedParts)),
    ]
  }

  /// Discrete families, with tables and with a search at each draw.
  static func discrete() throws -> [(name: String, shape: Distribution.Shape)] {
    let names = ["bernoulli", "binomial", "poisson"]
    let parts = try [
      Distribution(.poisson(mean: 3)), Distribution(.bernoulli(share: 0.4)),
      Distribution(.categorical(values: [2, 9], shares: [0.5, 0.5])),
    ]
    return try DistributionCases.reference.filter { names.contains($0.name) }
      + DistributionCases.lists().prefix(2) + [
        ("poisson with a long table", .poisson(mean: 3_000)),
        ("poisson by search", .poisson(mean: 20_000)),
        ("binomial by search", .binomial(trials: 50_000, share: 0.4)),
        ("mixture of counts", .mixture(weights: [0.25, 0.25, 0.5], parts: parts)),
      ]
  }

  static func sample(_ distribution: Distribution, seed: UInt64, size: Int = size) -> [Double] {
    var table = SamplerTable()
    let sampler = table.add(distribution)
    let random = RandomSource(seed: seed)
    return (0..<size).map { replicate in
      random.rewind(SubjectKey(replicate: UInt64(replicate), subject: 4), Stream(rawValue: 77))
      return table.draw(sampler, random)
    }
  }

  /// 0.001 in all, divided by a distribution and a mean for each family.
  static func level() throws -> Double {
    try 0.001 / Double(2 * (continuous().count + discrete().count))
  }

  @Test("continuous families, by Kolmogorov-Smirnov and by their means")
  func continuous() throws {
    let level = try Self.level()
    for (seed, (name, shape)) in try Self.continuous().enumerated() {
      let distribution = try Distribution(shape)
      let sample = Self.sample(distribution, seed: UInt64(1_000 + seed))
      let fit = GoodnessOfFit.kolmogorovSmirnov(sample.sorted(), distribution)
      #expect(fit > level, "\(name): p = \(fit)")
      let mean = GoodnessOfFit.mean(sample, distribution)
      #expect(mean > level, "\(name), mean: p = \(mean)")
    }
  }

  @Test("discrete families, by chi-square and by their means")
  func discrete() throws {
    let level = try Self.level()
    for (seed, (name, shape)) in try Self.discrete().enumerated() {
      let distribution = try Distribution(shape)
      let sample = Self.sample(distribution, seed: UInt64(2_000 + seed), size: 100_000)
      let fit = try GoodnessOfFit.chiSquare(sample, distribution)
      #expect(fit > level, "\(name): p = \(fit)")
      let mean = GoodnessOfFit.mean(sample, distribution)
      #expect(mean > level, "\(name), mean: p = \(mean)")
    }
  }

  @Test("a wrong parameter shows, by each of the three measures")
  func wrong() throws {
    let level = try Self.level()
    let sample = Self.sample(try Distribution(.lognormal(median: 55.7, sdLog: 0.18)), seed: 5)
    let other = try Distribution(.lognormal(median: 55.7, sdLog: 0.185))
    #expect(GoodnessOfFit.kolmogorovSmirnov(sample.sorted(), other) < level)
    let shifted = try Distribution(.lognormal(median: 55.9, sdLog: 0.18))
    #expect(GoodnessOfFit.mean(sample, shifted) < level)
    let counts = Self.sample(try Distribution(.poisson(mean: 2.3)), seed: 6)
    #expect(try GoodnessOfFit.chiSquare(counts, Distribution(.poisson(mean: 2.33))) < level)
  }

  @Test("with a last hazard of 0 the right share never has the event")
  func never() throws {
    let distribution = try Distribution(.piecewiseExponential(breaks: [10], hazards: [0.1, 0]))
    let sample = Self.sample(distribution, seed: 3)
    #expect(
      GoodnessOfFit.kolmogorovSmirnov(sample.sorted(), distribution) > 0.0005)
    let never = sample.count { $0 == .infinity }
    let count = BinomialDistribution(trials: Self.size, probability: distribution.survival(1e300))
    #expect(min(count.cdf(never), count.survival(never - 1)) > 0.0005 / 2)
    #expect(abs(distribution.survival(1e300) - 0.367_879_441_171_442_3) < 1e-15)  // exp(-1)
    #expect(distribution.mean == .infinity && distribution.variance == .infinity)
    #expect(distribution.quantile(0.64) == .infinity)
    #expect(try #require(distribution.quantile(0.63)) < 10)
  }

  @Test("the Kolmogorov distribution has its tabled upper points")
  func kolmogorov() {
    // Smirnov (1948): K exceeds 1.3581 in 5 % and 1.6276 in 1 % of cases.
    #expect(abs(GoodnessOfFit.kolmogorov(1.3581) - 0.05) < 1e-5)
    #expect(abs(GoodnessOfFit.kolmogorov(1.6276) - 0.01) < 1e-5)
  }
}
