internal import CWashoutGSL
internal import WashoutNumerics

/// One beta distribution, in all its range of shapes.
struct BetaDistribution: Sendable, Equatable {
  let alpha: Double
  let beta: Double
  /// log B(alpha, beta).
  private let logBeta: Double

  /// Nil where a shape is not a positive number.
  init?(alpha: Double, beta: Double) {
    guard alpha > 0, beta > 0, (alpha + beta).isFinite,
      let logBeta = Self.logBeta(alpha, beta)
    else { return nil }
    self.alpha = alpha
    self.beta = beta
    self.logBeta = logBeta
  }

  /// log B(a, b); nil where GSL has none.
  static func logBeta(_ a: Double, _ b: Double) -> Double? {
    ErrorHandler.switchOff()
    var result = gsl_sf_result()
    let code = gsl_sf_lnbeta_e(a, b, &result)
    return code == Int32(GSL_SUCCESS) && result.val.isFinite ? result.val : nil
  }

  var mean: Double { alpha / (alpha + beta) }

  var variance: Double {
    let sum = alpha + beta
    return (alpha / sum) * (beta / sum) / (sum + 1)
  }

  /// P(p <= x).
  func cdf(_ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let gsl = gsl_cdf_beta_P(x, alpha, beta)
    return gsl.isFinite ? gsl : tails(x).below
  }

  /// P(p > x).
  func survival(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x >= 1 { return 0 }
    let gsl = gsl_cdf_beta_Q(x, alpha, beta)
    return gsl.isFinite ? gsl : tails(x).above
  }

  /// The logarithm of the density; infinite at an end where the density is 0 or has a pole.
  func logDensity(_ x: Double) -> Double {
    Self.power(alpha - 1, log(x)) + Self.power(beta - 1, log1p(-x)) - logBeta
  }

  /// A factor with exponent 0 is 1 even at the end.
  private static func power(_ exponent: Double, _ logarithm: Double) -> Double {
    exponent == 0 ? 0 : exponent * logarithm
  }

  /// The slope of the logarithm of the density.
  func score(_ x: Double) -> Double { (alpha - 1) / x - (beta - 1) / (1 - x) }

  /// Both tails by quadrature, for shapes of some 10^6 and more, at which GSL's continued fraction runs out of
  /// steps near the mean.
  ///
  /// Each is divided by their sum: B(alpha, beta) would cancel all but some digits of such a density.
  private func tails(_ x: Double) -> (below: Double, above: Double) {
    let reach = 40 * variance.squareRoot()
    let (first, last) = (max(0, mean - reach), min(1, mean + reach))
    let middle = min(max(x, first), last)
    let (below, above) = (mass(from: first, to: middle), mass(from: middle, to: last))
    return (below / (below + above), above / (below + above))
  }

  /// The integral of the density over that at the mean.
  private func mass(from lower: Double, to upper: Double) -> Double {
    if lower >= upper { return 0 }
    let deviation = variance.squareRoot()
    let steps = [-20.0, -10, -5, -2, 0, 2, 5, 10, 20].map { mean + $0 * deviation }
    let points = [lower] + steps.filter { $0 > lower && $0 < upper } + [upper]
    let rest = beta / (alpha + beta)
    return PiecewiseQuadrature.integral(over: points) {
      let away = $0 - self.mean
      return exp(
        Self.power(self.alpha - 1, log1p(away / self.mean))
          + Self.power(self.beta - 1, log1p(-away / rest)))
    } ?? .nan
  }
}
