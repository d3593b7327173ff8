/// A text that was read, kept for quoting: a scenario file, or the `--set` options one a line.
final class SourceFile: Sendable {
  /// How messages name it.
  let name: String
  /// Its lines, without their ends, as scalars so that a column is found at once.
  let lines: [[Unicode.Scalar]]
  /// True for the command line, whose values are recorded as overridden.
  let isCommandLine: Bool
  /// Messages are sorted by this before line and column.
  let order: Int

  init(name: String, text: String, isCommandLine: Bool = false, order: Int = 0) {
    self.name = name
    self.lines = SourceFile.split(text)
    self.isCommandLine = isCommandLine
    self.order = order
  }

  /// Lines as YAML counts them: CR LF, LF, CR, NEL, LS and PS end one.
  private static func split(_ text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = []
    var line: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n" && previous == "\r" {
        previous = scalar
        continue
      }
      if isLineBreak(scalar) {
        lines.append(line)
        line.removeAll(keepingCapacity: true)
      } else {
        line.append(scalar)
      }
      previous = scalar
    }
    lines.append(line)
    return lines
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension String {
  /// The text of scalars; ASCII, as most is, byte by byte.
  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    if scalars.allSatisfy(\.isASCII) {
      self = String(decoding: scalars.map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self)
    } else {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      self = String(view)
    }
  }
}

/// A stretch of one line of a source; line and column start at 1, columns count Unicode scalars.
struct Place: Sendable {
  let source: SourceFile
  let line: Int
  let column: Int
  let length: Int

  /// The line itself, no more than its first columns; empty beyond the end of the text.
  func text(of columns: Int) -> String {
    String(scalars.prefix(columns))
  }

  /// What follows on the line, no more than is ever quoted.
  var rest: ArraySlice<Unicode.Scalar> { scalars.dropFirst(column - 1).prefix(240) }

  private var scalars: [Unicode.Scalar] {
    source.lines.indices.contains(line - 1) ? source.lines[line - 1] : []
  }
}
