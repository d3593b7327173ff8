/// Why times to events cannot be analysed; subjects are counted from 0.
public enum SurvivalError: Error, Equatable, Sendable {
  /// There are no subjects.
  case nobody
  /// Lists of different length.
  case countMismatch(expected: Int, found: Int)
  /// A time below 0, infinite or NaN.
  case notATime(subject: Int, value: Double)
  /// A cause that is not 0 (censored) or from 1 on.
  case notACause(subject: Int, value: Int)
  /// An interval that ends before it begins, or holds nothing.
  case notAnInterval(lower: Double, upper: Double)
  /// A parameter that is not above 0 and finite.
  case notPositive(parameter: String, value: Double)
  /// A parameter that is below 0 or not finite.
  case negative(parameter: String, value: Double)
  /// A hazard ratio of 1: nothing to show.
  case noEffect
  /// A parameter that does not lie between 0 and 1.
  case notAShare(parameter: String, value: Double)
  /// Breaks or times that do not increase.
  case notIncreasing(parameter: String)
  /// Survival shares that rise.
  case rising(parameter: String)
  /// A subject was followed longer than the reference curve is known.
  case beyondReference(subject: Int, time: Double)
  /// All times are 0: nobody was ever at risk.
  case nobodyAtRisk
  /// A time of 0 where the logarithm of each is needed.
  case zeroTime(subject: Int)
  /// There is no event, so nothing to estimate a shape from.
  case noEvents
  /// The likelihood grows without end: all events stand at the last time.
  case unboundedLikelihood
}
