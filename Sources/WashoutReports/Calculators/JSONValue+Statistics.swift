internal import WashoutStatistics

extension JSONValue {
  /// The limits of an interval.
  static func limits(_ interval: Interval) -> JSONValue {
    .object([.init("lower", .number(interval.lower)), .init("upper", .number(interval.upper))])
  }
}
