/// Pieces of Markdown in which texts of the scenario cannot act as markup.
package enum Markdown {
  /// A text on one line with every character that Markdown or HTML could read as markup escaped.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline || character == "\t" {
        result.append(" ")
      } else {
        if active.contains(character) { result.append("\\") }
        result.append(character)
      }
    }
    return result
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
  package static func code(_ text: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? fence + text + fence : "\(fence) \(text) \(fence)"
  }

  /// A list with one line an item.
  package static func list(_ items: [String]) -> String {
    items.map { "- " + $0 }.joined(separator: "\n")
  }

  private static let active: Set<Character> = [
    "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "!", "~", "&", "$", "@",
  ]
}
