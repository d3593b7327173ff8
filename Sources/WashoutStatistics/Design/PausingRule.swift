/// A rule that pauses a trial when at least k of its first m people have an event, for one or several
/// pairs (k, m).
///
/// Events are known at once, one person after the other: the trial pauses with the person who brings the
/// count to k of any pair whose first m that person is among.
public struct PausingRule: Sendable, Hashable {
  /// The pairs by their numbers of people.
  public let pairs: [Pair]

  /// At least so many of the first so many.
  public struct Pair: Sendable, Hashable {
    /// Events that pause, k.
    public let events: Int
    /// People among whom they count, m.
    public let people: Int

    /// A pair; the rule checks its numbers.
    public init(events: Int, of people: Int) {
      self.events = events
      self.people = people
    }
  }

  /// A rule of pairs in any order, with 1 <= k <= m <= 10,000.
  ///
  /// - Throws: `DesignError.peopleOutOfRange` without pairs and for m, `.boundaryOutOfRange` for k with the
  ///   m of its pair, `.notIncreasing` with the parameter `people` for two pairs with one m.
  public init(_ pairs: [Pair]) throws(DesignError) {
    let sorted = pairs.sorted { ($0.people, $0.events) < ($1.people, $1.events) }
    guard !sorted.isEmpty else { throw .peopleOutOfRange(0) }
    for pair in sorted {
      guard (1...10_000).contains(pair.people) else { throw .peopleOutOfRange(pair.people) }
      guard pair.events >= 1, pair.events <= pair.people else {
        throw .boundaryOutOfRange(people: pair.people)
      }
    }
    for (pair, next) in zip(sorted, sorted.dropFirst()) where pair.people == next.people {
      throw .notIncreasing(parameter: "people")
    }
    self.pairs = sorted
  }

  /// The rule as counts of events after every person up to the last m: futility means a pause.
  public var plan: MonitoringPlan {
    let people = pairs[pairs.count - 1].people
    let looks = (1...people).map { person in
      let least = pairs.filter { $0.people >= person }.map(\.events).min() ?? 0
      return MonitoringPlan.Look(people: person, futility: least <= person ? least : nil)
    }
    guard let plan = try? MonitoringPlan(.atMost, looks: looks) else {
      preconditionFailure("a checked rule is a plan")
    }
    return plan
  }

  /// The chances of a pause at a true rate.
  public struct Chances: Sendable, Equatable {
    /// The true rate of the event.
    public let rate: Double
    /// The chance that the trial pauses at all.
    public let pause: Double
    /// For each pair in order, the chance that the trial has paused by its number of people.
    public let pauseBy: [Double]
    /// The mean number of people when the trial pauses or the last m is reached.
    public let expectedPeople: Double
    /// Element i is the chance that person i + 1 brings the pause.
    public let pauseAt: [Double]
  }

  /// The chances at a true rate, 0...1, exactly.
  public func chances(at rate: Double) -> Chances {
    let characteristics = plan.characteristics(at: rate)
    let pauseAt = characteristics.looks.map(\.futility)
    return Chances(
      rate: rate, pause: pauseAt.reduce(0, +),
      pauseBy: pairs.map { pauseAt.prefix($0.people).reduce(0, +) },
      expectedPeople: characteristics.expectedPeople, pauseAt: pauseAt)
  }
}
