internal import Washout

/// Every value of the model with where it comes from, in the order of the schema.
struct AssumptionRegister {
  private(set) var assumptions: [Assumption] = []
  private let findings: Findings
  private let known: [String]
  private let areSourcesRead: Bool

  init(_ root: Checked, _ findings: Findings) {
    self.findings = findings
    known = root["sources"].entries.map(\.key)
    areSourcesRead = !root["sources"].isFaulty
    collect(root, .mapping(Schema.root), inherited: Annotation())
  }

  private mutating func collect(_ node: Checked, _ shape: Shape, inherited: Annotation) {
    switch (shape, node.kind) {
    case (.shared(let shared), _): collect(node, shared.shape, inherited: inherited)
    case (.either(let shapes), .mapping):
      for case .mapping(let mapping) in shapes {
        collect(node, .mapping(mapping), inherited: inherited)
      }
    case (.quantity(let quantity), .quantity(let value)):
      add(node, value, quantity, inherited)
    case (.mapping(let mapping), .mapping(_, let annotation)):
      checkSources(annotation)
      collect(node, mapping, annotation.isEmpty ? inherited : annotation)
    default: break
    }
  }

  private mutating func collect(_ node: Checked, _ shape: MappingShape, _ annotation: Annotation) {
    if node.path.hasPrefix("activity.items."), addItem(node, annotation) { return }
    for key in shape.keys { collect(node[key.name], key.shape, inherited: annotation) }
    guard let others = shape.others else { return }
    for entry in node.entries where shape[entry.key] == nil {
      collect(entry.value, others.shape, inherited: annotation)
    }
  }

  private mutating func add(
    _ node: Checked, _ value: CheckedQuantity, _ shape: Quantity, _ inherited: Annotation
  ) {
    checkSources(value.annotation)
    guard value.base != nil || value.family != nil else { return }
    let own = value.annotation
    let inherits = own.sources.isEmpty && !own.isCutOff
    let sources = inherits ? inherited.sources : own.sources
    assumptions.append(
      Assumption(
        path: shape.pathWord.map { "\(node.path).\($0)" } ?? node.path,
        value: value.words(shape), unit: Unit.of(node.path, value, shape), range: value.range,
        sources: sources.compactMap(\.text),
        note: own.note ?? (inherits ? inherited.note : nil),
        isOverridden: value.basePlace.source.isCommandLine, isDefault: node.isDefault,
        replaces: own.replaced))
  }

  /// An item of the instrument is one line of the register, unless one of its values has its own
  /// range or source.
  private mutating func addItem(_ node: Checked, _ annotation: Annotation) -> Bool {
    let values = node.entries.filter { $0.value.quantity != nil }
    let haveOwn = values.contains { entry in
      guard let value = entry.value.quantity else { return false }
      return value.range != nil || !value.annotation.sources.isEmpty || value.annotation.isCutOff
        || value.annotation.note != nil || value.annotation.replaced != nil
        || value.basePlace.source.isCommandLine
    }
    guard !haveOwn else { return false }
    let words = values.map { "\($0.key) \(NumberGrammar.shortest($0.value.number ?? 0))" }
    assumptions.append(
      Assumption(
        path: node.path, value: words.joined(separator: ", "),
        sources: annotation.sources.compactMap(\.text), note: annotation.note))
    return true
  }

  private func checkSources(_ annotation: Annotation) {
    for source in annotation.sources where areSourcesRead {
      guard let key = source.text, !known.contains(key) else { continue }
      let hint = NearestKey.suggestion(for: key, among: known).map { "; did you mean `\($0)`?" }
      findings.fault(
        "unknown source `\(key)`\(hint ?? "; add it to `sources` at the foot")", at: source.place)
    }
  }
}

/// Units, which stand at the end of keys.
enum Unit {
  private static let endings: [(ending: String, unit: String)] = [
    ("_l_per_day", "L/day"), ("_mg_per_day", "mg/day"), ("_mg_per_l", "mg/L"),
    ("_g_per_l", "g/L"), ("_mm_per_h", "mm/h"), ("_per_year", "1/year"),
    ("_per_month", "1/month"), ("_per_week", "1/week"), ("_per_day", "1/day"),
    ("_years", "years"), ("_weeks", "weeks"), ("_days", "days"), ("_kg", "kg"), ("_mg", "mg"),
    ("_l", "L"),
  ]

  /// Names of values that have the unit of what they belong to.
  private static let ofTheWhole = ["baseline", "in_flare", "reported_from", "visit_sd"]

  /// The unit of a value, from the last part of its path that has one; empty for shares and counts.
  static func of(_ path: String) -> String {
    let names = path.split(separator: ".").map(String.init)
    guard let last = names.last else { return "" }
    let key = ofTheWhole.contains(last) && names.count > 1 ? names[names.count - 2] : last
    return endings.first { key.hasSuffix($0.ending) }?.unit ?? ""
  }

  /// The same, with `share` for a fraction of people and `times` for what a rate is multiplied by.
  static func of(_ path: String, _ value: CheckedQuantity, _ shape: Quantity) -> String {
    if shape.rule.isShare || value.word == "share" { return "share" }
    return shape.rule == .ratio ? "times" : of(path)
  }
}

extension CheckedQuantity {
  /// The base case in one line, such as `0.174, sd_log 0.293`.
  func words(_ shape: Quantity) -> String {
    var parts: [String] = []
    if let base { parts.append(NumberGrammar.shortest(base)) }
    if let family { parts.append("\(family.key) (\(family.value.words))") }
    for key in shape.extras where key.meaning == .input {
      let extra = self[key.name]
      if extra.isPresent, !extra.isDefault { parts.append("\(key.name) \(extra.words)") }
    }
    return parts.joined(separator: ", ")
  }
}

extension Checked {
  /// In one line, such as `beta (alpha 6, beta 6)`.
  var inWords: String { words }

  /// In one line.
  fileprivate var words: String {
    switch kind {
    case .number(let value): return NumberGrammar.shortest(value)
    case .text(let text): return text
    case .flag(let flag): return String(flag)
    case .list(let list) where list.count > 20:
      let shown = list.prefix(3).map(\.words).joined(separator: ", ")
      return "[\(shown), ... \(list[list.count - 1].words)], \(list.count) values"
    case .list(let list): return "[\(list.map(\.words).joined(separator: ", "))]"
    case .quantity(let quantity):
      return quantity.base.map(NumberGrammar.shortest)
        ?? quantity.family.map { "\($0.key) (\($0.value.words))" } ?? ""
    case .mapping(let entries, _):
      return entries.filter { $0.value.isPresent }.map { entry in
        if case .mapping = entry.value.kind { return "\(entry.key) (\(entry.value.words))" }
        return "\(entry.key) \(entry.value.words)"
      }.joined(separator: ", ")
    case .absent, .faulty: return ""
    }
  }
}
