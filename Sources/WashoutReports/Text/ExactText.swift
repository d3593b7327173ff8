internal import Foundation

/// Numbers that are known exactly, as people read them.
package enum ExactText {
  /// A share in per cent with two decimals, `4.33 %`, or two digits if it is rarer, `0.003 %`; one that is
  /// neither 0 nor 1 never reads as such.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return NumberText.undefined }
    let text = NumberText.fixed(100 * share, decimals: 2)
    if share > 0 && share < 5e-4 { return String(format: "%.2g %%", 100 * share) }
    if share < 1 && text == "100.00" { return "> 99.99 %" }
    return text + " %"
  }

  /// A probability with four significant digits, `0.01758` or `2.1e-07`; never 0 or 1 unless it is.
  package static func probability(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.undefined }
    if value == 0 || value == 1 { return value == 0 ? "0" : "1" }
    let text = String(format: value >= 0.1 ? "%.4f" : "%#.4g", value)
    return text == "1.0000" ? "> 0.9999" : text
  }
}
