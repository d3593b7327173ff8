/// A limit of `expect` held against what came out.
public struct ExpectationResult: Sendable, Equatable {
  /// What was expected.
  public let expectation: Expectation
  /// What came out; nil where it is undefined.
  public let value: Double?
  /// Its Monte Carlo standard error; nil where there is none.
  public let mcse: Double?

  /// A limit beside a result.
  public init(_ expectation: Expectation, value: Double?, mcse: Double?) {
    self.expectation = expectation
    self.value = value
    self.mcse = mcse
  }

  /// Whether the value itself lies within the limits, ends included; an undefined one does not.
  ///
  /// The value decides and not its error: the draws are fixed by the seed, so the answer is the same
  /// each time, and a limit close by is told by `isClose`.
  public var isMet: Bool {
    guard let value else { return false }
    return expectation.limits.allSatisfy { $0.holds(value) }
  }

  /// Whether a limit lies within two errors of the value, so that another seed could turn the answer.
  public var isClose: Bool {
    guard let value, let mcse else { return false }
    return expectation.limits.contains { abs($0.value - value) <= 2 * mcse }
  }
}

extension Expectation {
  fileprivate struct Limit {
    var value: Double
    var isLowest: Bool

    func holds(_ result: Double) -> Bool { isLowest ? result >= value : result <= value }
  }

  fileprivate var limits: [Limit] {
    [
      atLeast.map { Limit(value: $0, isLowest: true) },
      atMost.map { Limit(value: $0, isLowest: false) },
    ]
    .compactMap { $0 }
  }
}

extension Scenario {
  /// Every limit of `expect`, in order, beside the results of its simulation.
  ///
  /// `recurrence` is what the primary definition records of those who enter, `probability_of_decision`
  /// that of trials of the planned size with looks ignored, `decision_with_looks` with them.
  public func expectationResults(_ results: SimulationResults) -> [ExpectationResult] {
    expectations.map { expectation in
      let measure =
        switch expectation.headline {
        case .recurrence:
          results.measure(.recurrenceRate, subject: recurrence.primary, layer: .assessed)
        case .probabilityOfDecision:
          results.measure(.assurance, sampleSize: results.plannedSize)
            ?? results.measure(.probabilityOfDecision, sampleSize: results.plannedSize)
        case .decisionWithLooks:
          results.measure(
            .decisionWithLooks, sampleSize: results.plannedSize, subject: looks?.analysis)
        }
      return ExpectationResult(expectation, value: measure?.value, mcse: measure?.mcse)
    }
  }
}
