/// The shape of a JSON value, from which its schema is written.
indirect enum Shape {
  case text, integer, number, bool
  case constant(Int)
  case choice([String])
  case array(Shape)
  case object([Field])
  case optional(Shape)

  /// The members of the schema object that describes the shape.
  var members: [JSONValue.Member] {
    switch self {
    case .text: [type("string")]
    case .integer: [type("integer")]
    case .number: [type("number")]
    case .bool: [type("boolean")]
    case .constant(let value): [.init("const", .integer(value))]
    case .choice(let texts): [.init("enum", .array(texts.map(JSONValue.string)))]
    case .array(let shape): [type("array"), .init("items", .object(shape.members))]
    case .object(let fields): Self.object(fields)
    case .optional(let shape): Self.nullable(shape)
    }
  }

  private func type(_ name: String) -> JSONValue.Member { .init("type", .string(name)) }

  private static func object(_ fields: [Field]) -> [JSONValue.Member] {
    let properties = fields.map { field in
      JSONValue.Member(
        field.key,
        .object([.init("description", .string(field.help))] + field.shape.members))
    }
    return [
      .init("type", .string("object")),
      .init("properties", .object(properties)),
      .init("required", .array(fields.map { .string($0.key) })),
      .init("additionalProperties", .bool(false)),
    ]
  }

  private static func nullable(_ shape: Shape) -> [JSONValue.Member] {
    [.init("anyOf", .array([.object(shape.members), .object([.init("type", .string("null"))])]))]
  }
}

/// A key of an object: its shape and a line of help.
struct Field {
  let key: String
  let shape: Shape
  let help: String

  init(_ key: String, _ shape: Shape, _ help: String) {
    self.key = key
    self.shape = shape
    self.help = help
  }
}
