/// What is known of one subject's time to the event: it lies after `lower` and not after `upper`.
///
/// (lower, upper], or the one point where both are equal: an event seen to happen.
public struct CensoringInterval: Sendable, Hashable {
  /// The event came after this time; minus infinity where it may have come at any time before.
  public let lower: Double
  /// The event had come by this time; infinite where it had not.
  public let upper: Double

  /// The event came after `lower` and not after `upper`, or at both where they are equal.
  ///
  /// - Throws: `SurvivalError.notAnInterval` when `lower` is above `upper`, one is NaN, or both are the
  ///   same infinity.
  public init(after lower: Double, to upper: Double) throws(SurvivalError) {
    guard lower <= upper, lower < .infinity, upper > -.infinity else {
      throw .notAnInterval(lower: lower, upper: upper)
    }
    self.lower = lower
    self.upper = upper
  }

  /// An event seen at a time.
  public static func exact(_ time: Double) throws(SurvivalError) -> CensoringInterval {
    try CensoringInterval(after: time, to: time)
  }

  /// Left-censored: the event had come by a time.
  public static func by(_ time: Double) throws(SurvivalError) -> CensoringInterval {
    try CensoringInterval(after: -.infinity, to: time)
  }

  /// Right-censored: the event had not come by a time.
  public static func after(_ time: Double) throws(SurvivalError) -> CensoringInterval {
    try CensoringInterval(after: time, to: .infinity)
  }

  /// True for an event seen to happen.
  public var isExact: Bool { lower == upper }
}
