/// Monte Carlo standard errors of sums over independent replicates.
enum MonteCarloError {
  /// The error of a share of `trials` trials: sqrt(P (1 - P) / R).
  ///
  /// At 0 or R of R, P = (k + 1/2) / (R + 1) stands in, so that a share is never known exactly.
  static func share(_ count: Int64, of trials: Int64) -> Double? {
    if trials == 0 { return nil }
    let r = Double(trials)
    let isExtreme = count == 0 || count == trials
    let p = isExtreme ? (Double(count) + 0.5) / (r + 1) : Double(count) / r
    return (p * (1 - p) / r).squareRoot()
  }

  /// The error of a mean of R values whose squares around their mean sum to `squares`; nil for R < 2.
  static func mean(squares: Double, _ replicates: Double) -> Double? {
    replicates < 2 ? nil : (max(0, squares) / (replicates - 1) / replicates).squareRoot()
  }

  /// The error of the mean of a histogram over 0, 1, 2, ..., and that mean.
  static func mean(of histogram: ArraySlice<Int64>) -> (value: Double, mcse: Double?)? {
    var (n, sum, squares) = (Int64(0), Int64(0), Int64(0))
    for (value, count) in zip(Int64(0)..., histogram) {
      n += count
      sum += value * count
      squares += value * value * count
    }
    return mean(sum: Double(sum), squares: Double(squares), Double(n))
  }

  /// The mean of n values from their sum and the sum of their squares, and its error.
  static func mean(
    sum: Double, squares: Double, _ n: Double
  ) -> (value: Double, mcse: Double?)? {
    if n == 0 { return nil }
    return (sum / n, mean(squares: squares - sum * sum / n, n))
  }
}

/// The smallest value of a histogram over 0, 1, 2 and so on that at least a share of cases do not exceed.
func quantile(_ share: Double, of histogram: ArraySlice<Int64>) -> Int? {
  let total = histogram.reduce(0, +)
  if total == 0 { return nil }
  var below: Int64 = 0
  for (value, count) in zip(0..., histogram) {
    below += count
    if Double(below) >= share * Double(total) { return value }
  }
  return nil
}
