/// What to say of a text that stands where a number belongs.
enum NotANumber {
  /// Such as "`010`, which is not a number; write 10".
  static func words(_ text: String, _ rule: NumberRule) -> String {
    if text.isEmpty || text == "null" || text == "~" { return "empty; \(rule.words)" }
    if NumberGrammar.matches(text) { return "\(text), which is too large for a number" }
    if [".nan", ".inf", "+.inf", "-.inf", "nan", "inf", "infinity"].contains(text.lowercased()) {
      return "`\(text)`; \(rule.words), and finite"
    }
    if let suggestion = NumberGrammar.suggestion(for: text) {
      return "`\(text)`, which is not a number; write \(suggestion)"
    }
    if let number = NumberGrammar.beforeUnit(text) {
      return "`\(text)`, a number with a unit; write \(number), in the unit that the key names"
    }
    return "`\(text)`; \(rule.words)"
  }
}

extension SourceNode {
  /// What this is, in words.
  var noun: String {
    switch content {
    case .scalar(let text, _): isNull ? "empty" : text.isEmpty ? "an empty text" : "`\(text)`"
    case .list(let list): list.isEmpty ? "an empty list" : "a list"
    case .mapping: "a mapping"
    }
  }
}

extension Shape {
  /// Whether a node has the form of this shape, right or wrong inside.
  func takes(_ node: SourceNode) -> Bool {
    switch (self, node.content) {
    case (.either(let shapes), _): shapes.contains { $0.takes(node) }
    case (.shared(let shared), _): shared.shape.takes(node)
    case (.number, .scalar), (.text, .scalar), (.word, .scalar), (.name, .scalar),
      (.flag, .scalar), (.anyScalar, .scalar), (.seed, .scalar), (.quantity, .scalar):
      true
    case (.list, .list), (.interval, .list), (.quantity, .mapping), (.mapping, .mapping): true
    default: false
    }
  }

  /// What belongs here, in words.
  var words: String {
    switch self {
    case .number, .seed: "a number"
    case .quantity: "a number or {value: ...}"
    case .text: "text"
    case .name: "a name"
    case .anyScalar: "a value"
    case .word(let words): words.map(\.word).listedWithOr
    case .flag: "true or false"
    case .interval: "[low, high]"
    case .list: "a list"
    case .mapping(let mapping):
      mapping.keys.isEmpty
        ? "{name: ...}"
        : "{\(mapping.keys.prefix(2).map { "\($0.name): ..." }.joined(separator: ", "))}"
    case .either(let shapes): shapes.map(\.words).listedWithOr
    case .shared(let shared): shared.shape.words
    }
  }
}
