internal import CWashoutGSL
internal import WashoutNumerics

/// The Weibull curve S(t) = exp(-(t / scale)^shape) that fits right-censored times best.
///
/// Maximum likelihood; R's `survreg` gives ln(scale) as its intercept and 1 / shape as its scale. The
/// shape solves one equation, monotone in it, by bracketing over the doubles; errors come from the
/// observed information on the scales of the logarithms. Source: Lawless (2003), section 5.2.
public struct WeibullFit: Sendable, Equatable {
  /// Above 1 the hazard rises, below 1 it falls.
  public let shape: Double
  /// The time by which 63.2 % have had the event.
  public let scale: Double
  /// The standard error of ln(shape).
  public let logShapeError: Double
  /// The standard error of ln(scale).
  public let logScaleError: Double
  /// The covariance of the estimates of ln(scale) and ln(shape).
  public let logCovariance: Double
  /// The logarithm of the likelihood.
  public let logLikelihood: Double

  /// The fit to a sample.
  ///
  /// - Throws: `SurvivalError.noEvents`; `.zeroTime` for the first subject with a time of 0, which has no
  ///   logarithm; `.unboundedLikelihood` where all events stand at the last time, so that a larger shape
  ///   is always better.
  public init(_ sample: RightCensoredSample) throws(SurvivalError) {
    if let subject = sample.times.firstIndex(of: 0) { throw .zeroTime(subject: subject) }
    if sample.events == 0 { throw .noEvents }
    let equation = Profile(sample)
    guard equation.meanLogEventTime < 0 else { throw .unboundedLikelihood }
    let shape = smallestDouble(from: 0x1p-60, to: 0x1p60) { equation.slope($0) <= 0 }
    let (sum, first, second) = equation.sums(shape)
    let events = Double(sample.events)
    self.shape = shape
    scale = equation.last * pow(sum / events, 1 / shape)
    // With u = shape (ln t - ln scale): the sums of e^u, u e^u and u^2 e^u over the events are 1, a and b.
    let offset = log(events / sum)
    let a = shape * first / sum + offset
    let b = shape * shape * second / sum + 2 * offset * shape * first / sum + offset * offset
    // Observed information of (ln scale, ln shape) over events.
    let (i11, i12, i22) = (shape * shape, -shape * a, 1 + b)
    let determinant = (i11 * i22 - i12 * i12) * events
    logScaleError = (i22 / determinant).squareRoot()
    logShapeError = (i11 / determinant).squareRoot()
    logCovariance = -i12 / determinant
    let meanLog = equation.meanLogEventTime + log(equation.last)
    logLikelihood =
      events * (log(shape) - shape * log(scale) + (shape - 1) * meanLog - 1)
  }

  /// S(time).
  public func survival(at time: Double) -> Double { time <= 0 ? 1 : exp(-pow(time / scale, shape)) }

  /// The time by which half have had the event.
  public var median: Double { scale * pow(M_LN2, 1 / shape) }

  /// Limits of the shape, normal on the scale of its logarithm, 0 < level < 1.
  public func shapeLimits(level: Double) -> Interval { limits(shape, logShapeError, level) }

  /// Limits of the scale, normal on the scale of its logarithm, 0 < level < 1.
  public func scaleLimits(level: Double) -> Interval { limits(scale, logScaleError, level) }

  private func limits(_ value: Double, _ error: Double, _ level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let reach = exp(StandardNormal.twoSided(level: level) * error)
    return Interval(lower: value / reach, upper: value * reach)
  }

  /// The likelihood with the best scale for each shape; times are over the last one.
  private struct Profile {
    let logs: [Double]
    let last: Double
    let meanLogEventTime: Double

    init(_ sample: RightCensoredSample) {
      let last = sample.times.max() ?? 1
      logs = sample.times.map { log($0 / last) }
      self.last = last
      let sum = zip(logs, sample.isEvent).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
      meanLogEventTime = sum / Double(sample.events)
    }

    /// The sums of t^shape, ln t t^shape and (ln t)^2 t^shape.
    func sums(_ shape: Double) -> (sum: Double, first: Double, second: Double) {
      logs.reduce((0, 0, 0)) { sums, log in
        let power = exp(shape * log)
        return (sums.0 + power, sums.1 + log * power, sums.2 + log * log * power)
      }
    }

    /// The derivative of the profile log likelihood over events; it falls as the shape grows.
    func slope(_ shape: Double) -> Double {
      let (sum, first, _) = sums(shape)
      return 1 / shape + meanLogEventTime - first / sum
    }
  }
}
