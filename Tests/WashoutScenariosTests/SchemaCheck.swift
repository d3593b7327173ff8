import Yams

/// Just enough of JSON Schema draft-07 to hold a document against a schema; unknown keywords are told.
struct SchemaCheck {
  private let root: Value

  /// A document, whether it was JSON or YAML.
  indirect enum Value: Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case string(String)
    case list([Value])
    case object([String: Value])

    init(_ any: Any?) {
      switch any {
      case let flag as Bool: self = .flag(flag)
      case let number as Int: self = .number(Double(number))
      case let number as UInt: self = .number(Double(number))
      case let number as Double: self = .number(number)
      case let text as String: self = .string(text)
      case let list as [Any]: self = .list(list.map { Value($0) })
      case let object as [AnyHashable: Any]:
        self = .object(
          Dictionary(uniqueKeysWithValues: object.map { ("\($0.key.base)", Value($0.value)) }))
      default: self = .null
      }
    }

    init(text: String) throws { self.init(try Yams.load(yaml: text)) }

    subscript(key: String) -> Value? {
      if case .object(let object) = self { object[key] } else { nil }
    }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var list: [Value] { if case .list(let list) = self { list } else { [] } }
    var object: [String: Value] { if case .object(let object) = self { object } else { [:] } }
    var type: String {
      switch self {
      case .null: "null"
      case .flag: "boolean"
      case .number: "number"
      case .string: "string"
      case .list: "array"
      case .object: "object"
      }
    }
  }

  init(schema: String) throws { root = try Value(text: schema) }

  /// What is wrong with a document; empty when nothing is.
  func faults(_ document: String) throws -> [String] { faults(try Value(text: document), root, "") }

  /// Paths of properties without a description.
  var undescribed: [String] { undescribed(root, "") }

  private func undescribed(_ schema: Value, _ path: String) -> [String] {
    var found: [String] = []
    for (key, value) in schema.object {
      if key == "properties" {
        for (name, property) in value.object where property["description"] == nil {
          found.append("\(path).\(name)")
        }
      }
      if key != "enum" { found += undescribed(value, "\(path).\(key)") }
    }
    return found + schema.list.flatMap { undescribed($0, path) }
  }

  private func faults(_ value: Value, _ schema: Value, _ path: String) -> [String] {
    if case .flag(let isAllowed) = schema { return isAllowed ? [] : ["\(path) is not allowed"] }
    return schema.object.sorted { $0.key < $1.key }.flatMap { keyword, argument in
      check(value, keyword, argument, schema, path)
    }
  }

  private func check(
    _ value: Value, _ keyword: String, _ argument: Value, _ schema: Value, _ path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "title", "description", "definitions", "then": return []
    case "$ref":
      guard case .string(let reference) = argument else { return ["\(path): a strange $ref"] }
      let name = String(reference.dropFirst("#/definitions/".count))
      return root["definitions"]?[name].map { faults(value, $0, path) } ?? ["no \(reference)"]
    case "type": return checkType(value, argument, path)
    case "enum": return argument.list.contains(value) ? [] : ["\(path) is not in the enum"]
    case "anyOf":
      let tried = argument.list.map { faults(value, $0, path) }
      return tried.contains([]) ? [] : tried.min { $0.count < $1.count } ?? []
    case "not":
      return faults(value, argument, path).isEmpty ? ["\(path) fits what it must not"] : []
    case "if":
      guard let then = schema["then"], faults(value, argument, path).isEmpty else { return [] }
      return faults(value, then, path)
    case "properties", "additionalProperties", "required":
      return checkObject(value, keyword, argument, schema, path)
    default: return checkSize(value, keyword, argument, path)
    }
  }

  private func checkType(_ value: Value, _ argument: Value, _ path: String) -> [String] {
    let wanted = argument.list.isEmpty ? [argument] : argument.list
    let isInteger = value.number.map { $0 == $0.rounded() } ?? false
    let fits = wanted.contains {
      $0 == .string(value.type) || (isInteger && $0 == .string("integer"))
    }
    return fits ? [] : ["\(path) is \(value.type)"]
  }

  private func checkObject(
    _ value: Value, _ keyword: String, _ argument: Value, _ schema: Value, _ path: String
  ) -> [String] {
    guard case .object(let object) = value else { return [] }
    let entries = object.sorted { $0.key < $1.key }
    switch keyword {
    case "required":
      return argument.list.filter { name in !object.keys.contains { .string($0) == name } }.map {
        "\(path) lacks \($0)"
      }
    case "properties":
      return entries.flatMap { name, child in
        argument[name].map { faults(child, $0, "\(path).\(name)") } ?? []
      }
    default:
      return entries.filter { schema["properties"]?[$0.key] == nil }.flatMap {
        faults($0.value, argument, "\(path).\($0.key)")
      }
    }
  }

  private func checkSize(
    _ value: Value, _ keyword: String, _ argument: Value, _ path: String
  ) -> [String] {
    let limit = argument.number ?? .nan
    let count = value.type == "array" ? Double(value.list.count) : nil
    let fits: Bool? =
      switch keyword {
      case "minimum": value.number.map { $0 >= limit } ?? true
      case "exclusiveMinimum": value.number.map { $0 > limit } ?? true
      case "maximum": value.number.map { $0 <= limit } ?? true
      case "exclusiveMaximum": value.number.map { $0 < limit } ?? true
      case "minItems": count.map { $0 >= limit } ?? true
      case "maxItems": count.map { $0 <= limit } ?? true
      case "items": nil
      default: false
      }
    if keyword == "items" {
      return value.list.enumerated().flatMap { faults($1, argument, "\(path).\($0)") }
    }
    return fits == true ? [] : ["\(path) fails \(keyword)"]
  }
}
