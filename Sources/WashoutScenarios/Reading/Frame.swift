internal import Yams

/// Where a YAML text stands in its source, so that marks of the parser become places.
struct Frame {
  let source: SourceFile
  let line: Int
  let column: Int

  /// The place of a node, as long as it reads on its first line.
  func place(of node: Node) -> Place {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    let rest = place(line: line, column: column, length: 1).rest
    return place(line: line, column: column, length: Frame.length(of: node, in: rest))
  }

  private func place(line markLine: Int, column markColumn: Int, length: Int) -> Place {
    Place(
      source: source, line: line + markLine - 1,
      column: markLine == 1 ? column + markColumn - 1 : markColumn, length: length)
  }

  private static func length(of node: Node, in rest: ArraySlice<Unicode.Scalar>) -> Int {
    if let first = rest.first, "{[\"'".unicodeScalars.contains(first) { return bracketed(rest) }
    guard case .scalar(let scalar) = node else { return max(1, rest.prefix { $0 != ":" }.count) }
    return max(1, scalar.string.unicodeScalars.prefix(rest.count).count)
  }

  /// Up to the bracket or quote that closes the first one, or to the end of the line.
  private static func bracketed(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
    var open = 0
    var quote: Unicode.Scalar?
    for (offset, scalar) in rest.enumerated() {
      if let current = quote {
        if scalar == current { quote = nil }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "{" || scalar == "[" {
        open += 1
      } else if scalar == "}" || scalar == "]" {
        open -= 1
      }
      if open <= 0 && quote == nil { return offset + 1 }
    }
    return rest.count
  }

  // MARK: What the YAML parser objects to

  static func fault(_ message: String, at place: Place) -> ScenarioFaults {
    ScenarioFaults(.bad, [Diagnostic(message, at: place)])
  }

  func fault(_ message: String, line: Int, column: Int) -> ScenarioFaults {
    Frame.fault(message, at: place(line: line, column: column, length: 1))
  }

  func fault(_ error: YamlError) -> ScenarioFaults {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let mark = YAMLAdvice.mark(problem, context, mark)
      let place = place(line: mark.line, column: mark.column, length: 1)
      if YAMLAdvice.isTooDeep(problem) {
        return Frame.fault("nested deeper than 64 levels; flatten it", at: place)
      }
      let context = context.map { "\($0.text.trimmingSpaces), " } ?? ""
      let advice = YAMLAdvice.words(problem.trimmingSpaces, at: place.rest.first)
      return Frame.fault(
        "this is not YAML: \(context)\(problem.trimmingSpaces)\(advice)", at: place)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      return Frame.fault(
        "key `\(key)` is written twice in one mapping; keep one",
        at: place(
          line: context.mark.line, column: context.mark.column, length: max(1, key.count)))
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0).unicodeScalars
      let line = before.split(separator: "\n", omittingEmptySubsequences: false)
      return fault(
        "this is not a text file: \(problem); remove what is not text", line: max(1, line.count),
        column: (line.last?.count ?? 0) + 1)
    case .memory:
      return fault("nested deeper than 64 levels; flatten it", line: 1, column: 1)
    default:
      return fault("this is not YAML: \(error)", line: 1, column: 1)
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
