internal import Foundation
package import Washout

/// Numbers as people read them: to the digits that their Monte Carlo standard error supports.
///
/// The last digit printed is one that the error moves by at most two. Undefined numbers are a dash.
package enum NumberText {
  /// What stands for a number that is undefined or does not apply.
  package static let undefined = "-"

  /// The power of ten of a number that is not 0, such as 1 for 49.
  package static func magnitude(_ value: Double) -> Int {
    Int(log10(abs(value)).rounded(.down))
  }

  /// Decimals that an error supports, at most `limit`; without an error, `limit` of them.
  package static func decimals(mcse: Double?, limit: Int) -> Int {
    guard let mcse, mcse > 0, mcse.isFinite else { return limit }
    return max(0, min(limit, Int((log10(2 / mcse) + 1e-9).rounded(.down))))
  }

  /// Decimals of shares that stand side by side: as many as the least known of them supports.
  package static func decimals(of shares: [Measure?], limit: Int = 1) -> Int {
    shares.compactMap { $0 }.filter { $0.value != nil && !isBound($0) }
      .map { decimals(mcse: $0.mcse.map { 100 * $0 }, limit: limit) }.min() ?? limit
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
    return share(value, decimals: decimals)
  }

  /// A share in per cent that is neither 0 nor 1 does not read as 0 or 100.
  private static func share(_ value: Double, decimals: Int) -> String {
    let isBetween = value > 0 && value < 1
    let candidates = (decimals...max(decimals, 2)).map { fixed(100 * value, decimals: $0) }
    let ends = [0.0, 100]
    return candidates.first { !isBetween || !ends.contains(Double($0) ?? 0) } ?? candidates[0]
  }

  /// A number as a sentence says it: `fewer than 0.3 %` for the bound `< 0.3 %`.
  package static func inSentence(_ text: String) -> String {
    if text.hasPrefix("< ") { return "fewer than " + text.dropFirst(2) }
    return text.hasPrefix("> ") ? "more than " + text.dropFirst(2) : text
  }

  /// A share in per cent with the decimals of its error, with which it is to be compared; one decimal
  /// without an error.
  package static func percent(_ value: Double?, besideError mcse: Double?) -> String {
    guard let value, value.isFinite else { return undefined }
    let decimals = errorDecimals(mcse.map { 100 * $0 }) ?? 1
    return fixed(100 * value, decimals: decimals) + " %"
  }

  /// A number with the decimals of its error, at most `limit`, with which it is to be compared.
  package static func besideError(_ measure: Measure?, limit: Int) -> String {
    guard let measure, let value = measure.value, value.isFinite else { return undefined }
    return fixed(value, decimals: min(limit, errorDecimals(measure.mcse) ?? limit))
  }

  /// A known share, such as a confidence level, with as many digits as it needs.
  package static func percent(exactly share: Double) -> String {
    guard share.isFinite else { return undefined }
    let text = String(format: "%.4g", 100 * share)
    // What is not everything never reads as all of it.
    return (text == "100" && share != 1 ? "\(100 * share)" : text) + " %"
  }

  /// A difference of shares in percentage points, with its sign.
  ///
  /// `besideError`: it has the decimals of its error, with which it is to be compared.
  package static func points(
    _ measure: Measure?, limit: Int = 1, besideError: Bool = false
  ) -> String {
    guard let measure, let value = measure.value, value.isFinite else { return undefined }
    let mcse = measure.mcse.map { 100 * $0 }
    let supported = decimals(mcse: mcse, limit: limit)
    let decimals = besideError ? min(limit, errorDecimals(mcse) ?? limit) : supported
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
    let error = mcse.map { $0 * scale }
    guard let error, let decimals = errorDecimals(error) else { return undefined }
    return fixed(error, decimals: decimals)
  }

  /// The error of a share in percentage points; a dash beside a bound, which says it all.
  package static func error(of share: Measure?) -> String {
    guard let share, share.value != nil, !isBound(share) else { return undefined }
    return error(share.mcse, scale: 100)
  }

  /// Decimals that leave an error one significant digit; nil where there is no error.
  private static func errorDecimals(_ error: Double?) -> Int? {
    guard let error, error > 0, error.isFinite else { return nil }
    return max(0, min(9, Int((-log10(error) - 1e-9).rounded(.up))))
  }

  private static func isBound(_ measure: Measure) -> Bool {
    measure.value.map { bound(of: measure, $0) != nil } ?? false
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

  /// Seen in none or all of N cases: the one-sided 95 % bound 1 - 0.05^(1/N), as `< 0.02`.
  private static func bound(of measure: Measure, _ value: Double) -> String? {
    guard value == 0 || value == 1, measure.cases > 0, let mcse = measure.mcse, mcse > 0
    else { return nil }
    let bound = -100 * expm1(log(0.05) / Double(measure.cases))
    let decimals = max(0, min(9, Int((-log10(bound)).rounded(.up))))
    let step = pow(10, Double(decimals))
    let rounded = (bound * step).rounded(.up) / step
    let end = value == 0 ? rounded : 100 - rounded
    return (value == 0 ? "< " : "> ") + fixed(end, decimals: decimals)
  }
}
