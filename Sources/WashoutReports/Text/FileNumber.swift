internal import Foundation

/// Numbers as files hold them: 10 significant digits, nothing where undefined.
package enum FileNumber {
  /// The text of a number, nil where it is undefined or not finite.
  package static func text(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    return value == 0 ? "0" : String(format: "%.10g", value)
  }
}
