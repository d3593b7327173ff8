/// Moments of an analysis's estimates over the trials that have one, around their means.
///
/// Element meanings: e estimate, v its squared standard error, l and u limits, w = u - l width.
struct EstimateMoments {
  /// Trials with an estimate.
  var trials = 0.0
  /// Means.
  var e = 0.0
  var v = 0.0
  var l = 0.0
  var u = 0.0
  /// Central moments of e.
  var m2 = 0.0
  var m3 = 0.0
  var m4 = 0.0
  /// Variance of v, covariance of v with (e - mean)^2.
  var vv = 0.0
  var vm2 = 0.0
  /// Variances of limits and their covariance.
  var ll = 0.0
  var uu = 0.0
  var lu = 0.0

  /// Mean width.
  var w: Double { u - l }
  /// Variance of width.
  var ww: Double { max(0, MonteCarloError.sum([ll, uu, -2 * lu])) }

  /// Moments of trials with weights, in two passes; nil where there are none.
  init?(_ cells: [(estimate: TrialEstimate, count: Int64)]) {
    trials = Double(cells.reduce(0) { $0 + $1.count })
    if trials == 0 { return nil }
    for (estimate, count) in cells {
      let share = Double(count) / trials
      e += share * estimate.value
      v += share * estimate.variance
      l += share * estimate.lower
      u += share * estimate.upper
    }
    for (estimate, count) in cells { addCentral(estimate, Double(count) / trials) }
    m2 = Self.variance(m2, around: e)
    vv = Self.variance(vv, around: v)
    ll = Self.variance(ll, around: l)
    uu = Self.variance(uu, around: u)
  }

  /// The variance of (e - mean)^2, m4 - m2^2; 0 where no more is left than rounding, as where all lie
  /// equally far from the mean.
  var squareVariance: Double {
    let variance = m4 - m2 * m2
    return variance <= rounding ? 0 : variance
  }

  /// What rounding leaves of the variance of squares: a share of the squared mean square.
  var rounding: Double { 1e-13 * (m2 + e * e) * (m2 + e * e) }

  /// A variance; 0 where no more is left than the rounding of the mean.
  private static func variance(_ variance: Double, around mean: Double) -> Double {
    variance <= 1e-13 * mean * mean ? 0 : variance
  }

  private mutating func addCentral(_ estimate: TrialEstimate, _ share: Double) {
    let d = estimate.value - e
    let (dv, dl, du) = (estimate.variance - v, estimate.lower - l, estimate.upper - u)
    m2 += share * d * d
    m3 += share * d * d * d
    m4 += share * d * d * d * d
    vv += share * dv * dv
    vm2 += share * dv * d * d
    ll += share * dl * dl
    uu += share * du * du
    lu += share * dl * du
  }

  /// Moments from sums of powers; nil where there are no trials.
  init?(_ sums: EstimateSums, trials count: Int64) {
    if count == 0 { return nil }
    trials = Double(count)
    let (a, a2, a3, a4) =
      (sums.e / trials, sums.e2 / trials, sums.e3 / trials, sums.e4 / trials)
    e = a
    v = sums.v / trials
    l = sums.l / trials
    u = sums.u / trials
    m2 = Self.variance(a2 - a * a, around: a)
    m3 = a3 - 3 * a * a2 + 2 * a * a * a
    m4 = max(0, a4 - 4 * a * a3 + 6 * a * a * a2 - 3 * a * a * a * a)
    vv = Self.variance(sums.v2 / trials - v * v, around: v)
    vm2 = sums.ve2 / trials - 2 * a * sums.ve / trials + a * a * v - v * m2
    ll = Self.variance(sums.l2 / trials - l * l, around: l)
    uu = Self.variance(sums.u2 / trials - u * u, around: u)
    lu = sums.lu / trials - l * u
  }
}
