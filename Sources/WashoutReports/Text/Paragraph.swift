/// Plain text laid out for a terminal.
package enum Paragraph {
  /// A text broken at spaces into lines of at most `width` characters; longer words stay whole.
  package static func wrapped(_ text: String, width: Int, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = (lines.isEmpty ? "" : indent) + word
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = indent + word
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// A text filled with spaces on its right.
  package static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A text filled with spaces on its left.
  package static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Terms as a sentence lists them: `a`, `a and b`, `a, b and c`.
  package static func list(_ terms: [String]) -> String {
    guard let last = terms.last, terms.count > 1 else { return terms.first ?? "" }
    return terms.dropLast().joined(separator: ", ") + " and " + last
  }
}
