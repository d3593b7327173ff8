/// A JSON value whose objects keep the order of their keys.
indirect enum JSON {
  case string(String)
  case number(Double)
  case flag(Bool)
  case null
  case list([JSON])
  case object([(key: String, value: JSON)])

  /// The text, two spaces a level.
  var text: String { text(indent: "") + "\n" }

  private func text(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return JSON.quoted(text)
    case .number(let value): return NumberGrammar.shortest(value)
    case .flag(let flag): return String(flag)
    case .null: return "null"
    case .list(let list):
      return "[\(list.map { $0.text(indent: inner) }.joined(separator: ", "))]"
    case .object(let entries) where entries.isEmpty: return "{}"
    case .object(let entries):
      let lines = entries.map {
        "\(inner)\(JSON.quoted($0.key)): \($0.value.text(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
