/// The Kaplan-Meier curve of one trial, refitted in a loop without new memory.
///
/// At equal times events come before censorings. Times are equal as numbers; R's survival takes times
/// within about 1.5e-8 of each other as equal. Sources: Kaplan and Meier (1958),
/// doi 10.1080/01621459.1958.10501452; Greenwood (1926).
public struct KaplanMeier: Sendable {
  /// People in the curve.
  public var count: Int { people.count }

  /// In order of time.
  private(set) var people: [Person] = []
  /// One an event time, in order.
  private(set) var steps: [Step] = []

  struct Person {
    var time: Double
    var isEvent: Bool
  }

  /// What holds from an event time on.
  struct Step {
    var time: Double
    var survival: Double
    /// Greenwood's sum of d / (n (n - d)) so far; infinite where the curve falls to 0.
    var sum: Double
    /// Events so far.
    var events: Int
    /// People at risk just before the time.
    var atRisk: Int
  }

  /// An empty curve with room for a number of people.
  public init(capacity: Int = 0) {
    people.reserveCapacity(capacity)
    steps.reserveCapacity(capacity)
  }

  /// The curve of a checked sample.
  public init(_ sample: RightCensoredSample) {
    self.init(capacity: sample.count)
    fit(times: sample.times, isEvent: sample.isEvent, count: sample.count)
  }

  /// Fits the curve to the first `count` people.
  ///
  /// `times` are in any one unit, not NaN; `isEvent` is false for a censoring. Both lists hold at
  /// least `count` elements.
  public mutating func fit(times: [Double], isEvent: [Bool], count: Int) {
    people.removeAll(keepingCapacity: true)
    for i in 0..<count { people.append(Person(time: times[i], isEvent: isEvent[i])) }
    people.sort { $0.time < $1.time }
    steps.removeAll(keepingCapacity: true)
    var step = Step(time: -.infinity, survival: 1, sum: 0, events: 0, atRisk: count)
    var first = 0
    while first < count {
      var next = first
      var events = 0
      while next < count && people[next].time == people[first].time {
        events += people[next].isEvent ? 1 : 0
        next += 1
      }
      if events > 0 {
        step.add(events, of: count - first, at: people[first].time)
        steps.append(step)
      }
      first = next
    }
  }

  /// S(time), the estimated share without the event at a time and still at it; nil when nobody was
  /// fitted.
  ///
  /// Beyond the last observation the curve is carried forward.
  public func survival(at time: Double) -> Double? {
    count == 0 ? nil : step(at: time)?.survival ?? 1
  }

  /// Greenwood's variance of S(time); 0 where S is 0 or 1, nil when nobody was fitted.
  public func variance(at time: Double) -> Double? {
    guard let survival = survival(at: time) else { return nil }
    if survival == 0 { return 0 }
    return survival * survival * (step(at: time)?.sum ?? 0)
  }

  /// The number at risk: event-free and under observation just before a time.
  public func numberAtRisk(at time: Double) -> Int {
    count - people.partitionPoint { $0.time >= time }
  }

  /// Events at or before a time.
  public func events(by time: Double) -> Int { step(at: time)?.events ?? 0 }

  /// The last time at which anybody was observed; nil when nobody was fitted.
  public var lastTime: Double? { people.last?.time }

  /// The distinct times with an event, in order.
  public var eventTimes: [Double] { steps.map(\.time) }

  func step(at time: Double) -> Step? {
    let next = steps.partitionPoint { $0.time > time }
    return next == 0 ? nil : steps[next - 1]
  }
}

extension KaplanMeier.Step {
  /// Events among those at risk at a time.
  fileprivate mutating func add(_ now: Int, of atRisk: Int, at time: Double) {
    self.time = time
    self.atRisk = atRisk
    survival *= Double(atRisk - now) / Double(atRisk)
    sum += Double(now) / (Double(atRisk) * Double(atRisk - now))
    events += now
  }
}
