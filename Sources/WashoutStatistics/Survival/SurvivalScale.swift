internal import CWashoutGSL

/// The scale on which the normal limits of a survival share reach equally far to both sides.
///
/// The names are those of R's `conf.type`. Limits are cut at 0 and 1, as R cuts them. Sources: Borgan
/// and Liestoel (1990), Scand. J. Statist. 17, 35-41, for the log-log and arcsine scales; Kalbfleisch
/// and Prentice (1980), section 1.3.
public enum SurvivalScale: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// S itself: can be cut at 0 or 1, poor in small trials.
  case plain
  /// ln S, R's default.
  case logarithm = "log"
  /// ln(-ln S): never outside 0...1.
  case logLog = "log-log"
  /// ln(S / (1 - S)): never outside 0...1.
  case logit
  /// The arcsine of the square root of S.
  case arcsine = "arcsin"

  /// The name in R.
  public var description: String { rawValue }

  /// Limits `z` standard errors from a share between 0 and 1, both excluded.
  ///
  /// `relativeError` is the standard error of the share over the share: that of its logarithm.
  func interval(_ share: Double, relativeError: Double, z: Double) -> Interval {
    let reach = z * relativeError
    switch self {
    case .plain:
      return Interval(lower: max(0, share - reach * share), upper: min(1, share + reach * share))
    case .logarithm:
      return Interval(lower: share * exp(-reach), upper: min(1, share * exp(reach)))
    case .logLog:
      let factor = reach / log(share)
      return Interval(lower: pow(share, exp(-factor)), upper: pow(share, exp(factor)))
    case .logit:
      let odds = share / (1 - share)
      let factor = exp(reach / (1 - share))
      return Interval(lower: odds / (odds + factor), upper: 1 / (1 + 1 / (odds * factor)))
    case .arcsine:
      let angle = asin(share.squareRoot())
      let turn = reach / 2 * (share / (1 - share)).squareRoot()
      let (low, high) = (sin(max(0, angle - turn)), sin(min(.pi / 2, angle + turn)))
      return Interval(lower: low * low, upper: high * high)
    }
  }
}
