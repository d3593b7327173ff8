internal import Yams

/// What to write where the YAML parser stumbled, in place of its own words alone.
enum YAMLAdvice {
  /// Advice for a problem of the parser at a scalar; empty where none is known.
  static func words(_ problem: String, at scalar: Unicode.Scalar?) -> String {
    switch problem {
    case "found character that cannot start any token":
      scalar == "\t"
        ? "; indent with spaces, not with a tab"
        : "; put text that begins so in quotes"
    case "mapping values are not allowed in this context":
      "; put text with a colon in quotes, and indent the keys of one mapping alike"
    case "could not find expected ':'": "; the line before it should be `key: value`"
    case "found unexpected end of stream": "; add the closing quote"
    case "found undefined alias": "; write the value itself"
    case "found unknown escape character": "; write \\\\ for a backslash"
    case "did not find expected key": "; indent the keys of one mapping alike"
    case "but found another document": "; keep one, and no line of `---` after it"
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      "; close what was opened, or add the comma"
    case "did not find expected node content": "; write a value, or leave the key out"
    default: ""
    }
  }

  /// Whether the YAML library gave up on the depth, before the walk that counts levels could.
  static func isTooDeep(_ problem: String) -> Bool { problem.contains("Maximum nesting level") }

  /// Where to look: at the opening of a quote that never closes, not at the end of the file.
  static func mark(_ problem: String, _ context: YamlError.Context?, _ mark: Mark) -> Mark {
    guard problem == "found unexpected end of stream", let context else { return mark }
    return context.mark
  }
}
