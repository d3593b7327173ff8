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
  let takesDistribution: Bool
  /// The family that the distribution must have; nil for any.
  let onlyFamily: String?
  /// What else belongs to the value.
  let extras: [SchemaKey]
  /// False for a criterion, which may have a rule instead.
  let needsBase: Bool
  /// The last part of the path of the base case, for a mapping that is more than a value.
  let pathWord: String?
  /// The families that may stand here.
  let families: [SchemaKey]
  /// The mapping form: base case or distribution, what else belongs to the value, where it comes from.
  let mapping: MappingShape

  init(
    words: [String], rule: NumberRule, takesDistribution: Bool = false, onlyFamily: String? = nil,
    extras: [SchemaKey] = [], needsBase: Bool = true, pathWord: String? = nil
  ) {
    self.words = words
    self.rule = rule
    self.takesDistribution = takesDistribution
    self.onlyFamily = onlyFamily
    self.extras = extras
    self.needsBase = needsBase
    self.pathWord = pathWord
    families =
      takesDistribution
      ? Schema.families.filter { onlyFamily == nil || $0.name == onlyFamily } : []
    let bases = words.map {
      SchemaKey(name: $0, shape: .number(rule), help: Quantity.help(of: $0))
    }
    let choices = words + families.map(\.name)
    mapping = MappingShape(
      keys: bases + families + extras + Quantity.annotations(rule),
      exactlyOne: needsBase ? [choices] : [], atMostOne: needsBase ? [] : [choices])
  }

  static let share = Quantity(words: ["share", "value"], rule: .share)
  static let positive = Quantity(words: ["value"], rule: .positive)
  static let notNegative = Quantity(words: ["value"], rule: .notNegative)
  static let perYear = Quantity(words: ["value"], rule: .perYear)
  static let perWeek = Quantity(words: ["value"], rule: .perWeek)
  static let ratio = Quantity(words: ["value"], rule: .ratio)
  static let number = Quantity(words: ["value"], rule: .any)

  func with(_ extras: SchemaKey...) -> Quantity {
    Quantity(
      words: words, rule: rule, takesDistribution: takesDistribution, onlyFamily: onlyFamily,
      extras: self.extras + extras, needsBase: needsBase, pathWord: pathWord)
  }

  /// Keys of the mapping form, in order.
  var keys: [SchemaKey] { mapping.keys }

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
