internal import Washout

/// A scenario as `path = value` lines, one a leaf: what can change a result, and nothing else.
///
/// Defaults are written out, keys stand in schema order, names that the file chose are sorted (items
/// by number, criteria as written, since the order of criteria decides which one is seen to fail),
/// and numbers are the shortest that read back alike. Titles, texts, sources, notes, ranges, trial
/// counts and what is shown are left out, so that two files with the same meaning give the same text.
/// The other sample sizes stand in it: people are enrolled until the largest trial is full.
struct CanonicalText {
  /// A leaf.
  struct Line: Sendable {
    let path: String
    let value: String
    /// Where the value stands.
    let place: Place
  }

  private(set) var lines: [Line] = []

  private let ofExtent: Bool
  /// Whether what is being read belongs into the text.
  private var isWanted: Bool
  /// Where what is being read stands.
  private var place: Place

  /// What can change a result or, if `ofExtent`, how much is simulated and what is asked of it.
  init(_ root: Checked, ofExtent: Bool = false) {
    self.ofExtent = ofExtent
    isWanted = !ofExtent
    place = root.place
    write(root, .mapping(Schema.root), "")
  }

  var text: String { lines.map { "\($0.path) = \($0.value)\n" }.joined() }

  /// The text's digest in hexadecimal, for display.
  static func digest(of text: String) -> String {
    var digest = Digest()
    digest.add(text.utf8)
    return digest.text
  }

  private mutating func write(_ node: Checked, _ shape: Shape, _ path: String) {
    place = node.place
    switch (shape, node.kind) {
    case (.shared(.names), _) where node.isPresent:
      add(path, CanonicalText.inline(node.names))
    case (.shared(let shared), _): write(node, shared.shape, path)
    case (.either(let shapes), _):
      if let shape = shapes.first(where: { $0.wrote(node) }) { write(node, shape, path) }
    case (.mapping(let mapping), .mapping): write(node, mapping, path)
    case (.quantity(let quantity), .quantity(let value)): write(value, quantity, path)
    case (.list(let element, _), .list(let elements)): write(elements, element, path)
    case (_, .number(let value)): add(path, NumberGrammar.shortest(value))
    case (_, .text(let text)): add(path, text)
    case (_, .flag(let flag)): add(path, String(flag))
    case (_, .list(let elements)): add(path, CanonicalText.inline(elements))
    default: break
    }
  }

  private mutating func add(_ path: String, _ value: String) {
    if isWanted { lines.append(.init(path: path, value: value, place: place)) }
  }

  private mutating func write(_ node: Checked, _ shape: MappingShape, _ path: String) {
    for key in shape.keys { write(node[key.name], key, in: path) }
    guard let others = shape.others else { return }
    let chosen = node.entries.filter { shape[$0.key] == nil }
    for entry in CanonicalText.sorted(chosen, others) {
      write(entry.value, others.shape, CanonicalText.join(path, entry.key))
    }
  }

  private mutating func write(_ node: Checked, _ key: SchemaKey, in parent: String) {
    guard node.isPresent, key.meaning != .other else { return }
    let path = CanonicalText.join(parent, key.name)
    switch key.meaning {
    case .input: write(node, key.shape, path)
    case .extent where ofExtent:
      let outer = isWanted
      isWanted = true
      write(node, key.shape, path)
      isWanted = outer
    case .extent, .other: break
    }
  }

  private mutating func write(_ value: CheckedQuantity, _ shape: Quantity, _ path: String) {
    if let base = value.base {
      place = value.basePlace
      let isShareOfPeople = shape.takesDistribution && value.word == "share"
      let word = shape.pathWord ?? (isShareOfPeople ? "share" : nil)
      add(word.map { CanonicalText.join(path, $0) } ?? path, NumberGrammar.shortest(base))
    }
    if let family = value.family, let key = shape.families.first(where: { $0.name == family.key }) {
      write(family.value, key.shape, CanonicalText.join(path, family.key))
    }
    for key in shape.extras {
      write(value[key.name], key, in: path)
    }
    if let prior = value.prior {
      write(prior, .shared(.distribution), CanonicalText.join(path, "prior"))
    }
  }

  private mutating func write(_ elements: [Checked], _ shape: Shape, _ path: String) {
    let areScalars = elements.allSatisfy { $0.number != nil || $0.text != nil }
    guard !areScalars else {
      add(path, CanonicalText.inline(elements))
      return
    }
    for (index, element) in elements.enumerated() {
      write(element, shape, CanonicalText.join(path, String(index + 1)))
    }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private static func inline(_ elements: [Checked]) -> String {
    let words = elements.map { $0.number.map(NumberGrammar.shortest) ?? $0.text ?? "" }
    return "[\(words.joined(separator: ", "))]"
  }

  private static func sorted(
    _ entries: [Checked.Entry], _ others: MappingShape.Others
  ) -> [Checked.Entry] {
    switch others.order {
    case .asWritten: entries
    case .byName: entries.sorted { $0.key < $1.key }
    case .byNumber: entries.sorted { (number($0), $0.key) < (number($1), $1.key) }
    }
  }

  /// The number that a name is or has.
  private static func number(_ entry: Checked.Entry) -> Double {
    entry.value["number"].number ?? NumberGrammar.double(entry.key)
      ?? SLEDAI2K.number(of: entry.key).map(Double.init) ?? 0
  }
}

extension Shape {
  /// Whether a checked node came from this shape.
  fileprivate func wrote(_ node: Checked) -> Bool {
    switch (self, node.kind) {
    case (.shared(let shared), _): shared.shape.wrote(node)
    case (.either(let shapes), _): shapes.contains { $0.wrote(node) }
    case (.mapping, .mapping), (.list, .list), (.interval, .list), (.quantity, .quantity): true
    case (.number, .number), (.word, .text), (.name, .text), (.text, .text), (.seed, .text): true
    case (.anyScalar, .text), (.flag, .flag): true
    default: false
    }
  }
}
