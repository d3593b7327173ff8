internal import CWashoutGSL
internal import WashoutNumerics

/// How a two-stage trial came out, and what it says about the response rate.
///
/// Stage 2 may have another size than planned, as long as its size did not depend on the responses of
/// stage 2.
public struct TwoStageResult: Sendable, Hashable {
  /// The design that was planned.
  public let design: TwoStageDesign
  /// Responses in stage 1, among the planned n1 people.
  public let firstResponses: Int
  /// Responses among the people of stage 2; nil when the trial stopped after stage 1.
  public let second: Proportion?

  /// A result.
  ///
  /// - Throws: `DesignError.impossibleResult` for more responses than people, for a stage 2 after r1
  ///   responses or fewer, and for none after more.
  public init(
    _ design: TwoStageDesign, firstResponses: Int, second: Proportion?
  ) throws(DesignError) {
    guard firstResponses >= 0, firstResponses <= design.n1,
      (firstResponses > design.r1) == (second != nil), (second?.count ?? 1) <= 1_000_000
    else { throw .impossibleResult }
    self.design = design
    self.firstResponses = firstResponses
    self.second = second
  }

  /// Responses in both stages.
  public var responses: Int { firstResponses + (second?.events ?? 0) }

  /// People in both stages.
  public var people: Int { design.n1 + (second?.count ?? 0) }

  /// Responses over people, which is biased: low results ended early.
  public var naive: Double { Double(responses) / Double(people) }

  /// True when H0 is rejected by the planned rule; nil where stage 2 has another size than planned, for
  /// which the p-value decides.
  public var rejects: Bool? {
    guard let second else { return false }
    return second.count == design.n - design.n1 ? responses > design.r : nil
  }

  /// The uniformly minimum variance unbiased estimate of the response rate.
  ///
  /// The mean of x1/n1 over the ways to reach the same end: sum over x1 > r1 of C(n1 - 1, x1 - 1) C(n2, s
  /// - x1) over the sum of C(n1, x1) C(n2, s - x1); x1/n1 where the trial stopped. n2 is the actual size
  /// of stage 2. Source: Jung and Kim (2004), doi 10.1002/sim.1653.
  public var unbiased: Double {
    guard let second else { return Double(firstResponses) / Double(design.n1) }
    ErrorHandler.switchOff()
    let ways = max(design.r1 + 1, responses - second.count)...min(responses, design.n1)
    var (sum, mean) = (0.0, 0.0)
    for first in ways {
      let chance = gsl_ran_hypergeometric_pdf(
        UInt32(first), UInt32(design.n1), UInt32(second.count), UInt32(responses))
      sum += chance
      mean += chance * Double(first) / Double(design.n1)
    }
    return sum > 0 ? mean / sum : Double(firstResponses) / Double(design.n1)
  }
}
