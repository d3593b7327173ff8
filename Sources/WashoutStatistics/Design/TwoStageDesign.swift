internal import WashoutNumerics

/// A trial in two stages that stops for futility after the first: Simon's r1/n1, r/n.
///
/// It stops with r1 responses or fewer among the first n1 people, and rejects H0: p <= p0 with more than
/// r responses among all n. Source: Simon (1989), doi 10.1016/0197-2456(89)90015-9.
public struct TwoStageDesign: Sendable, Hashable {
  /// The most responses that stop the trial after stage 1.
  public let r1: Int
  /// People in stage 1.
  public let n1: Int
  /// The most responses in all that do not reject H0.
  public let r: Int
  /// People in both stages.
  public let n: Int

  /// A design with 0 <= r1 <= n1, 1 <= n1 < n <= 1,000,000 and r1 <= r < n.
  ///
  /// - Throws: `DesignError.notIncreasing` with the parameter `n`, `.peopleOutOfRange`,
  ///   `.boundaryOutOfRange` with the people of the stage.
  public init(r1: Int, n1: Int, r: Int, n: Int) throws(DesignError) {
    guard n1 >= 1, n <= 1_000_000 else { throw .peopleOutOfRange(n1 < 1 ? n1 : n) }
    guard n1 < n else { throw .notIncreasing(parameter: "n") }
    guard r1 >= 0, r1 <= n1 else { throw .boundaryOutOfRange(people: n1) }
    guard r >= r1, r < n else { throw .boundaryOutOfRange(people: n) }
    self.r1 = r1
    self.n1 = n1
    self.r = r
    self.n = n
  }

  /// The looks as counts of responses.
  public var plan: MonitoringPlan {
    guard
      let plan = try? MonitoringPlan(
        .atLeast,
        looks: [
          .init(people: n1, futility: r1), .init(people: n, futility: r, success: r + 1),
        ])
    else { preconditionFailure("a checked design is a plan") }
    return plan
  }

  /// The looks as counts of recurrences, where success is no recurrence: stop at n1 - r1 recurrences or
  /// more, reject H0 at n - r - 1 or fewer.
  public var recurrencePlan: MonitoringPlan { plan.mirrored }

  /// P(stop after stage 1) at a response rate.
  public func earlyStopping(at rate: Double) -> Double {
    BinomialDistribution(trials: n1, probability: rate).cdf(r1)
  }

  /// The mean number of people at a response rate.
  public func expectedPeople(at rate: Double) -> Double {
    Double(n1) + (1 - earlyStopping(at: rate)) * Double(n - n1)
  }

  /// P(reject H0) at a response rate: the level at p0, the power at p1.
  public func rejection(at rate: Double) -> Double {
    TwoStageDesign.reaching(r + 1, after: r1, n1: n1, n2: n - n1, rate: rate)
  }

  /// P(X1 > r1 and X1 + X2 >= total), X1 ~ Bin(n1, rate), X2 ~ Bin(n2, rate).
  static func reaching(_ total: Int, after r1: Int, n1: Int, n2: Int, rate: Double) -> Double {
    let first = BinomialDistribution(trials: n1, probability: rate)
    let second = BinomialDistribution(trials: n2, probability: rate)
    return stride(from: r1 + 1, through: n1, by: 1).reduce(0) { sum, x in
      sum + first.pmf(x) * second.survival(total - x - 1)
    }
  }
}
