/// When the events among people let a trial conclude that their rate is on the right side of a value.
public struct DecisionRule: Sendable, Equatable {
  /// The side on which success lies: few events, a rate below the value; or many, a rate above it.
  public let direction: DecisionTable.Direction
  /// The rate that is to be ruled out.
  public let value: Double
  /// What rules it out.
  public let evidence: Evidence

  /// What rules a rate out.
  public enum Evidence: Sendable, Hashable {
    /// The exact one-sided binomial test, with a p-value of at most alpha.
    case test(alpha: Double)
    /// The two-sided confidence interval, which lies beyond the rate.
    case interval(IntervalMethod, level: Double)
  }

  /// Nil where the value, alpha or the level is not strictly between 0 and 1.
  public init?(_ direction: DecisionTable.Direction, ofValue value: Double, by evidence: Evidence) {
    let share =
      switch evidence {
      case .test(let alpha): alpha
      case .interval(_, let level): level
      }
    guard value > 0, value < 1, share > 0, share < 1 else { return nil }
    self.direction = direction
    self.value = value
    self.evidence = evidence
  }

  /// True where a result succeeds.
  ///
  /// A p-value that is above alpha by less than 1e-12 of it counts as equal, so that rounding does not
  /// decide a test whose level is reached exactly.
  public func succeeds(_ result: Proportion) -> Bool {
    switch (evidence, direction) {
    case (.test(let alpha), .atMost):
      (result.binomialTest(null: value, .less) ?? 1) <= alpha * (1 + 1e-12)
    case (.test(let alpha), .atLeast):
      (result.binomialTest(null: value, .greater) ?? 1) <= alpha * (1 + 1e-12)
    case (.interval(let method, let level), .atMost):
      result.interval(method, level: level).upper < value
    case (.interval(let method, let level), .atLeast):
      result.interval(method, level: level).lower > value
    }
  }

  /// The critical count among people: the most events that succeed, or the fewest; nil where no count
  /// does.
  public func critical(of people: Int) -> Int? {
    guard people >= 1 else { return nil }
    // Success for few events holds up to the critical count, for many from it on.
    var (low, high) = (0, people + 1)
    while low < high {
      let middle = low + (high - low) / 2
      let isLow = succeeds(middle, of: people) == (direction == .atMost)
      if isLow { low = middle + 1 } else { high = middle }
    }
    switch direction {
    case .atMost: return low == 0 ? nil : low - 1
    case .atLeast: return low > people ? nil : low
    }
  }

  /// The critical counts of 0...largest people.
  public func table(upTo largest: Int) -> DecisionTable {
    var critical: [Int?] = [nil]
    // From one size to the next the count moves by little; so it is walked to, not searched for.
    var border = 0
    for people in stride(from: 1, through: largest, by: 1) {
      border = self.border(of: people, near: border)
      switch direction {
      case .atMost: critical.append(border == 0 ? nil : border - 1)
      case .atLeast: critical.append(border > people ? nil : border)
      }
    }
    return DecisionTable(direction, critical: critical)
  }

  /// The number of counts on the side of few events.
  private func border(of people: Int, near guess: Int) -> Int {
    var border = min(guess, people + 1)
    func isLow(_ events: Int) -> Bool { succeeds(events, of: people) == (direction == .atMost) }
    while border <= people && isLow(border) { border += 1 }
    while border > 0 && !isLow(border - 1) { border -= 1 }
    return border
  }

  private func succeeds(_ events: Int, of people: Int) -> Bool {
    Proportion(events: events, of: people).map(succeeds) ?? false
  }
}
