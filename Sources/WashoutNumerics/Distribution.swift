/// A probability distribution, checked when it is built.
///
/// `SamplerTable` draws from it; here are its distribution function, quantiles and moments.
public struct Distribution: Sendable, Hashable {
  /// Which distribution, and its parameters.
  public let shape: Shape

  /// A checked distribution.
  ///
  /// Every number must be finite, but the limits of a normal may be infinite. A standard deviation may
  /// be 0 (everybody is the same), and so may hazards, counts and the mean of a Poisson. The last
  /// hazard may be 0: then the time is infinite, which is never, in a share of cases.
  /// - Throws: `NumericsError`, naming the parameter as a scenario file does.
  public init(_ shape: Shape) throws(NumericsError) {
    ErrorHandler.switchOff()
    try shape.check()
    self.shape = shape
  }

  /// The families, each named with the parameters that the field uses.
  public indirect enum Shape: Sendable, Hashable {
    /// Always this value.
    case point(Double)
    /// Normal, cut off outside `lower...upper` where they are finite.
    case normal(mean: Double, sd: Double, lower: Double, upper: Double)
    /// Log-normal: ln X has standard deviation `sdLog`.
    case lognormal(median: Double, sdLog: Double)
    /// Gamma with a shape and a mean (scale = mean / shape).
    case gamma(shape: Double, mean: Double)
    /// Beta on 0...1.
    case beta(alpha: Double, beta: Double)
    /// Weibull: S(x) = exp(-(x / scale)^shape).
    case weibull(shape: Double, scale: Double)
    /// Exponential with a mean.
    case exponential(mean: Double)
    /// Uniform on low...high.
    case uniform(low: Double, high: Double)
    /// Log-logistic: S(x) = 1 / (1 + (x / median)^shape).
    case loglogistic(shape: Double, median: Double)
    /// Constant hazard between breaks: hazards.count = breaks.count + 1, the last one to infinity.
    case piecewiseExponential(breaks: [Double], hazards: [Double])
    /// 1 with probability `share`, else 0.
    case bernoulli(share: Double)
    /// One of `values`, with `shares` that sum to 1, in the listed order.
    case categorical(values: [Double], shares: [Double])
    /// Number of successes among `trials`.
    case binomial(trials: Int, share: Double)
    /// Count with a mean.
    case poisson(mean: Double)
    /// One of several distributions, with weights that sum to 1.
    case mixture(weights: [Double], parts: [Distribution])
    /// One of the observed values, each equally likely.
    case empirical(values: [Double])
  }
}
