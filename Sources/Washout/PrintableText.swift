/// Texts that cannot act on a terminal or turn the direction of what stands around them.
package enum PrintableText {
  /// Whether a scalar acts instead of being read: a control character other than a tab or the end of a line,
  /// or one that turns the direction of writing (Unicode Technical Report 36, section 2.10).
  package static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A text with a visible sign in place of each scalar that acts, as many scalars as before.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: acts) else { return text }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.map { acts($0) ? sign(of: $0) : $0 })
    return String(view)
  }

  /// The same on one line.
  package static func onOneLine(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(
      contentsOf: text.unicodeScalars.map { scalar in
        isLineBreak(scalar) || scalar == "\t" ? " " : acts(scalar) ? sign(of: scalar) : scalar
      })
    return String(view)
  }

  /// Whether a scalar ends a line.
  package static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Control Pictures for C0 and DEL, the replacement character for the rest.
  private static func sign(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case ..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
