/// Why a number cannot be used; `parameter` is the name that the parameter has in a scenario file.
public enum NumericsError: Error, Equatable, Sendable {
  /// NaN or infinite where a finite number is needed.
  case notFinite(parameter: String)
  /// Zero or negative where a positive number is needed.
  case notPositive(parameter: String, value: Double)
  /// Below zero.
  case negative(parameter: String, value: Double)
  /// Not between 0 and 1.
  case notAShare(parameter: String, value: Double)
  /// Limits or breaks that are not in increasing order.
  case notIncreasing(parameter: String)
  /// Shares or weights that do not sum to 1.
  case sharesDoNotSumToOne(parameter: String, sum: Double)
  /// Lists of different or zero length.
  case countMismatch(parameter: String, expected: Int, found: Int)
  /// More than can be counted.
  case tooLarge(parameter: String, value: Double, atMost: Double)
  /// A limited distribution with no mass between its limits.
  case noMassBetweenLimits
}
