internal import Washout

/// A JSON value whose keys stay in the order in which they were written.
package indirect enum JSONValue: Sendable, Equatable {
  /// No value.
  case null
  /// True or false.
  case bool(Bool)
  /// A number as it is to appear.
  case number(String)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Keys and values in order.
  case object([Member])

  /// A key and its value.
  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A number with 10 significant digits, null where undefined.
  package static func number(_ value: Double?) -> JSONValue {
    FileNumber.text(value).map(JSONValue.number) ?? .null
  }

  /// An integer, null where there is none.
  package static func integer(_ value: (some BinaryInteger)?) -> JSONValue {
    value.map { .number(String($0)) } ?? .null
  }

  /// A text, null where there is none.
  package static func text(_ value: String?) -> JSONValue {
    value.map(JSONValue.string) ?? .null
  }

  /// The document, indented by two spaces, with flat arrays and objects on one line; ends in a newline.
  package var document: String { written(indent: "") + "\n" }

  private func written(indent: String) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let values):
      Self.enclosed("[", values.map { $0.written(indent: indent + "  ") }, "]", indent, isFlat)
    case .object(let members):
      Self.enclosed(
        "{",
        members.map { Self.quoted($0.key) + ": " + $0.value.written(indent: indent + "  ") },
        "}", indent, isFlat)
    }
  }

  private var isFlat: Bool {
    switch self {
    case .array(let values): values.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy(\.value.isScalar)
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array(let values): values.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  private static func enclosed(
    _ open: String, _ parts: [String], _ close: String, _ indent: String, _ isFlat: Bool
  ) -> String {
    if parts.isEmpty || isFlat { return open + parts.joined(separator: ", ") + close }
    let lines = parts.map { indent + "  " + $0 }
    return open + "\n" + lines.joined(separator: ",\n") + "\n" + indent + close
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || PrintableText.acts(scalar):
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
