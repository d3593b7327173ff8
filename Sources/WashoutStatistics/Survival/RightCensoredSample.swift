/// Times to an event or to the end of observation, checked.
public struct RightCensoredSample: Sendable, Equatable {
  /// Times from 0 on, in any one unit; element i belongs to subject i.
  public let times: [Double]
  /// True for an event, false for a censoring, in the same order.
  public let isEvent: [Bool]

  /// People.
  public var count: Int { times.count }
  /// People with the event.
  public var events: Int { isEvent.count { $0 } }
  /// The sum of all times at risk.
  public var exposure: Double { times.reduce(0, +) }

  /// A sample of at least one subject; times of 0 are allowed.
  ///
  /// - Throws: `SurvivalError` that names the first subject whose time is below 0 or not finite.
  public init(times: [Double], isEvent: [Bool]) throws(SurvivalError) {
    guard times.count == isEvent.count else {
      throw .countMismatch(expected: times.count, found: isEvent.count)
    }
    try Self.check(times)
    self.times = times
    self.isEvent = isEvent
  }

  /// Whether there are times, each finite and not below 0.
  static func check(_ times: [Double]) throws(SurvivalError) {
    if times.isEmpty { throw .nobody }
    for (subject, time) in times.enumerated() where !(time >= 0 && time < .infinity) {
      throw .notATime(subject: subject, value: time)
    }
  }
}
