internal import WashoutNumerics

/// Inference after two stages by the order in which results speak against H0: those that stopped after
/// stage 1 by their responses, then those with a stage 2.
///
/// Source: Koyama and Chen (2008), doi 10.1002/sim.3123. With the planned size stage-2 results are
/// ordered by all responses (their section 3). With another size (section 4) the conditional p-value
/// P(X2 >= x2) of stage 2 is read as the planned stage 2 under another rate p*, which would give it as
/// its conditional power: P(X2 >= r + 1 - x1 | n2, p*); the p-value then is the probability of rejection
/// with p* in stage 2. Where stage 1 alone had more than r responses no p* gives it, and the p-value is
/// P(X1 > r), as in the authors' own program.
extension TwoStageResult {
  /// The one-sided p-value for H0: the response rate is at most `rate`, 0...1.
  public func pValue(_ rate: Double) -> Double { exceedance(rate, isStrict: false) }

  /// The rate at which the p-value is one half; 0 without a response.
  public var medianUnbiased: Double {
    smallestDouble(from: 0, to: 1) { self.pValue($0) >= 0.5 }
  }

  /// The interval of the rates with p-values from (1 - level) / 2 to (1 + level) / 2, as published; nil
  /// without a response in a trial that stopped, where every p-value is 1.
  ///
  /// Its lower limit is exact. Its upper limit excludes the result itself from the tail, and so covers
  /// less often than it says; `exactInterval` does not.
  public func interval(level: Double) -> Interval? {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    if responses == 0 { return nil }
    let tail = (1 - level) / 2
    return Interval(
      lower: smallestDouble(from: 0, to: 1) { self.pValue($0) >= tail },
      upper: smallestDouble(from: 0, to: 1) { self.pValue($0) >= 1 - tail })
  }

  /// The interval by the same order whose every limit has at most (1 - level) / 2 beyond it.
  ///
  /// The upper limit is the rate at which a result this low or lower has probability (1 - level) / 2. For a
  /// trial that stopped after stage 1 this is Clopper and Pearson's interval of stage 1.
  public func exactInterval(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let tail = (1 - level) / 2
    return Interval(
      lower: smallestDouble(from: 0, to: 1) { self.pValue($0) >= tail },
      upper: smallestDouble(from: 0, to: 1) { self.exceedance($0, isStrict: true) >= 1 - tail })
  }

  /// P(a result as high, or strictly higher).
  private func exceedance(_ rate: Double, isStrict: Bool) -> Double {
    precondition(rate >= 0 && rate <= 1, "not a probability")
    let more = isStrict ? 1 : 0
    guard let second else {
      return BinomialDistribution(trials: design.n1, probability: rate)
        .survival(firstResponses - 1 + more)
    }
    if second.count == design.n - design.n1 {
      return min(
        1,
        TwoStageDesign.reaching(
          responses + more, after: design.r1, n1: design.n1, n2: second.count, rate: rate))
    }
    let conditional = BinomialDistribution(trials: second.count, probability: rate)
      .survival(second.events - 1 + more)
    return rejection(rate, secondRate: equivalentRate(conditional))
  }

  /// The rate p* under which the planned stage 2 rejects with a conditional probability.
  private func equivalentRate(_ conditional: Double) -> Double {
    let planned = design.n - design.n1
    let needed = design.r + 1 - firstResponses
    if needed <= 0 || conditional <= 0 { return 0 }
    if needed > planned || conditional >= 1 { return 1 }
    // The p with P(X >= k) = c is the c-quantile of Beta(k, n - k + 1).
    return smallestDouble(from: 0, to: 1) { rate in
      BinomialDistribution(trials: planned, probability: rate).survival(needed - 1) >= conditional
    }
  }

  /// P(reject H0) with a rate of its own in stage 2.
  private func rejection(_ rate: Double, secondRate: Double) -> Double {
    let first = BinomialDistribution(trials: design.n1, probability: rate)
    let second = BinomialDistribution(trials: design.n - design.n1, probability: secondRate)
    let sum = stride(from: design.r1 + 1, through: design.n1, by: 1).reduce(0) { sum, x in
      sum + first.pmf(x) * second.survival(design.r - x)
    }
    return min(1, sum)
  }
}
