internal import Foundation
internal import Washout

/// Numbers of courses as titles and captions say them.
enum CourseNumbers {
  /// A share in per cent, with the decimals that its error supports, at most `limit`.
  static func percent(_ value: Double?, mcse: Double?, limit: Int = 0) -> String {
    guard let value, value.isFinite else { return NumberText.undefined }
    let decimals = NumberText.decimals(mcse: mcse.map { 100 * $0 }, limit: limit)
    let text = NumberText.fixed(100 * value, decimals: decimals)
    // A share that rounds to nobody or everybody does not read as either.
    if value > 0, Double(text) == 0 {
      return "below \(NumberText.fixed(step(decimals), decimals: decimals)) %"
    }
    if value < 1, Double(text) == 100 {
      return "above \(NumberText.fixed(100 - step(decimals), decimals: decimals)) %"
    }
    return text + " %"
  }

  /// The smallest number of some decimals.
  private static func step(_ decimals: Int) -> Double {
    (0..<decimals).reduce(1) { number, _ in number / 10 }
  }

  /// A level to two significant digits: 34, 5.2, 0.16.
  static func level(_ value: Double?) -> String {
    guard let value, value.isFinite else { return NumberText.undefined }
    if value == value.rounded() && abs(value) < 1e6 { return NumberText.fixed(value, decimals: 0) }
    let decimals = max(0, 1 - NumberText.magnitude(value))
    return NumberText.fixed(value, decimals: min(decimals, 6))
  }

  /// The median of a band; a dash without one.
  static func median(_ band: PercentileBand?) -> String { level(band?.value(0.5)) }
}
