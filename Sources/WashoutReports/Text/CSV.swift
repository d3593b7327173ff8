/// Comma-separated values as RFC 4180 has them, with a line feed at the end of a row.
package enum CSV {
  /// A table with its header; nil is an empty field.
  package static func table(_ header: [String], _ rows: [[String?]]) -> String {
    ([header] + rows).map { $0.map { field($0 ?? "") }.joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
