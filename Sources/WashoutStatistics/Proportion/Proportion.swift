/// Events among people, and what they say about the underlying rate.
public struct Proportion: Sendable, Hashable {
  /// People with the event.
  public let events: Int
  /// People, at least 1.
  public let count: Int

  /// Nil when there is nobody, or when the events are below 0 or more than the people.
  public init?(events: Int, of count: Int) {
    guard count >= 1, events >= 0, events <= count else { return nil }
    self.events = events
    self.count = count
  }

  /// Events over people.
  public var estimate: Double { Double(events) / Double(count) }

  /// The model standard error sqrt(p (1 - p) / n) at the estimate: 0 where nobody or everybody has the
  /// event.
  public var standardError: Double { (estimate * (1 - estimate) / Double(count)).squareRoot() }
}
