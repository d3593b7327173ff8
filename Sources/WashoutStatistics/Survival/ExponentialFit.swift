internal import CWashoutGSL
internal import WashoutNumerics

/// The constant hazard that fits right-censored times best.
///
/// The maximum-likelihood rate is events over time at risk. Source: Lawless (2003), section 4.1; R's
/// `survreg(dist = "exponential")` gives minus its logarithm.
public struct ExponentialFit: Sendable, Equatable {
  /// Events.
  public let events: Int
  /// The time at risk of all subjects.
  public let exposure: Double
  /// Events per unit of time; 0 without events.
  public var rate: Double { Double(events) / exposure }
  /// ln 2 / rate; nil without events, since no median is too late.
  public var median: Double? { events == 0 ? nil : M_LN2 / rate }

  /// The fit to a sample.
  ///
  /// - Throws: `SurvivalError.nobodyAtRisk` where all times are 0.
  public init(_ sample: RightCensoredSample) throws(SurvivalError) {
    events = sample.events
    exposure = sample.exposure
    guard exposure > 0 else { throw .nobodyAtRisk }
  }

  /// The standard error of the logarithm of the rate, 1 / sqrt(events); nil without events.
  public var logRateError: Double? {
    events == 0 ? nil : 1 / Double(events).squareRoot()
  }

  /// The standard error of the rate, rate / sqrt(events); nil without events.
  public var rateError: Double? { logRateError.map { rate * $0 } }

  /// Limits of the rate, normal on the scale of its logarithm as R's `survreg`, 0 < level < 1.
  ///
  /// Without events they do not exist, and `exactLimits(level:)` stands in.
  public func limits(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    guard let logRateError else { return exactLimits(level: level) }
    let reach = exp(StandardNormal.twoSided(level: level) * logRateError)
    return Interval(lower: rate / reach, upper: rate * reach)
  }

  /// Limits of the rate from chi-squared quantiles over twice the time at risk, 0 < level < 1.
  ///
  /// With d events those of 2 d and 2 d + 2 degrees of freedom; without events
  /// [0, -ln((1 - level) / 2) / time at risk]. Exact for a count of events in a fixed time at risk.
  /// Source: Garwood (1936), doi 10.1093/biomet/28.3-4.437.
  public func exactLimits(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let limits = EventCount(events: events).limits(level: level)
    return Interval(lower: limits.lower / exposure, upper: limits.upper / exposure)
  }
}
