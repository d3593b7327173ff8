internal import CWashoutGSL
internal import WashoutNumerics

/// The Kaplan-Meier curve of one trial, refitted in a loop without new memory.
///
/// At equal times events come before censorings. Sources: Kaplan and Meier (1958),
/// doi 10.1080/01621459.1958.10501452; Greenwood (1926).
public struct KaplanMeier: Sendable {
  /// People in the curve.
  public var count: Int { people.count }

  private var people: [Person] = []
  private var steps: [Step] = []

  private struct Person {
    var time: Double
    var isEvent: Bool
  }

  /// What holds from an event time on.
  fileprivate struct Step {
    var time: Double
    var survival: Double
    /// Greenwood's sum of d / (n (n - d)) so far.
    var sum: Double
    var events: Int
  }

  /// An empty curve with room for a number of people.
  public init(capacity: Int = 0) {
    people.reserveCapacity(capacity)
    steps.reserveCapacity(capacity)
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
    var step = Step(time: -.infinity, survival: 1, sum: 0, events: 0)
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
  public func numberAtRisk(at time: Double) -> Int { people.count { $0.time >= time } }

  /// Events at or before a time.
  public func events(by time: Double) -> Int { step(at: time)?.events ?? 0 }

  /// Limits of S(time) on the scale of log(-log S), 0 < level < 1; nil when nobody was fitted.
  ///
  /// That scale has no limits where S is 1 or 0. There the Clopper-Pearson limit of the people whose
  /// state at the time is known stands in, and `isExact` is true: with S = 1, [limit of n of n, 1] for
  /// the n at risk at the time itself; with S = 0, [0, limit of 0 of d] for the d with an event. Where
  /// nobody's state is known, [0, 1]. Source: Kalbfleisch and Prentice (1980), section 1.3.
  public func limits(at time: Double, level: Double) -> Limits? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    guard let survival = survival(at: time) else { return nil }
    guard survival > 0 && survival < 1, let sum = step(at: time)?.sum else {
      return exactLimits(survival: survival, at: time, level: level)
    }
    let reach = StandardNormal.twoSided(level: level) * sum.squareRoot() / log(survival)
    let interval = Interval(lower: pow(survival, exp(-reach)), upper: pow(survival, exp(reach)))
    return Limits(interval: interval, isExact: false)
  }

  /// Limits of a survival share, and where they come from.
  public struct Limits: Sendable, Equatable {
    /// The limits.
    public let interval: Interval
    /// True for Clopper-Pearson limits in place of limits that do not exist.
    public let isExact: Bool
  }

  private func exactLimits(survival: Double, at time: Double, level: Double) -> Limits {
    let known = survival == 1 ? numberAtRisk(at: time) : events(by: time)
    let free = survival == 1 ? known : 0
    let interval = Proportion(events: free, of: known)?.clopperPearson(level: level)
    return Limits(interval: interval ?? Interval(lower: 0, upper: 1), isExact: true)
  }

  private func step(at time: Double) -> Step? { steps.last { $0.time <= time } }
}

extension KaplanMeier.Step {
  /// Events among those at risk at a time.
  fileprivate mutating func add(_ now: Int, of atRisk: Int, at time: Double) {
    self.time = time
    survival *= Double(atRisk - now) / Double(atRisk)
    sum += Double(now) / (Double(atRisk) * Double(atRisk - now))
    events += now
  }
}
