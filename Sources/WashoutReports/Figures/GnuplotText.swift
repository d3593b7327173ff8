/// Texts as gnuplot takes them without reading anything in them.
///
/// In single quotes gnuplot runs no backquotes, expands no macros and reads no escapes; a quote is doubled. Every
/// text that a scenario can hold goes through here, and every text is set `noenhanced`.
package enum GnuplotText {
  /// A text on one line in single quotes.
  package static func quoted(_ text: String) -> String {
    "'" + harmless(text).replacing("'", with: "''") + "'"
  }

  /// The text with every control character and line break as a space.
  private static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { isControl($0) ? " " : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }
}
