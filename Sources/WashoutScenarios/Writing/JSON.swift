/// A JSON value whose objects keep the order of their keys.
indirect enum JSON {
  case string(String)
  case number(Double)
  case flag(Bool)
  case null
  case list([JSON])
  case object([(key: String, value: JSON)])

  /// The text; what does not fit on a short line is broken up, two spaces a level.
  var text: String { text(indent: "") + "\n" }

  private static let width = 80

  private func text(indent: String) -> String {
    let flat = self.flat
    guard flat.utf8.count > JSON.width else { return flat }
    let inner = indent + "  "
    switch self {
    case .list(let list):
      let lines = list.map { inner + $0.text(indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let entries):
      let lines = entries.map {
        "\(inner)\(JSON.quoted($0.key)): \($0.value.text(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    default: return flat
    }
  }

  /// On one line.
  private var flat: String {
    switch self {
    case .string(let text): JSON.quoted(text)
    case .number(let value): NumberGrammar.shortest(value)
    case .flag(let flag): String(flag)
    case .null: "null"
    case .list(let list): "[\(list.map(\.flat).joined(separator: ", "))]"
    case .object(let entries):
      "{\(entries.map { "\(JSON.quoted($0.key)): \($0.value.flat)" }.joined(separator: ", "))}"
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
