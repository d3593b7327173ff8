internal import Washout

/// Pieces of Markdown in which texts of the scenario cannot act as markup.
package enum Markdown {
  /// A text on one line with every character that Markdown or HTML could read as markup escaped.
  ///
  /// A `<` that no letter or mark follows opens nothing and stays as it is; a `>` acts only at the start
  /// of a line, which `line` looks after.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = PrintableText.visible(text).replacing("\r\n", with: "\n").unicodeScalars[...]
    // Scalars, since a mark that combines with a bar does not keep the bar from ending a cell.
    while let scalar = rest.popFirst() {
      if Character(scalar).isNewline || scalar == "\t" {
        result.append(" ")
      } else {
        let isActive = scalar == "<" ? opensTag(rest.first) : active.contains(scalar)
        if isActive { result.append("\\") }
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a `<` before a character could open a tag; what follows the end of a text is not known.
  private static func opensTag(_ next: Unicode.Scalar?) -> Bool {
    guard let next else { return true }
    return next.properties.isAlphabetic || ["/", "!", "?"].contains(next)
  }

  /// Markdown that starts a line, so that it starts no list, quotation or rule there.
  package static func line(_ markdown: String) -> String {
    let text = markdown.drop { $0 == " " }
    guard let first = text.first else { return "" }
    if ">-+=".contains(first) { return "\\\(text)" }
    let number = text.prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(number.count)
    guard !number.isEmpty, let mark = rest.first, ".)".contains(mark),
      rest.dropFirst().first.map({ $0 == " " }) ?? true
    else { return String(text) }
    return "\(number)\\\(rest)"
  }

  /// A table whose cells are Markdown already.
  ///
  /// One letter of `alignments` a column, `l` or `r`.
  package static func table(_ header: [String], _ alignments: String, _ rows: [[String]]) -> String
  {
    let rules = alignments.map { $0 == "r" ? "---:" : "---" }
    return ([header, rules] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// A text as code on one line, fenced by more backticks than it has in a row.
  package static func code(_ source: String) -> String {
    let lines = PrintableText.visible(source).split(whereSeparator: \.isNewline)
    let text = lines.joined(separator: " ")
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? fence + text + fence : "\(fence) \(text) \(fence)"
  }

  /// A list with one line an item.
  package static func list(_ items: [String]) -> String {
    items.map { "- " + $0 }.joined(separator: "\n")
  }

  private static let active: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "!", "~", "&", "$", "@",
  ]
}
