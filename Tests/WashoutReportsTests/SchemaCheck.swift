import Foundation

/// The part of JSON Schema draft-07 that the summary's schema uses, written apart from its writer.
enum SchemaCheck {
  static func faults(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let isFitting = choices.contains { faults(value, $0, at: path).isEmpty }
      return isFitting ? [] : ["\(path): fits no choice"]
    }
    if let words = schema["enum"] as? [String] {
      return (value as? String).map(words.contains) == true ? [] : ["\(path): not in enum"]
    }
    if let constant = schema["const"] as? Int {
      return value as? Int == constant ? [] : ["\(path): not \(constant)"]
    }
    return switch schema["type"] as? String {
    case "object": object(value, schema, at: path)
    case "array": array(value, schema, at: path)
    case "string": value is String ? [] : ["\(path): no string"]
    case "null": value is NSNull ? [] : ["\(path): not null"]
    case "boolean": isBoolean(value) ? [] : ["\(path): no boolean"]
    case "number": isNumber(value) ? [] : ["\(path): no number"]
    case "integer":
      isNumber(value) && (value as? NSNumber)?.doubleValue.rounded() == (value as? Double)
        ? [] : ["\(path): no integer"]
    default: ["\(path): schema without type"]
    }
  }

  private static func object(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    guard let members = value as? [String: Any],
      let properties = schema["properties"] as? [String: [String: Any]],
      let required = schema["required"] as? [String]
    else { return ["\(path): no object"] }
    let missing = required.filter { members[$0] == nil }.map { "\(path).\($0): missing" }
    let unknown = members.keys.filter { properties[$0] == nil }.map { "\(path).\($0): unknown" }
    let inner = members.flatMap { key, value in
      properties[key].map { faults(value, $0, at: "\(path).\(key)") } ?? []
    }
    return missing + unknown + inner
  }

  private static func array(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    guard let values = value as? [Any], let items = schema["items"] as? [String: Any] else {
      return ["\(path): no array"]
    }
    return values.enumerated().flatMap { faults($0.element, items, at: "\(path)[\($0.offset)]") }
  }

  private static func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
  }

  private static func isNumber(_ value: Any) -> Bool { value is NSNumber && !isBoolean(value) }
}
