internal import Foundation

/// The values at which a calibration scans a range.
enum CalibrationGrid {
  /// Both ends and values between them: equally spaced, or equally spaced on a logarithmic scale where the
  /// range is positive and its ends differ at least ten times.
  ///
  /// Inner values have three significant digits, so that they can be read; those that then fall together
  /// stand once.
  static func values(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    let (low, high) = (range.lowerBound, range.upperBound)
    if low == high { return [low] }
    let inner = (1..<max(2, count - 1)).map { step -> Double in
      let share = Double(step) / Double(max(2, count - 1))
      let value =
        isLogarithmic(range) ? low * pow(high / low, share) : low + share * (high - low)
      return rounded(value, near: high - low)
    }
    return ([low] + inner.filter { $0 > low && $0 < high } + [high]).reduce(into: []) {
      if $0.last != $1 { $0.append($1) }
    }
  }

  /// A value between two neighbours, on the scale of the range.
  static func middle(_ a: Double, _ b: Double, of range: ClosedRange<Double>) -> Double {
    isLogarithmic(range) ? (a * b).squareRoot() : (a + b) / 2
  }

  /// Whether a range is wide enough for a logarithmic scale.
  static func isLogarithmic(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound > 0 && range.upperBound / range.lowerBound >= 10
  }

  /// Three significant digits of the smaller of a value and the width of the range.
  private static func rounded(_ value: Double, near width: Double) -> Double {
    if value == 0 { return 0 }
    let digits = 2 - Int(log10(min(abs(value), width)).rounded(.down))
    let scale = pow(10, Double(digits))
    return scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : value
  }
}
