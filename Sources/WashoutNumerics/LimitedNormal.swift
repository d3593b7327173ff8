internal import CWashoutGSL

/// A normal between limits, of which either may be infinite.
///
/// Probabilities are differences in the tail where they are small, so limits far above the mean lose
/// no digits. With `sd` 0 all mass is at the mean.
struct LimitedNormal {
  let mean: Double
  let sd: Double
  let lower: Double
  let upper: Double

  /// True when there is nothing to cut off.
  var isUnlimited: Bool { lower == -.infinity && upper == .infinity }

  /// The mass that the normal without limits has between them.
  var mass: Double { mass(lower, upper) }

  /// P(from < X <= to) of the normal without limits; with `sd` 0 both ends count.
  func mass(_ from: Double, _ to: Double) -> Double {
    if sd == 0 { return from <= mean && mean <= to ? 1 : 0 }
    let a = (from - mean) / sd
    let b = (to - mean) / sd
    return a > 0
      ? gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b)
      : gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a)
  }

  func cdf(_ x: Double) -> Double {
    if sd == 0 { return x >= mean ? 1 : 0 }
    if x <= lower { return 0 }
    return x >= upper ? 1 : min(1, mass(lower, x) / mass)
  }

  func survival(_ x: Double) -> Double {
    if sd == 0 { return x >= mean ? 0 : 1 }
    if x >= upper { return 0 }
    return x <= lower ? 1 : min(1, mass(x, upper) / mass)
  }

  /// How a uniform u becomes a value: mean + slope * Phi^-1(start + u * span).
  ///
  /// Limits that lie above the mean are reached from the upper tail: the slope is then -sd and the
  /// start an upper tail area, so that values still rise with u.
  var inversion: (start: Double, span: Double, slope: Double) {
    let a = (lower - mean) / sd
    return a > 0
      ? (gsl_cdf_ugaussian_Q(a), -mass, -sd) : (gsl_cdf_ugaussian_P(a), mass, sd)
  }

  func quantile(_ p: Double) -> Double {
    if sd == 0 { return mean }
    if p == 0 { return lower }
    if p == 1 { return upper }
    let (start, span, slope) = inversion
    let x = mean + slope * gsl_cdf_ugaussian_Pinv(start + p * span)
    return min(max(x, lower), upper)
  }

  /// Mean and variance.
  ///
  /// Source: Johnson, Kotz, Balakrishnan (1994), section 13.10.1.
  var moments: (mean: Double, variance: Double) {
    if sd == 0 || isUnlimited { return (mean, sd * sd) }
    let a = (lower - mean) / sd
    let b = (upper - mean) / sd
    let shift = (density(a) - density(b)) / mass
    let spread = ((a.isFinite ? a * density(a) : 0) - (b.isFinite ? b * density(b) : 0)) / mass
    let centre = min(max(mean + sd * shift, lower), upper)
    return (centre, sd * sd * max(0, 1 + spread - shift * shift))
  }

  private func density(_ z: Double) -> Double { z.isFinite ? gsl_ran_ugaussian_pdf(z) : 0 }
}
