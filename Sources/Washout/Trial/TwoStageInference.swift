package import WashoutStatistics

/// What each result that a trial in Simon's two stages can have says of the recurrence rate.
///
/// Worked out once: results are few. Rates are those of recurrence, one minus those of Simon's
/// responses. Estimate: Jung and Kim (2004), doi 10.1002/sim.1653; limits: the order of Koyama and Chen
/// (2008), doi 10.1002/sim.3123, with exact tails.
package struct TwoStageInference: Sendable {
  /// The design.
  package let design: TwoStageDesign
  /// Element `cell`; nil for results that no trial can have.
  private let estimates: [Estimate?]

  /// What one result says.
  package struct Estimate: Sendable {
    /// The uniformly minimum variance unbiased estimate.
    package var unbiased: Double
    /// The rate at which results this low or lower are as likely as not.
    package var medianUnbiased: Double
    /// The limits at the level.
    package var interval: Interval
    /// One-sided, for H0: recurrence is unacceptable.
    package var pValue: Double
  }

  /// How many cells there are: recurrences of a trial that stopped after stage 1, then of both stages.
  package var cells: Int { estimates.count }

  /// Of a design with an unacceptable recurrence rate, at a confidence level.
  init(_ design: TwoStageDesign, unacceptable: Double, level: Double) {
    self.design = design
    let first = (0...design.n1).map { recurrences in
      try? TwoStageResult(design, firstResponses: design.n1 - recurrences, second: nil)
    }
    let whole = (0...design.n).map { Self.result(design, responses: design.n - $0) }
    estimates = (first + whole).map { result in
      result.map { Estimate($0, unacceptable: unacceptable, level: level) }
    }
  }

  /// A result of both stages; which stage had the responses changes nothing.
  private static func result(_ design: TwoStageDesign, responses: Int) -> TwoStageResult? {
    let second = design.n - design.n1
    let first = max(design.r1 + 1, responses - second)
    guard first <= min(design.n1, responses) else { return nil }
    return try? TwoStageResult(
      design, firstResponses: first, second: Proportion(events: responses - first, of: second))
  }

  /// Where a result stands.
  package func cell(recurrences: Int, isStopped: Bool) -> Int {
    isStopped ? recurrences : design.n1 + 1 + recurrences
  }

  /// What the result of a cell says.
  package subscript(cell: Int) -> Estimate? { estimates[cell] }
}

extension TwoStageInference.Estimate {
  fileprivate init(_ result: TwoStageResult, unacceptable: Double, level: Double) {
    let interval = result.exactInterval(level: level)
    unbiased = 1 - result.unbiased
    medianUnbiased = 1 - result.medianUnbiased
    self.interval = Interval(lower: 1 - interval.upper, upper: 1 - interval.lower)
    pValue = result.pValue(1 - unacceptable)
  }
}
