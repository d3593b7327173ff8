internal import WashoutNumerics

extension BinomialDistribution {
  /// The mean of a function of the count that lies in 0...1.
  ///
  /// Left out are counts further from the mean than 12 standard deviations and 50, which together have
  /// less than 1e-30 by Bernstein's inequality, and those with less than 1e-20 each.
  func mean(_ value: (_ count: Int) -> Double) -> Double {
    let mean = Double(trials) * probability
    let reach = 12 * (mean * (1 - probability)).squareRoot() + 50
    let first = max(0, Int((mean - reach).rounded(.down)))
    let last = min(trials, Int((mean + reach).rounded(.up)))
    return (first...last).reduce(0) { sum, count in
      let share = pmf(count)
      return share < 1e-20 ? sum : sum + share * value(count)
    }
  }
}
