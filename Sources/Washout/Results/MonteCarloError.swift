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

  /// The error of a mean of R values whose squares around it sum to `squares`; nil for R < 2.
  static func mean(squares: Double, _ replicates: Double) -> Double? {
    replicates < 2 ? nil : (max(0, squares) / (replicates - 1) / replicates).squareRoot()
  }

  /// The error of a difference of two shares of the same R trials: sqrt(b + c - (b - c)^2 / R) / R.
  ///
  /// `b` trials have the first only, `c` the second only.
  static func pairedShares(_ b: Int64, _ c: Int64, of trials: Int64) -> Double? {
    if trials == 0 { return nil }
    let difference = Double(b - c)
    let r = Double(trials)
    return max(0, Double(b + c) - difference * difference / r).squareRoot() / r
  }
}
