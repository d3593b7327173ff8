internal import CWashoutGSL

/// The number of successes among independent trials.
///
/// Any count may be asked about, also one below 0 or above `trials`. Good to about 1e-13 up to a
/// thousand trials and to 1e-8 at a million.
public struct BinomialDistribution: Sendable, Equatable {
  /// Trials, 0...1e9.
  public let trials: Int
  /// Probability of success, 0...1.
  public let probability: Double

  /// The distribution of the successes among `trials` that each succeed with `probability`.
  ///
  /// Numbers outside the ranges above are a programmer's mistake and stop the program.
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0 && trials <= 1_000_000_000, "trials out of range")
    precondition(probability >= 0 && probability <= 1, "not a probability")
    ErrorHandler.switchOff()
    self.trials = trials
    self.probability = probability
  }

  /// P(X = x).
  public func pmf(_ x: Int) -> Double {
    if x < 0 || x > trials { return 0 }
    if trials == 0 { return 1 }
    return gsl_ran_binomial_pdf(UInt32(x), probability, UInt32(trials))
  }

  /// P(X <= x).
  public func cdf(_ x: Int) -> Double {
    if x < 0 { return 0 }
    if x >= trials { return 1 }
    let gsl = gsl_cdf_binomial_P(UInt32(x), probability, UInt32(trials))
    return gsl.isFinite ? gsl : belowOrAbove(x).below
  }

  /// P(X > x).
  public func survival(_ x: Int) -> Double {
    if x < 0 { return 1 }
    if x >= trials { return 0 }
    let gsl = gsl_cdf_binomial_Q(UInt32(x), probability, UInt32(trials))
    return gsl.isFinite ? gsl : belowOrAbove(x).above
  }

  /// Both tails by summing the shorter one term by term, for the counts in the millions at which
  /// GSL's continued fraction runs out of steps.
  private func belowOrAbove(_ x: Int) -> (below: Double, above: Double) {
    if Double(x) < Double(trials) * probability {
      let below = tail(from: x, step: -1)
      return (below, 1 - below)
    }
    let above = tail(from: x + 1, step: 1)
    return (1 - above, above)
  }

  private func tail(from x: Int, step: Int) -> Double {
    let odds = probability / (1 - probability)
    var term = pmf(x)
    var sum = 0.0
    var k = x
    while k >= 0 && k <= trials && term > sum * 0x1p-60 {
      sum += term
      let up = Double(trials - k) / Double(k + 1) * odds
      term *= step > 0 ? up : Double(k) / Double(trials - k + 1) / odds
      k += step
    }
    return min(1, sum)
  }
}
