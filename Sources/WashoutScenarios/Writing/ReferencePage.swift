/// The schema table as a page for people, in Markdown.
struct ReferencePage {
  private var lines: [String] = []

  init() {
    lines = ReferencePage.opening
    let sections = Schema.root.keys.filter { if case .mapping = $0.shape { true } else { false } }
    let plain = Schema.root.keys.filter { key in !sections.contains { $0.name == key.name } }
    lines += ["## At the top", "", ReferencePage.tableHead]
    for key in plain { addRow(key, path: key.name) }
    for key in sections {
      lines += ["", "## \(key.name)", "", key.help, "", ReferencePage.tableHead]
      if case .mapping(let shape) = key.shape { add(shape, path: key.name) }
    }
    addShared()
  }

  /// The page.
  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func add(_ shape: MappingShape, path: String) {
    for key in shape.keys {
      addRow(key, path: "\(path).\(key.name)")
      descend(key.shape, path: "\(path).\(key.name)")
    }
    guard let others = shape.others else { return }
    let child = "\(path).*\(others.noun)*"
    lines.append("| \(child) | \(words(others.shape)) | | \(others.help) |")
    descend(others.shape, path: child)
  }

  private mutating func descend(_ shape: Shape, path: String) {
    switch shape {
    case .mapping(let mapping): add(mapping, path: path)
    case .either(let shapes): for shape in shapes { descend(shape, path: path) }
    case .list(let element, _): descend(element, path: path + "[]")
    case .shared(.sample): descend(Schema.sample, path: path)
    case .quantity(let quantity):
      for key in quantity.extras {
        addRow(key, path: "\(path).\(key.name)")
        descend(key.shape, path: "\(path).\(key.name)")
      }
    case .word(let choices):
      for choice in choices {
        lines.append("| | `\(choice.word)` | | \(choice.help) |")
      }
    default: break
    }
  }

  private mutating func addRow(_ key: SchemaKey, path: String) {
    let standard = key.isRequired ? "required" : key.standard.map { "`\($0)`" } ?? ""
    lines.append("| \(path) | \(words(key.shape, of: key.name)) | \(standard) | \(key.help) |")
  }

  /// What may stand there: form, range and unit.
  private func words(_ shape: Shape, of name: String = "") -> String {
    let unit = Unit.of(name)
    switch shape {
    case .number(let rule):
      return [rule.short, unit].filter { !$0.isEmpty }.joined(separator: ", ")
    case .quantity(let quantity):
      let form = quantity.takesDistribution ? "value or distribution" : "value"
      return [form, quantity.rule.short, unit].filter { !$0.isEmpty && $0 != "number" }
        .joined(separator: ", ")
    case .either(let shapes): return shapes.map { words($0, of: name) }.joined(separator: ", or ")
    case .list(let element, _): return "list of: \(words(element, of: name))"
    case .interval(let rule): return "[low, high], each \(rule.short)"
    case .mapping: return "mapping"
    case .shared(let shared): return ReferencePage.sharedWords[shared] ?? shared.rawValue
    case .word(let choices): return choices.count == 1 ? "`\(choices[0].word)`" : "one of:"
    case .seed: return "whole number"
    case .text, .name, .anyScalar, .flag: return shape.words
    }
  }

  private mutating func addShared() {
    lines += ["", "## Distributions", "", ReferencePage.tableHead]
    for family in Schema.families {
      addRow(family, path: family.name)
      descend(family.shape, path: family.name)
    }
    addRow(Schema.limits, path: Schema.limits.name)
    let rules: [(String, SharedShape)] = [
      ("Rules about the course", .courseRule), ("Rules of eligibility", .eligibilityRule),
      ("Bounds", .bounds),
    ]
    for (title, shared) in rules {
      lines += ["", "## \(title)", "", ReferencePage.tableHead]
      descend(shared.shape, path: "rule")
    }
  }

  private static let sharedWords: [SharedShape: String] = [
    .distribution: "number or distribution", .bounds: "[low, high] or bounds",
    .eligibilityRule: "rule", .courseRule: "rule", .names: "a name or a list of names",
    .sample: "list of numbers, or {csv: file, column: name}",
  ]

  private static let tableHead = "| key | what | default | meaning |\n|---|---|---|---|"

  private static let opening = [
    "# The scenario file", "",
    "Written from the schema that the parser reads. A *value* is a number, or "
      + "`{value | median | share: base case, range: [low, high], source: KEY, note: why, "
      + "prior: distribution}`, or a distribution where one may stand. "
      + "A path such as `flares.background_per_year` names the base case in `--set`. "
      + "Units stand in the key. Later layers win: defaults, files named by `extends`, the file, "
      + "`--set`; mappings merge, everything else is replaced, `null` removes.",
    "",
  ]
}

extension NumberRule {
  /// In few words, such as "from 0 to 1".
  fileprivate var short: String {
    if isShare { return "share, 0 to 1" }
    let noun = isInteger ? "whole number" : "number"
    switch (lower, upper) {
    case (nil, nil): return noun
    case (let lower?, nil):
      return "\(noun) \(lowerIsExcluded ? "above" : "from") \(NumberGrammar.shortest(lower))"
    case (nil, let upper?):
      return "\(noun) \(upperIsExcluded ? "below" : "up to") \(NumberGrammar.shortest(upper))"
    case (let lower?, let upper?):
      let span = "\(NumberGrammar.shortest(lower)) to \(NumberGrammar.shortest(upper))"
      return "\(noun), \(lowerIsExcluded ? "above " : "")\(span)"
    }
  }
}
