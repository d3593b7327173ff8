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
  /// `b` trials have the first only, `c` the second only. Where that is 0, since all pairs are alike, the
  /// error is that of the share of trials in which the two differ.
  static func pairedShares(_ b: Int64, _ c: Int64, of trials: Int64) -> Double? {
    if trials == 0 { return nil }
    let difference = Double(b - c)
    let r = Double(trials)
    let squares = sum([Double(b + c), -difference * difference / r])
    return squares > 0 ? squares.squareRoot() / r : share(b + c, of: trials)
  }

  /// The sum of terms that may cancel: 0 where no more is left than their rounding.
  ///
  /// Terms are products of a few numbers, each right to 2^-53, so what is left below 1e-13 of their sizes
  /// is rounding; one replicate in a million that differs leaves more than 1e-10.
  static func sum(_ terms: [Double]) -> Double {
    let sum = terms.reduce(0, +)
    return abs(sum) <= 1e-13 * terms.reduce(0) { $0 + abs($1) } ? 0 : sum
  }
}
