/// A text of a file with some stretches of its lines replaced and everything else as it was.
struct TextEdit {
  private var scalars: [Unicode.Scalar]
  private let starts: [Int]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    starts = Self.lineStarts(scalars)
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Where a column of a line stands; both count from 1.
  private func offset(line: Int, column: Int) -> Int? {
    guard starts.indices.contains(line - 1) else { return nil }
    let offset = starts[line - 1] + column - 1
    return offset <= scalars.count ? offset : nil
  }

  /// What stands from one column up to before another of the same line.
  func words(line: Int, from column: Int, to end: Int) -> String? {
    guard let first = offset(line: line, column: column),
      let last = offset(line: line, column: end),
      first <= last
    else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[first..<last])
    return String(view)
  }

  /// Replaces what stands from one column up to before another; later stretches of the text first, since
  /// places count in the text as it was.
  mutating func replace(line: Int, from column: Int, to end: Int, by words: String) {
    guard let first = offset(line: line, column: column),
      let last = offset(line: line, column: end),
      first <= last
    else { return }
    scalars.replaceSubrange(first..<last, with: Array(words.unicodeScalars))
  }

  /// Offsets of the first scalar of each line, by the line ends of YAML.
  private static func lineStarts(_ scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for (i, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x0D where i + 1 < scalars.count && scalars[i + 1] == "\n": break
      case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: starts.append(i + 1)
      default: break
      }
    }
    return starts
  }
}
