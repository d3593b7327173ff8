/// A value of the model in the one form that every value has.
///
/// A bare number is its base case. A mapping gives the base case under one of `words`, or a
/// distribution by its family, with what else belongs to the value and with `range`, `source`, `note`
/// and `prior`. Its path names the base case.
struct Quantity: Sendable {
  /// Words for the base case, the preferred one first.
  let words: [String]
  let rule: NumberRule
  /// Whether a distribution may stand in place of a base case.
  var takesDistribution = false
  /// The family that the distribution must have; nil for any.
  var onlyFamily: String?
  /// What else belongs to the value.
  var extras: [SchemaKey] = []
  /// False for a criterion, which may have a rule instead.
  var needsBase = true
  /// The last part of the path of the base case, for a mapping that is more than a value.
  var pathWord: String?

  static let share = Quantity(words: ["share", "value"], rule: .share)
  static let positive = Quantity(words: ["value"], rule: .positive)
  static let notNegative = Quantity(words: ["value"], rule: .notNegative)
  static let perYear = Quantity(words: ["value"], rule: .perYear)
  static let perWeek = Quantity(words: ["value"], rule: .perWeek)
  static let ratio = Quantity(words: ["value"], rule: .ratio)
  static let number = Quantity(words: ["value"], rule: .any)

  func with(_ extras: SchemaKey...) -> Quantity {
    var copy = self
    copy.extras += extras
    return copy
  }

  /// The families that may stand here.
  var families: [SchemaKey] {
    guard takesDistribution else { return [] }
    return Schema.families.filter { onlyFamily == nil || $0.name == onlyFamily }
  }

  /// Keys of the mapping form, in order.
  var keys: [SchemaKey] {
    words.map { word in
      SchemaKey(name: word, shape: .number(rule), help: Quantity.help(of: word))
    } + families + extras + Quantity.annotations(rule)
  }

  private static func help(of word: String) -> String {
    switch word {
    case "share": "The base case, a fraction of people."
    case "median": "The base case, the median between people."
    default: "The base case."
    }
  }

  private static func annotations(_ rule: NumberRule) -> [SchemaKey] {
    [
      SchemaKey(
        name: "range", shape: .interval(rule), help: "The what-if range; it drives the tornado.",
        meaning: .other),
      SchemaKey(
        name: "prior", shape: .shared(.distribution),
        help:
          "What is believed about the value, from which simulation.parameter_uncertainty draws."),
    ] + source
  }

  /// Where a value comes from.
  static let source = [
    SchemaKey(
      name: "source", shape: .shared(.names),
      help: "Keys of `sources`; a value without one is printed as an assumption.", meaning: .other),
    SchemaKey(name: "note", shape: .text, help: "Why this value.", meaning: .other),
  ]
}
