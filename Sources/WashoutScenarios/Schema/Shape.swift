/// What may stand at a place of the scenario file.
indirect enum Shape: Sendable {
  /// A number without a source of its own.
  case number(NumberRule)
  /// A value of the model: a number, or a mapping with its base case, range, source and note.
  case quantity(Quantity)
  /// Free text.
  case text
  /// One of some words, each with its meaning.
  case word([Word])
  /// A word that names something else in the file.
  case name
  /// Anything that stands on its own, read later by the shape of another place.
  case anyScalar
  /// `true` or `false`.
  case flag
  /// A whole number up to 2^64 - 1, which a Double cannot hold.
  case seed
  /// `[low, high]`.
  case interval(NumberRule)
  /// A list.
  case list(Shape, minimum: Int)
  /// A mapping.
  case mapping(MappingShape)
  /// Several forms, told apart by being a scalar, a list or a mapping.
  case either([Shape])
  /// A shape that is used at several places or holds itself.
  case shared(SharedShape)

  /// A word and what it means.
  struct Word: Sendable {
    let word: String
    let help: String

    init(_ word: String, _ help: String) {
      self.word = word
      self.help = help
    }
  }
}

/// Shapes with a name, which may hold themselves.
enum SharedShape: String, Sendable, CaseIterable {
  case distribution, bounds, eligibilityRule, courseRule, names, sample, lostPatients

  var shape: Shape {
    switch self {
    case .distribution: Schema.distribution
    case .bounds: Schema.bounds
    case .eligibilityRule: Schema.eligibilityRule
    case .courseRule: Schema.courseRule
    case .sample: Schema.sample
    case .lostPatients: Schema.lostPatients
    case .names: .either([.name, .list(.name, minimum: 1)])
    }
  }
}

/// A mapping: its own keys, and names that the file chooses.
struct MappingShape: Sendable {
  var keys: [SchemaKey] = []
  /// What stands under names that the file chooses; nil when it may choose none.
  var others: Others?
  /// Exactly one key of each of these must be there.
  var exactlyOne: [[String]] = []
  /// At most one key of each of these may be there.
  var atMostOne: [[String]] = []
  /// Whether `source` and `note` may stand here and then hold for every value inside.
  var isAnnotated = false
  /// Whether a later layer replaces it whole, because its keys mean something only together.
  var isReplacedWhole = false

  /// Names that the file chooses.
  struct Others: Sendable {
    /// What a name stands for, such as `covariate`.
    let noun: String
    let shape: Shape
    let help: String
    var order = Order.byName
    /// True when the names must be whole numbers, such as the counts of `shares`.
    var areNumbers = false
  }

  /// The order of chosen names in the canonical text.
  enum Order: Sendable {
    case byName, asWritten, byNumber
  }

  subscript(name: String) -> SchemaKey? { keys.first { $0.name == name } }
}

/// A key of a mapping.
struct SchemaKey: Sendable {
  let name: String
  let shape: Shape
  /// One sentence.
  let help: String
  var isRequired = false
  /// The value when the file says nothing, as it would be written.
  var standard: String?
  var meaning = Meaning.input

  /// Whether a key can change a result.
  enum Meaning: Sendable {
    /// It can; it stands in the canonical text.
    case input
    /// It says how much is simulated and what is asked of it: results have more or fewer numbers, those of
    /// a trial stay.
    case extent
    /// It is words, or drives what is varied.
    case other
  }

  static func required(_ name: String, _ shape: Shape, _ help: String) -> SchemaKey {
    SchemaKey(name: name, shape: shape, help: help, isRequired: true)
  }

  static func optional(
    _ name: String, _ shape: Shape, standard: String? = nil, _ help: String
  ) -> SchemaKey {
    SchemaKey(name: name, shape: shape, help: help, standard: standard)
  }

  static func words(_ name: String, isRequired: Bool = false, _ help: String) -> SchemaKey {
    SchemaKey(name: name, shape: .text, help: help, isRequired: isRequired, meaning: .other)
  }

  /// The same key, left out of the canonical text as one that says how much is simulated or asked.
  var ofExtent: SchemaKey {
    var copy = self
    copy.meaning = .extent
    return copy
  }

  /// The same key, left out of the canonical text.
  var withoutEffect: SchemaKey {
    var copy = self
    copy.meaning = .other
    return copy
  }
}
