internal import Foundation
package import Washout

/// Numbers as people read them: to the digits that their Monte Carlo standard error supports.
///
/// The last digit printed is one that the error moves by at most two. Undefined numbers are a dash.
package enum NumberText {
  /// What stands for a number that is undefined or does not apply.
  package static let undefined = "-"

  /// Decimals that an error supports, at most `limit`; without an error, `limit` of them.
  package static func decimals(mcse: Double?, limit: Int) -> Int {
    guard let mcse, mcse > 0, mcse.isFinite else { return limit }
    return max(0, min(limit, Int((log10(2 / mcse) + 1e-9).rounded(.down))))
  }

  /// A number with a fixed count of decimals and without a negative zero.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return undefined }
    let text = String(format: "%.\(decimals)f", value)
    return text.contains { ("1"..."9").contains($0) } ? text : text.replacing("-", with: "")
  }

  /// A share as a percentage, such as `13.3 %`; an observed 0 or 1 becomes its 95 % bound.
  package static func percent(_ measure: Measure?, limit: Int = 1) -> String {
    let text = barePercent(measure, limit: limit)
    return text == undefined ? text : text + " %"
  }

  /// A share in per cent without the sign, for columns and ranges that carry it.
  package static func barePercent(_ measure: Measure?, limit: Int = 1) -> String {
    guard let measure, let value = measure.value, value.isFinite else { return undefined }
    if let bound = bound(of: measure, value) { return bound }
    let decimals = decimals(mcse: measure.mcse.map { 100 * $0 }, limit: limit)
    return fixed(100 * value, decimals: decimals)
  }

  /// A known share, such as a confidence level, with as many digits as it needs.
  package static func percent(exactly share: Double) -> String {
    guard share.isFinite else { return undefined }
    return String(format: "%.4g %%", 100 * share)
  }

  /// A difference of shares in percentage points, with its sign.
  ///
  /// `guardDigits` more decimals are printed where the difference is to be compared with its error.
  package static func points(_ measure: Measure?, limit: Int = 1, guardDigits: Int = 0) -> String {
    guard let measure, let value = measure.value, value.isFinite else { return undefined }
    let decimals = decimals(mcse: measure.mcse.map { 100 * $0 }, limit: limit) + guardDigits
    return signed(fixed(100 * value, decimals: decimals))
  }

  /// A count, a duration or a width.
  package static func plain(_ measure: Measure?, limit: Int) -> String {
    guard let measure, let value = measure.value, value.isFinite else { return undefined }
    return fixed(value, decimals: decimals(mcse: measure.mcse, limit: limit))
  }

  /// A mean number of people: whole from 10 on, with one decimal below.
  package static func people(_ measure: Measure?) -> String {
    plain(measure, limit: (measure?.value ?? 0) < 10 ? 1 : 0)
  }

  /// A Monte Carlo error with one significant digit, in the unit of its number; never zero.
  package static func error(_ mcse: Double?, scale: Double = 1) -> String {
    guard let mcse, mcse > 0, mcse.isFinite else { return undefined }
    let error = mcse * scale
    let decimals = max(0, min(9, Int((-log10(error) - 1e-9).rounded(.up))))
    return fixed(error, decimals: decimals)
  }

  /// An integer in groups of three, such as `20,000`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number.magnitude))
    let groups = digits.enumerated().map { place, digit in
      (digits.count - place) % 3 == 0 && place > 0 ? ",\(digit)" : String(digit)
    }
    return (number < 0 ? "-" : "") + groups.joined()
  }

  private static func signed(_ text: String) -> String {
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return text.hasPrefix("-") || isZero ? text : "+" + text
  }

  /// Seen in none or all of R replicates: the one-sided 95 % bound 1 - 0.05^(1/R), as `< 0.02`.
  private static func bound(of measure: Measure, _ value: Double) -> String? {
    guard value == 0 || value == 1, measure.replicates > 0, let mcse = measure.mcse, mcse > 0
    else { return nil }
    let bound = -100 * expm1(log(0.05) / Double(measure.replicates))
    let decimals = max(0, min(9, Int((-log10(bound)).rounded(.up))))
    let step = pow(10, Double(decimals))
    let rounded = (bound * step).rounded(.up) / step
    let end = value == 0 ? rounded : 100 - rounded
    return (value == 0 ? "< " : "> ") + fixed(end, decimals: decimals)
  }
}
