/// Colours for people who watch a terminal; every line says in words what its colour says.
package struct Paint: Sendable {
  private let isOn: Bool

  /// Colours on a terminal that can show them, unless `NO_COLOR` is set to anything.
  package init(isTerminal: Bool, environment: [String: String]) {
    let terminal = environment["TERM"] ?? "dumb"
    let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty
    isOn = isTerminal && terminal != "dumb" && !terminal.isEmpty && !isUnwanted
  }

  /// A screen: its first line stands out, and so do lines with a warning and findings of a check.
  package func screen(_ text: String) -> String {
    guard isOn else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { place, line in
      for mark in Self.marks where line.hasPrefix(mark.start) { return mark.painted(line) }
      return place == 0 && !line.isEmpty ? "\u{1B}[1m\(line)\u{1B}[0m" : String(line)
    }.joined(separator: "\n")
  }

  /// A message on standard error: the word that says what kind it is.
  package func message(_ line: String) -> String {
    guard isOn else { return line }
    for (start, colour) in [("warning:", Colour.yellow), ("washout:", .red)]
    where line.hasPrefix(start) {
      return colour.painted(start) + line.dropFirst(start.count)
    }
    return line
  }

  private enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33

    func painted(_ text: some StringProtocol) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
  }

  /// What a line can begin with.
  private struct Mark: Sendable {
    let start: String
    let colour: Colour
    /// Only the start is painted, not the whole line.
    var isWord = true

    func painted(_ line: Substring) -> String {
      isWord
        ? colour.painted(start) + line.dropFirst(start.count) : colour.painted(line)
    }
  }

  private static let marks = [
    Mark(start: "! ", colour: .yellow, isWord: false),
    Mark(start: "NO VALUE", colour: .red), Mark(start: "ok  ", colour: .green),
    Mark(start: "STALE ", colour: .yellow), Mark(start: "ENGINE ", colour: .yellow),
    Mark(start: "FAILED ", colour: .red), Mark(start: "BROKEN ", colour: .red),
  ]
}
