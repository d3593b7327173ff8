public import WashoutStatistics

/// What a trial is to be large enough, or short enough, for.
public enum SizeCriterion: Sendable, Equatable {
  /// The decision is made with at least this chance on the assumed drug.
  case decision(Double)
  /// The interval is no wider than this on average.
  case width(Double)
  /// The interval is no wider than the first with at least the chance of the second.
  case assuredWidth(Double, chance: Double)
  /// An adverse event is seen among the people of the trial with at least this chance.
  case seeEvent(EventSighting, chance: Double)
  /// The decision is made with at least this chance when the recurrence rate is believed, not known.
  case assurance(Double, prior: BetaMixture)
  /// At least so many recurrences are recorded with at least this chance.
  case recurrences(atLeast: Int, chance: Double)
  /// The trial takes no longer than this on average.
  case months(Double)

  /// Whether more people serve it; else fewer do.
  public var wantsMore: Bool { if case .months = self { false } else { true } }

  /// What its curve is held against.
  public var target: Double {
    switch self {
    case .decision(let chance), .assuredWidth(_, let chance), .seeEvent(_, let chance),
      .assurance(let chance, _), .recurrences(_, let chance):
      chance
    case .width(let width): width
    case .months(let months): months
    }
  }

  /// Whether its curve is to lie at or below the target; else at or above.
  var wantsSmall: Bool {
    switch self {
    case .width, .months: true
    default: false
    }
  }
}

/// A border among sizes, and how small and how large it is where what was simulated is off by 2 MCSE.
public struct SizeRange: Sendable, Equatable {
  /// The border as simulated; nil where no size that was looked at is one.
  public let value: Int?
  /// The smallest border within the error; nil where there may be none.
  public let low: Int?
  /// The largest border within the error; nil where it may lie beyond the sizes looked at.
  public let high: Int?

  /// Whether the error leaves no doubt about it.
  public var isCertain: Bool { low == value && high == value }

  /// From the borders of the curve as simulated and of those that are possible.
  ///
  /// Where many people are wanted, none means one beyond the sizes looked at; where few are, none at all.
  init(_ borders: [Int?], wantsMore: Bool) {
    let known = borders.compactMap { $0 }
    let isOpen = known.count < borders.count
    value = borders[0]
    low = isOpen && !wantsMore ? nil : known.min()
    high = isOpen && wantsMore ? nil : known.max()
  }
}

/// The sizes that meet one criterion.
public struct SizeAnswer: Sendable, Equatable {
  /// The criterion.
  public let criterion: SizeCriterion
  /// The smallest size that meets it; nil for one that asks for few people.
  public let first: SizeRange?
  /// The smallest size from which on every one that was looked at meets it.
  public let stable: SizeRange?
  /// The largest size up to which every one meets it; nil for one that asks for many people.
  public let last: SizeRange?
  /// Sizes were looked at up to here; beyond the range asked for where the numbers are exact.
  public let lookedTo: Int
  /// Whether its numbers are exact, given the rates that were simulated.
  public let isExact: Bool
  private let start: Int
  private let curve: [Measure?]
  private let met: [Bool]

  /// What trials of a size that was looked at have of what is asked for: a chance, a width, months.
  public func number(at size: Int) -> Measure? {
    curve.indices.contains(size - start) ? curve[size - start] : nil
  }

  /// Whether trials of a size that was looked at meet it.
  public func isMet(by size: Int) -> Bool {
    met.indices.contains(size - start) && met[size - start]
  }

  /// Reads a curve over sizes from `start` on, nil where it is undefined at a size, and the curves that
  /// its error leaves possible.
  init(
    _ criterion: SizeCriterion, _ curve: [Measure?], possible: [[Double?]], from start: Int,
    isExact: Bool
  ) {
    self.criterion = criterion
    self.start = start
    self.curve = curve
    self.isExact = isExact
    lookedTo = start + curve.count - 1
    let all = ([curve.map { $0?.value }] + possible).map { $0.map(criterion.isMet) }
    met = all[0]
    func range(_ border: ([Bool]) -> Int?) -> SizeRange {
      SizeRange(all.map { border($0).map { $0 + start } }, wantsMore: criterion.wantsMore)
    }
    if criterion.wantsMore {
      first = range { $0.firstIndex(of: true) }
      stable = range { met in
        let next = met.lastIndex(of: false).map { $0 + 1 } ?? 0
        return next < met.count ? next : nil
      }
      last = nil
    } else {
      (first, stable) = (nil, nil)
      last = range { met in
        let end = met.firstIndex(of: false) ?? met.count
        return end > 0 ? end - 1 : nil
      }
    }
  }

  /// Reads a simulated curve, every number of which can be off by 2 MCSE.
  init(simulated criterion: SizeCriterion, _ curve: [Measure?], from start: Int) {
    let possible = [-2.0, 2].map { errors in
      curve.map { measure in measure?.value.map { $0 + errors * (measure?.mcse ?? 0) } }
    }
    self.init(criterion, curve, possible: possible, from: start, isExact: false)
  }
}

extension SizeCriterion {
  /// Whether a number meets the criterion; an equal one does, up to rounding.
  fileprivate func isMet(by value: Double?) -> Bool {
    guard let value else { return false }
    let slack = 1e-12 * target
    return wantsSmall ? value <= target + slack : value >= target - slack
  }
}
