/// A closed interval, such as confidence limits.
public struct Interval: Sendable, Equatable {
  /// Lower limit.
  public var lower: Double
  /// Upper limit.
  public var upper: Double

  /// An interval from its limits.
  @inlinable public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Upper minus lower limit.
  @inlinable public var width: Double { upper - lower }

  /// True when a value lies inside or on a limit.
  @inlinable public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
