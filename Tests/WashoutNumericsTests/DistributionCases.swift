import WashoutNumerics

/// The distributions of Tests/Reference/distributions.R and samplers.py, by the names used there.
enum DistributionCases {
  static func normal(_ mean: Double, _ sd: Double) -> Distribution.Shape {
    .normal(mean: mean, sd: sd, lower: -.infinity, upper: .infinity)
  }

  static let reference: [(name: String, shape: Distribution.Shape)] = [
    ("normal", normal(34, 10)),
    ("limited", .normal(mean: 34, sd: 10, lower: 14, upper: 75)),
    ("upper tail", .normal(mean: 0, sd: 1, lower: 6, upper: .infinity)),
    ("lognormal", .lognormal(median: 55.7, sdLog: 0.18)),
    ("gamma", .gamma(shape: 6, mean: 3)),
    ("small gamma", .gamma(shape: 0.1, mean: 2)),
    ("beta", .beta(alpha: 6, beta: 6)),
    ("uneven beta", .beta(alpha: 0.5, beta: 0.7)),
    ("large beta", .beta(alpha: 30_000, beta: 70_001)),
    ("weibull", .weibull(shape: 1.7, scale: 12)),
    ("exponential", .exponential(mean: 5)),
    ("uniform", .uniform(low: -2, high: 3)),
    ("loglogistic", .loglogistic(shape: 2.5, median: 8)),
    ("piecewise", .piecewiseExponential(breaks: [4, 12], hazards: [0.01, 0.05, 0.02])),
    ("bernoulli", .bernoulli(share: 0.3)),
    ("binomial", .binomial(trials: 15, share: 0.3)),
    ("large binomial", .binomial(trials: 100_000, share: 0.3)),
    ("poisson", .poisson(mean: 2.3)),
    ("large poisson", .poisson(mean: 1e6)),
  ]

  /// Families without an R function of their own.
  static func lists() throws -> [(name: String, shape: Distribution.Shape)] {
    let parts = try [
      Distribution(.lognormal(median: 5, sdLog: 0.4)), Distribution(.gamma(shape: 2, mean: 20)),
    ]
    let nested = try [Distribution(.exponential(mean: 5)), Distribution(inner())]
    return [
      ("categorical", .categorical(values: [7, -1, 3], shares: [0.42, 0.5, 0.08])),
      ("empirical", .empirical(values: [3.5, -1, 8, 2, 2])),
      ("mixture of two", .mixture(weights: [0.3, 0.7], parts: parts)),
      ("mixture", .mixture(weights: [0.3, 0.7], parts: nested)),
    ]
  }

  static func inner() throws -> Distribution.Shape {
    let parts = try [Distribution(.uniform(low: 10, high: 20)), Distribution(.point(99))]
    return .mixture(weights: [0.5, 0.5], parts: parts)
  }

  static func distribution(_ name: String) throws -> Distribution? {
    let cases = try reference + lists()
    return try cases.first { $0.name == name }.map { try Distribution($0.shape) }
  }
}
