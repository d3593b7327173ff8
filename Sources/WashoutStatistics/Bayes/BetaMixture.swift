internal import CWashoutGSL
public import WashoutNumerics

/// What is believed of a rate: a mixture of beta distributions, before or after the data.
///
/// One component is the conjugate beta; several say that the rate is either this or that, as a robust
/// or a historical prior does. Sources: Diaconis and Ylvisaker (1985), Bayesian Statistics 2, 133;
/// Schmidli and others (2014), doi 10.1111/biom.12242.
public struct BetaMixture: Sendable, Equatable {
  /// The components in the order given, their weights summing to 1.
  public let components: [Component]
  /// The distribution of each component.
  let distributions: [BetaDistribution]

  /// One beta distribution and its weight in the mixture.
  public struct Component: Sendable, Hashable {
    /// The share of the mixture.
    public let weight: Double
    /// As many earlier events, roughly.
    public let alpha: Double
    /// As many earlier people without the event, roughly.
    public let beta: Double

    /// A component; the mixture checks its numbers.
    public init(weight: Double = 1, alpha: Double, beta: Double) {
      self.weight = weight
      self.alpha = alpha
      self.beta = beta
    }
  }

  /// A mixture; the weights are divided by their sum.
  ///
  /// - Throws: `NumericsError.countMismatch` without components; `notFinite` and `notPositive` with the
  ///   parameter `weight`, `alpha` or `beta`; `tooLarge` for a shape above 1e12.
  public init(_ components: [Component]) throws(NumericsError) {
    guard !components.isEmpty else {
      throw .countMismatch(parameter: "components", expected: 1, found: 0)
    }
    for component in components {
      try Self.check(component.weight, "weight")
      try Self.check(component.alpha, "alpha")
      try Self.check(component.beta, "beta")
    }
    let sum = components.reduce(0) { $0 + $1.weight }
    self.init(
      checked: components.map {
        Component(weight: $0.weight / sum, alpha: $0.alpha, beta: $0.beta)
      })
  }

  /// A single beta distribution.
  ///
  /// - Throws: As for several components.
  public init(alpha: Double, beta: Double) throws(NumericsError) {
    try self.init([Component(alpha: alpha, beta: beta)])
  }

  private static func check(_ value: Double, _ parameter: String) throws(NumericsError) {
    guard value.isFinite else { throw .notFinite(parameter: parameter) }
    guard value > 0 else { throw .notPositive(parameter: parameter, value: value) }
    guard value <= 1e12 else { throw .tooLarge(parameter: parameter, value: value, atMost: 1e12) }
  }

  /// From components whose weights sum to 1 and whose shapes have a beta function.
  private init(checked components: [Component]) {
    self.components = components
    distributions = components.map {
      guard let beta = BetaDistribution(alpha: $0.alpha, beta: $0.beta) else {
        preconditionFailure("a checked shape has a beta function")
      }
      return beta
    }
  }

  /// What is believed after events among people.
  ///
  /// Each component takes the counts, and its weight is multiplied by its marginal likelihood
  /// B(a + x, b + n - x) / B(a, b); a weight can become 0. Nobody changes nothing.
  public func posterior(_ events: Int, of people: Int) -> BetaMixture {
    precondition(events >= 0 && people >= events, "no such count")
    let (x, rest) = (Double(events), Double(people - events))
    let shapes = components.map { ($0.alpha + x, $0.beta + rest) }
    let logs = zip(components, shapes).map { component, shape in
      let after = BetaDistribution.logBeta(shape.0, shape.1) ?? -.infinity
      let before = BetaDistribution.logBeta(component.alpha, component.beta) ?? 0
      return log(component.weight) + after - before
    }
    let largest = logs.max() ?? 0
    let relative = logs.map { exp($0 - largest) }
    let sum = relative.reduce(0, +)
    return BetaMixture(
      checked: zip(relative, shapes).map {
        Component(weight: $0 / sum, alpha: $1.0, beta: $1.1)
      })
  }

  /// The expected rate.
  public var mean: Double { sum(\.mean) }

  /// The variance of the rate: within components and between them.
  public var variance: Double {
    let mean = mean
    return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
  }

  /// The probability that the rate is at most a limit.
  public func probability(atMost limit: Double) -> Double { min(1, sum { $0.cdf(limit) }) }

  /// The probability that the rate lies above a limit, with all its digits where it is small.
  public func probability(above limit: Double) -> Double { min(1, sum { $0.survival(limit) }) }

  /// The density of the rate at a point; infinite at an end with a pole.
  public func density(_ rate: Double) -> Double { sum { exp($0.logDensity(rate)) } }

  /// The mean of a quantity over the components that have a weight.
  func sum(_ value: (BetaDistribution) -> Double) -> Double {
    zip(components, distributions).reduce(0) { sum, part in
      part.0.weight > 0 ? sum + part.0.weight * value(part.1) : sum
    }
  }

  /// The same belief about the share without the event, 1 - p.
  public var mirrored: BetaMixture {
    BetaMixture(
      checked: components.map { Component(weight: $0.weight, alpha: $0.beta, beta: $0.alpha) })
  }
}
