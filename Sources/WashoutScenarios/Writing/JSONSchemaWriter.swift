/// The schema table as JSON Schema, draft-07, for editors.
///
/// Required keys are asked for at the top only, and there only of a file that extends no other, since
/// a file that does may leave any key to it; `null` may stand anywhere because it removes a key.
struct JSONSchemaWriter {
  /// The whole schema.
  var schema: JSON {
    let required = Schema.root.keys.filter(\.isRequired).map { JSON.string($0.name) }
    let shared =
      SharedShape.allCases.map { (key: $0.rawValue, value: json($0.shape)) }
      + JSONSchemaWriter.plain.map { (key: $0.name, value: form($0.quantity)) }
    let head: [(key: String, value: JSON)] = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")),
      ("title", .string("washout scenario")),
      ("description", .string("A dosing-and-withdrawal trial to be simulated.")),
    ]
    let condition: [(key: String, value: JSON)] = [
      ("if", .object([("not", .object([("required", .list([.string("extends")]))]))])),
      ("then", .object([("required", .list(required))])),
      ("definitions", .object(shared)),
    ]
    guard case .object(let body) = mapping(Schema.root) else { return .null }
    return .object(head + body + condition)
  }

  /// A shape without the possibility of null.
  private func json(_ shape: Shape) -> JSON {
    switch shape {
    case .number(let rule): number(rule)
    case .quantity(let quantity):
      JSONSchemaWriter.name(of: quantity).map(reference) ?? form(quantity)
    case .text, .name: .object([("type", .list([.string("string"), .string("number")]))])
    case .anyScalar:
      .object([("type", .list(["string", "number", "boolean"].map { .string($0) }))])
    case .word(let words): .object([("enum", .list(words.flatMap(JSONSchemaWriter.spellings)))])
    case .flag: .object([("type", .string("boolean"))])
    case .seed: number(.integer(0))
    case .interval(let rule): list(number(rule), minimum: 2, maximum: 2)
    case .list(let element, let minimum): list(json(element), minimum: minimum, maximum: nil)
    case .mapping(let shape): mapping(shape)
    case .either(let shapes): anyOf(shapes.map(json))
    case .shared(let shared): reference(shared.rawValue)
    }
  }

  private func reference(_ name: String) -> JSON {
    .object([("$ref", .string("#/definitions/\(name)"))])
  }

  /// A bare number or the mapping form.
  private func form(_ quantity: Quantity) -> JSON {
    anyOf([number(quantity.rule), mapping(MappingShape(keys: quantity.keys))])
  }

  /// Values to which nothing else belongs, which stand at many places.
  private static let plain: [(name: String, quantity: Quantity)] = [
    ("share", .share), ("positive", .positive), ("notNegative", .notNegative),
    ("perYear", .perYear), ("perWeek", .perWeek), ("ratio", .ratio),
  ]

  private static func name(of quantity: Quantity) -> String? {
    guard quantity.extras.isEmpty, !quantity.takesDistribution, quantity.needsBase else {
      return nil
    }
    return plain.first { $0.quantity.rule == quantity.rule && $0.quantity.words == quantity.words }?
      .name
  }

  /// A word; one that looks like a number may be read as one.
  private static func spellings(_ word: Shape.Word) -> [JSON] {
    NumberGrammar.double(word.word).map { [.number($0), .string(word.word)] } ?? [
      .string(word.word)
    ]
  }

  private func number(_ rule: NumberRule) -> JSON {
    var entries: [(key: String, value: JSON)] = [
      ("type", .string(rule.isInteger ? "integer" : "number"))
    ]
    if let lower = rule.lower {
      entries.append((rule.lowerIsExcluded ? "exclusiveMinimum" : "minimum", .number(lower)))
    }
    if let upper = rule.upper {
      entries.append((rule.upperIsExcluded ? "exclusiveMaximum" : "maximum", .number(upper)))
    }
    return .object(entries)
  }

  private func list(_ element: JSON, minimum: Int, maximum: Int?) -> JSON {
    var entries: [(key: String, value: JSON)] = [
      ("type", .string("array")), ("items", element), ("minItems", .number(Double(minimum))),
    ]
    if let maximum { entries.append(("maxItems", .number(Double(maximum)))) }
    return .object(entries)
  }

  private func mapping(_ shape: MappingShape) -> JSON {
    let keys = shape.keys + (shape.isAnnotated ? Quantity.source : [])
    var entries: [(key: String, value: JSON)] = [("type", .string("object"))]
    if !keys.isEmpty {
      entries.append(("properties", .object(keys.map { ($0.name, property($0)) })))
    }
    let others = shape.others.map { described($0.help, nullable(json($0.shape))) }
    entries.append(("additionalProperties", others ?? .flag(false)))
    return .object(entries)
  }

  private func property(_ key: SchemaKey) -> JSON {
    var help = key.help
    if key.isRequired { help += " Required." }
    if let standard = key.standard { help += " Default: \(standard)." }
    return described(help, nullable(json(key.shape)))
  }

  private func described(_ help: String, _ schema: JSON) -> JSON {
    guard case .object(let entries) = schema else { return schema }
    return .object([("description", .string(help))] + entries)
  }

  private func nullable(_ schema: JSON) -> JSON {
    if case .object(let entries) = schema, let first = entries.first, first.key == "anyOf",
      case .list(let choices) = first.value
    {
      return anyOf(choices + [.object([("type", .string("null"))])])
    }
    return anyOf([schema, .object([("type", .string("null"))])])
  }

  private func anyOf(_ choices: [JSON]) -> JSON { .object([("anyOf", .list(choices))]) }
}
