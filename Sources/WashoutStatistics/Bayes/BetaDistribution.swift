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

  /// Both tails by quadrature of the smaller one, for shapes of some 10^5 and more, at which GSL's
  /// continued fraction runs out of steps.
  private func tails(_ x: Double) -> (below: Double, above: Double) {
    let reach = 40 * variance.squareRoot()
    if x < mean {
      let below = mass(from: max(0, mean - reach), to: x)
      return (below, 1 - below)
    }
    let above = mass(from: x, to: min(1, mean + reach))
    return (1 - above, above)
  }

  /// The probability between two points on one side of the mean.
  private func mass(from lower: Double, to upper: Double) -> Double {
    if lower >= upper { return 0 }
    let deviation = variance.squareRoot()
    let near = x(lower, upper, nearest: mean)
    let steps = [2.0, 5, 10, 20].map {
      near == upper ? upper - $0 * deviation : lower + $0 * deviation
    }
    let points = ([lower, upper] + steps.filter { $0 > lower && $0 < upper }).sorted()
    return PiecewiseQuadrature.integral(over: points) { exp(self.logDensity($0)) } ?? .nan
  }

  private func x(_ lower: Double, _ upper: Double, nearest point: Double) -> Double {
    abs(upper - point) < abs(lower - point) ? upper : lower
  }
}
