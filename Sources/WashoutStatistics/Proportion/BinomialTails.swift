internal import CWashoutGSL
internal import WashoutNumerics

/// The probabilities of a count with all their digits, also among a million people.
///
/// Sums of log-gammas, as in GSL's binomial functions, lose ten digits there; the saddle-point form does
/// not. Source: Loader (2000), Fast and accurate computation of binomial probabilities.
struct BinomialTails {
  /// People, at least 1.
  let count: Int
  /// The probability of the event, strictly between 0 and 1.
  let rate: Double

  init(count: Int, rate: Double) {
    ErrorHandler.switchOff()
    self.count = count
    self.rate = rate
  }

  /// P(X <= x).
  func below(_ x: Int) -> Double {
    if x < 0 { return 0 }
    if x >= count { return 1 }
    return Double(x) < mean ? tail(from: x, step: -1) : 1 - tail(from: x + 1, step: 1)
  }

  /// P(X >= x).
  func above(_ x: Int) -> Double {
    if x <= 0 { return 1 }
    if x > count { return 0 }
    return Double(x) > mean ? tail(from: x, step: 1) : 1 - tail(from: x - 1, step: -1)
  }

  /// P(X = x).
  func chance(of x: Int) -> Double {
    if x < 0 || x > count { return 0 }
    let (n, events) = (Double(count), Double(x))
    if x == 0 { return exp(n * log1p(-rate)) }
    if x == count { return exp(n * log(rate)) }
    let others = n - events
    let deviance = Self.deviance(events, mean) + Self.deviance(others, n * (1 - rate))
    let correction = Self.stirling(n) / (Self.stirling(events) * Self.stirling(others))
    return (n / (2 * .pi * events * others)).squareRoot() * correction * exp(-deviance)
  }

  private var mean: Double { Double(count) * rate }

  /// The sum from x on, away from the mean, until nothing is added.
  private func tail(from x: Int, step: Int) -> Double {
    let odds = rate / (1 - rate)
    var (term, sum, k) = (chance(of: x), 0.0, x)
    while k >= 0 && k <= count && term > sum * 0x1p-60 {
      sum += term
      term *=
        step > 0
        ? Double(count - k) / Double(k + 1) * odds : Double(k) / Double(count - k + 1) / odds
      k += step
    }
    return min(1, sum)
  }

  /// x ln(x / m) + m - x, without its cancellation near m.
  private static func deviance(_ x: Double, _ m: Double) -> Double {
    let e = (x - m) / m
    var small = gsl_sf_result()
    guard abs(e) < 0.1, gsl_sf_log_1plusx_mx_e(e, &small) == GSL_SUCCESS else {
      return x * log(x / m) + m - x
    }
    return m * ((1 + e) * small.val + e * e)
  }

  /// n! over Stirling's sqrt(2 pi n) (n / e)^n; so close to 1 where GSL has none that it is 1.
  private static func stirling(_ n: Double) -> Double {
    var result = gsl_sf_result()
    return gsl_sf_gammastar_e(n, &result) == GSL_SUCCESS ? result.val : 1
  }
}
