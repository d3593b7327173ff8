internal import Foundation

/// Plain text laid out for a terminal.
package enum Paragraph {
  /// A text broken at spaces into lines of at most `width` characters; longer words stay whole, and a number
  /// stays with its unit.
  package static func wrapped(_ text: String, width: Int, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
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

  /// Words, a unit with the number before it as one.
  private static func words(of text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { words, word in
      let bare = word.trimmingCharacters(in: .punctuationCharacters.subtracting(["%"]))
      if units.contains(bare), let last = words.last, last.last?.isNumber == true {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
  }

  private static let units: Set = [
    "%", "mg/L", "g/L", "mm/h", "mg/day", "mg", "kg", "s", "min", "h", "points", "point", "MCSE",
  ]

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
