/// For every number of people, the counts of events that let a trial conclude what it set out to.
public struct DecisionTable: Sendable, Equatable {
  /// On which side of the critical count success lies.
  public let direction: Direction
  /// Element m is the critical count among m people; nil where no count succeeds, as for nobody.
  public let critical: [Int?]

  /// Success means few events, or many.
  public enum Direction: Sendable, Hashable {
    /// At most the critical count.
    case atMost
    /// At least the critical count.
    case atLeast
  }

  /// A table of critical counts, element m for m people.
  ///
  /// Nobody never succeeds, whatever stands first.
  public init(_ direction: Direction, critical: [Int?]) {
    self.direction = direction
    self.critical = critical.isEmpty ? [nil] : [nil] + critical.dropFirst()
  }

  /// Success when the upper limit lies below a value.
  public init(upTo largest: Int, upperLimitBelow limit: Double, _ intervals: IntervalTable) {
    var critical: [Int?] = [nil]
    var next = 0
    for people in stride(from: 1, through: min(largest, intervals.largest), by: 1) {
      while next <= people && intervals[events: next, of: people].upper < limit { next += 1 }
      critical.append(next == 0 ? nil : next - 1)
    }
    self.init(.atMost, critical: critical)
  }

  /// Success when the lower limit lies above a value.
  public init(upTo largest: Int, lowerLimitAbove limit: Double, _ intervals: IntervalTable) {
    var critical: [Int?] = [nil]
    var next = 0
    for people in stride(from: 1, through: min(largest, intervals.largest), by: 1) {
      while next <= people && !(intervals[events: next, of: people].lower > limit) { next += 1 }
      critical.append(next > people ? nil : next)
    }
    self.init(.atLeast, critical: critical)
  }

  /// True when this many events among this many people succeed.
  public func succeeds(events: Int, of people: Int) -> Bool {
    guard people >= 1, people < critical.count, let limit = critical[people] else { return false }
    return direction == .atMost ? events <= limit : events >= limit
  }
}
