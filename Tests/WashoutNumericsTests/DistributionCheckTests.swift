import Testing
import WashoutNumerics

@Suite("A distribution is refused")
struct DistributionCheckTests {
  struct Refusal: Sendable {
    let shape: Distribution.Shape
    let error: NumericsError
  }

  static func refusals(_ pairs: [(Distribution.Shape, NumericsError)]) -> [Refusal] {
    pairs.map { Refusal(shape: $0.0, error: $0.1) }
  }

  static func limited(_ lower: Double, _ upper: Double) -> Distribution.Shape {
    .normal(mean: 0, sd: 1, lower: lower, upper: upper)
  }

  static let notFiniteCases = refusals([
    (.point(.nan), .notFinite(parameter: "value")),
    (.point(.infinity), .notFinite(parameter: "value")),
    (
      .normal(mean: .nan, sd: 1, lower: -.infinity, upper: .infinity),
      .notFinite(parameter: "mean")
    ),
    (.normal(mean: 0, sd: .infinity, lower: 0, upper: 1), .notFinite(parameter: "sd")),
    (limited(.nan, 1), .notFinite(parameter: "limits")),
    (limited(0, .nan), .notFinite(parameter: "limits")),
    (.lognormal(median: .nan, sdLog: 1), .notFinite(parameter: "median")),
    (.gamma(shape: 1, mean: .infinity), .notFinite(parameter: "mean")),
    (.uniform(low: 0, high: .infinity), .notFinite(parameter: "high")),
    (.uniform(low: -1e308, high: 1e308), .notFinite(parameter: "high")),
    (.piecewiseExponential(breaks: [.nan], hazards: [1, 1]), .notFinite(parameter: "breaks")),
    (.piecewiseExponential(breaks: [], hazards: [.infinity]), .notFinite(parameter: "hazards")),
    (.bernoulli(share: .nan), .notFinite(parameter: "share")),
    (.categorical(values: [.infinity], shares: [1]), .notFinite(parameter: "values")),
    (.poisson(mean: .infinity), .notFinite(parameter: "mean")),
    (.empirical(values: [1, .nan]), .notFinite(parameter: "values")),
  ])

  static let outOfRangeCases = refusals([
    (limited(2, 1), .notIncreasing(parameter: "limits")),
    (limited(.infinity, .infinity), .notIncreasing(parameter: "limits")),
    (
      .normal(mean: 0, sd: -1, lower: -.infinity, upper: .infinity),
      .negative(parameter: "sd", value: -1)
    ),
    (limited(50, 51), .noMassBetweenLimits),
    (.normal(mean: 9, sd: 0, lower: 0, upper: 5), .noMassBetweenLimits),
    (.lognormal(median: 0, sdLog: 1), .notPositive(parameter: "median", value: 0)),
    (.lognormal(median: 1, sdLog: -0.1), .negative(parameter: "sd_log", value: -0.1)),
    (.gamma(shape: 0, mean: 1), .notPositive(parameter: "shape", value: 0)),
    (.gamma(shape: 1, mean: -2), .notPositive(parameter: "mean", value: -2)),
    (.beta(alpha: 0, beta: 1), .notPositive(parameter: "alpha", value: 0)),
    (.beta(alpha: 1, beta: 0), .notPositive(parameter: "beta", value: 0)),
    (.weibull(shape: 0, scale: 1), .notPositive(parameter: "shape", value: 0)),
    (.weibull(shape: 1, scale: 0), .notPositive(parameter: "scale", value: 0)),
    (.exponential(mean: 0), .notPositive(parameter: "mean", value: 0)),
    (.uniform(low: 1, high: 1), .notIncreasing(parameter: "high")),
    (.loglogistic(shape: 0, median: 1), .notPositive(parameter: "shape", value: 0)),
    (.loglogistic(shape: 1, median: 0), .notPositive(parameter: "median", value: 0)),
    (
      .piecewiseExponential(breaks: [4, 4], hazards: [1, 1, 1]),
      .notIncreasing(parameter: "breaks")
    ),
    (.piecewiseExponential(breaks: [0], hazards: [1, 1]), .notIncreasing(parameter: "breaks")),
    (
      .piecewiseExponential(breaks: [4], hazards: [1, -1]),
      .negative(parameter: "hazards", value: -1)
    ),
    (.bernoulli(share: 10), .notAShare(parameter: "share", value: 10)),
    (.bernoulli(share: -0.1), .notAShare(parameter: "share", value: -0.1)),
    (.binomial(trials: -1, share: 0.5), .negative(parameter: "trials", value: -1)),
    (.binomial(trials: 3, share: 1.5), .notAShare(parameter: "share", value: 1.5)),
    (
      .binomial(trials: 2_000_000_000, share: 0.5),
      .tooLarge(parameter: "trials", value: 2e9, atMost: 1e9)
    ),
    (.poisson(mean: -1), .negative(parameter: "mean", value: -1)),
    (.poisson(mean: 1e10), .tooLarge(parameter: "mean", value: 1e10, atMost: 1e9)),
  ])

  static let listsCases = refusals([
    (
      .piecewiseExponential(breaks: [4], hazards: [1]),
      .countMismatch(parameter: "hazards", expected: 2, found: 1)
    ),
    (
      .categorical(values: [], shares: []),
      .countMismatch(parameter: "values", expected: 1, found: 0)
    ),
    (
      .categorical(values: [1, 2], shares: [1]),
      .countMismatch(parameter: "shares", expected: 2, found: 1)
    ),
    (
      .categorical(values: [1, 2], shares: [0.5, 0.25]),
      .sharesDoNotSumToOne(parameter: "shares", sum: 0.75)
    ),
    (
      .categorical(values: [1, 2], shares: [-0.5, 1.5]),
      .notAShare(parameter: "shares", value: -0.5)
    ),
    (.mixture(weights: [], parts: []), .countMismatch(parameter: "parts", expected: 1, found: 0)),
    (.empirical(values: []), .countMismatch(parameter: "values", expected: 1, found: 0)),
  ])

  @Test("with a number that is not finite", arguments: notFiniteCases)
  func notFinite(_ refusal: Refusal) {
    #expect(throws: refusal.error) { try Distribution(refusal.shape) }
  }

  @Test("with a parameter out of range", arguments: outOfRangeCases)
  func outOfRange(_ refusal: Refusal) {
    #expect(throws: refusal.error) { try Distribution(refusal.shape) }
  }

  @Test("with lists that do not fit", arguments: listsCases)
  func lists(_ refusal: Refusal) {
    #expect(throws: refusal.error) { try Distribution(refusal.shape) }
  }

  @Test("as a mixture whose weights do not fit its parts")
  func mixture() throws {
    let part = try Distribution(.point(1))
    #expect(throws: NumericsError.countMismatch(parameter: "weights", expected: 2, found: 1)) {
      try Distribution(.mixture(weights: [1], parts: [part, part]))
    }
    #expect(throws: NumericsError.sharesDoNotSumToOne(parameter: "weights", sum: 1.5)) {
      try Distribution(.mixture(weights: [0.5, 1], parts: [part, part]))
    }
  }

  @Test(
    "never at the edge of what makes sense",
    arguments: [
      .point(-3), .normal(mean: 0, sd: 0, lower: -.infinity, upper: .infinity),
      .normal(mean: 1, sd: 0, lower: 1, upper: 2), limited(30, .infinity),
      limited(-.infinity, -30), .lognormal(median: 1, sdLog: 0), .bernoulli(share: 0),
      .bernoulli(share: 1), .binomial(trials: 0, share: 0.5), .poisson(mean: 0),
      .categorical(values: [1, 2, 3], shares: [1.0 / 3, 1.0 / 3, 1.0 / 3]),
      .piecewiseExponential(breaks: [], hazards: [0]), .empirical(values: [0]),
    ] as [Distribution.Shape])
  func edges(_ shape: Distribution.Shape) throws {
    #expect(try Distribution(shape).shape == shape)
  }
}
