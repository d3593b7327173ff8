/// Text of a scenario where HTML reads markup.
package enum HTMLText {
  /// A text in which nothing can act as markup, in an element or in a quoted attribute.
  ///
  /// Line ends and tabs become spaces; characters that HTML does not allow, and those that turn the
  /// direction of the text around them, are left out.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let name = names[scalar] {
        result.append(contentsOf: name.unicodeScalars)
      } else if Character(scalar).isNewline || scalar == "\t" {
        result.append(" ")
      } else if !isLeftOut(scalar) {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same for text that people read, in which a number and its per cent sign stay on one line.
  package static func prose(_ text: String) -> String {
    escaped(text).replacing(/([0-9]) %/) { "\($0.1)\u{A0}%" }
  }

  /// A text as the name of a place in a page: small letters, digits and hyphens, never empty.
  package static func anchor(_ text: String) -> String {
    let words = text.lowercased().split { !("a"..."z").contains($0) && !("0"..."9").contains($0) }
    return words.isEmpty ? "part" : words.joined(separator: "-")
  }

  private static let names: [Unicode.Scalar: String] = [
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
  ]

  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}
