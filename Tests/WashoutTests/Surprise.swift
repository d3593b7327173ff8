import WashoutNumerics

/// How far a simulated number may lie from the truth: error probability 0.001 over all checks of a suite.
struct Surprise {
  /// The normal quantile that one of the checks must stay below.
  let limit: Double

  /// For a number of checks of which none may fail by chance.
  init(checks: Int) { limit = StandardNormal.twoSided(level: 1 - 0.001 / Double(checks)) }

  /// Distance in errors; with an error of 0, 0 if equal and infinite otherwise.
  static func z(_ value: Double, _ truth: Double, _ error: Double) -> Double {
    if error > 0 { return abs(value - truth) / error }
    return value == truth ? 0 : .infinity
  }
}
