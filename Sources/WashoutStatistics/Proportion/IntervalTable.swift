/// The interval of every possible count of events among every possible number of people.
public struct IntervalTable: Sendable {
  /// The largest number of people.
  public let largest: Int
  /// Row by row for m = 1...largest, x = 0...m.
  @usableFromInline let intervals: [Interval]

  /// Intervals by one method for up to `largest` people; an empty table where that is below 1.
  public init(upTo largest: Int, _ method: IntervalMethod, level: Double) {
    self.init(upTo: largest) { $0.interval(method, level: level) }
  }

  /// Any intervals of counts for up to `largest` people.
  public init(upTo largest: Int, _ interval: (Proportion) -> Interval) {
    self.largest = max(0, largest)
    var intervals: [Interval] = []
    for people in stride(from: 1, through: largest, by: 1) {
      for events in 0...people {
        guard let proportion = Proportion(events: events, of: people) else { continue }
        intervals.append(interval(proportion))
      }
    }
    self.intervals = intervals
  }

  /// The interval of x events among m people, 1 <= m <= largest, 0 <= x <= m.
  @inlinable public subscript(events events: Int, of people: Int) -> Interval {
    precondition(people >= 1 && events >= 0 && events <= people, "no such count")
    return intervals[people * (people + 1) / 2 - 1 + events]
  }
}
