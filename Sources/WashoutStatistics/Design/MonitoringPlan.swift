/// When a trial stops, as counts of events at each look.
///
/// With `.atLeast` many events are good: it stops for futility at `futility` events or fewer, and
/// succeeds at `success` or more. With `.atMost` few are good: futility at `futility` or more, success
/// at `success` or fewer. A look without a boundary never stops on that side; what has no verdict at
/// the last look stays undecided.
public struct MonitoringPlan: Sendable, Equatable {
  /// On which side success lies.
  public let direction: DecisionTable.Direction
  /// The looks in the order of their numbers of people, at least one.
  public let looks: [Look]

  /// One look at the data.
  public struct Look: Sendable, Hashable {
    /// People whose outcome is known, all from the first on.
    public let people: Int
    /// The count of events nearest to success that stops for futility; nil where none does.
    public let futility: Int?
    /// The count of events nearest to futility that is a success; nil where none is.
    public let success: Int?

    /// A look; the plan checks its numbers.
    public init(people: Int, futility: Int? = nil, success: Int? = nil) {
      self.people = people
      self.futility = futility
      self.success = success
    }
  }

  /// What a look says.
  public enum Verdict: Sendable, Hashable {
    /// Go on, or undecided at the last look.
    case open
    /// Stop: success is out of reach or not likely enough.
    case futility
    /// Stop: success.
    case success
  }

  /// A plan of at most 1,000,000 people.
  ///
  /// - Throws: `DesignError.peopleOutOfRange` without looks or people, `.notIncreasing` with the parameter
  ///   `looks`, `.boundaryOutOfRange` and `.overlappingBoundaries` with the people of the look.
  public init(_ direction: DecisionTable.Direction, looks: [Look]) throws(DesignError) {
    guard let first = looks.first, first.people >= 1 else { throw .peopleOutOfRange(0) }
    for (look, next) in zip(looks, looks.dropFirst()) where next.people <= look.people {
      throw .notIncreasing(parameter: "looks")
    }
    for look in looks { try Self.check(look, direction) }
    self.direction = direction
    self.looks = looks
  }

  private static func check(
    _ look: Look, _ direction: DecisionTable.Direction
  ) throws(DesignError) {
    guard look.people <= 1_000_000 else { throw .peopleOutOfRange(look.people) }
    for boundary in [look.futility, look.success].compactMap({ $0 })
    where boundary < 0 || boundary > look.people {
      throw .boundaryOutOfRange(people: look.people)
    }
    guard let futility = look.futility, let success = look.success else { return }
    guard direction == .atLeast ? futility < success : futility > success else {
      throw .overlappingBoundaries(people: look.people)
    }
  }

  /// People at the last look.
  public var people: Int { looks[looks.count - 1].people }

  /// The verdict at the look of an index on a count of events.
  public func verdict(events: Int, at index: Int) -> Verdict {
    let look = looks[index]
    let isMany = direction == .atLeast
    if let futility = look.futility, isMany ? events <= futility : events >= futility {
      return .futility
    }
    if let success = look.success, isMany ? events >= success : events <= success {
      return .success
    }
    return .open
  }

  /// The same plan told by the people without the event: x becomes n - x, and the direction turns.
  public var mirrored: MonitoringPlan {
    MonitoringPlan(
      checked: direction == .atLeast ? .atMost : .atLeast,
      looks.map { look in
        Look(
          people: look.people, futility: look.futility.map { look.people - $0 },
          success: look.success.map { look.people - $0 })
      })
  }

  private init(checked direction: DecisionTable.Direction, _ looks: [Look]) {
    self.direction = direction
    self.looks = looks
  }
}
