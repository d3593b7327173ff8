internal import CWashoutGSL
internal import WashoutNumerics

/// When subjects of a trial are censored: by its end, to which they come from a uniform entry, or lost.
struct TrialCensoring {
  let accrual: Double
  let followUp: Double
  let lossRate: Double

  /// The expectation of a function of the censoring time that is smooth between breaks.
  func mean(breaks: [Double], _ value: (Double) -> Double) -> Double {
    let end = accrual + followUp
    let inside = (breaks + [followUp]).filter { $0 > 0 && $0 < end }.sorted()
    let ends = [0] + inside + [end]
    var sum = 0.0
    for (from, to) in zip(ends, ends.dropFirst()) where from < to {
      let middle = (from + to) / 2
      if density(middle) == 0 && lossRate == 0 { continue }
      sum += Quadrature.integral(from: from, to: to) { value($0) * density($0) }
    }
    return accrual > 0 ? sum : sum + exp(-lossRate * end) * value(end)
  }

  private func density(_ time: Double) -> Double {
    let isEnding = accrual > 0 && time > followUp
    let left = isEnding ? (accrual + followUp - time) / accrual : 1
    return exp(-lossRate * time) * (lossRate * left + (isEnding ? 1 / accrual : 0))
  }
}

/// The moments of O - E of one subject under proportional hazards.
struct LogRankMoments {
  /// P(event) = E[1 - exp(-r L)], L the reference's cumulative hazard at the censoring time.
  let event: Double
  /// E[O - E].
  let mean: Double
  /// var(O - E).
  let variance: Double
  private let ratio: Double

  init(_ reference: ReferenceCurve, _ ratio: Double, _ censoring: TrialCensoring) {
    ErrorHandler.switchOff()
    func expectation(_ value: (Double) -> Double) -> Double {
      censoring.mean(breaks: reference.breaks) { value(reference.cumulativeHazard(at: $0) ?? 0) }
    }
    // The integral of S dLambda, and of Lambda S dLambda, each with Lambda of the trial itself.
    let first = expectation { -expm1(-ratio * $0) }
    let second = expectation { gsl_cdf_gamma_P(ratio * $0, 2, 1) }
    self.ratio = ratio
    event = first
    mean = first * (1 - 1 / ratio)
    // Wu's sigma^2 = p1 - p1^2 + 2 p00 - p0^2 - 2 p01 + 2 p0 p1 with p0 = p1 / r, p01 = r p00.
    let p00 = second / (ratio * ratio)
    variance = first + 2 * p00 * (1 - ratio) - mean * mean
  }

  /// What the test's variance tends to, per subject.
  func estimated(_ variance: OneSampleLogRank.Variance) -> Double {
    switch variance {
    case .classic: event / ratio
    case .wu: event * (1 + 1 / ratio) / 2
    }
  }
}
