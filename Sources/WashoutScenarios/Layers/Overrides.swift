/// The `--set path=value` options, laid on top of the files.
struct Overrides {
  private let source: SourceFile
  private let findings: Findings

  init(_ options: [String], _ findings: Findings) {
    source = SourceFile(
      name: "--set", text: options.map(\.onOneLine).joined(separator: "\n"),
      isCommandLine: true, order: 1_000_000)
    self.findings = findings
  }

  /// The scenario with every option applied in order; a faulty option is reported and left out.
  func applied(to root: SourceNode) -> SourceNode {
    var root = root
    for line in source.lines.indices where !(source.lines.count == 1 && source.lines[0].isEmpty) {
      do {
        root = try apply(line, to: root)
      } catch {
        findings.report(error)
      }
    }
    return root
  }

  private func apply(_ index: Int, to root: SourceNode) throws(ScenarioFaults) -> SourceNode {
    let option = source.lines[index]
    let whole = place(index, 0, option.count)
    guard let equals = option.firstIndex(of: "=") else {
      throw Frame.fault("write --set path=value", at: whole)
    }
    let path = option[..<equals]
    var text = String.UnicodeScalarView()
    text.append(contentsOf: option[(equals + 1)...])
    var reader = YAMLReader()
    let value =
      try reader.read(String(text), from: source, line: index + 1, column: equals + 2)
      ?? SourceNode(content: .scalar("", isPlain: true), place: whole)
    var steps: [Step] = []
    var column = 0
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      steps.append(
        Step(name: part.map(String.init).joined(), place: place(index, column, part.count)))
      column += part.count + 1
    }
    return try PathSetting(value: value).set(steps[...], in: root, .mapping(Schema.root), "")
  }

  private func place(_ index: Int, _ column: Int, _ length: Int) -> Place {
    Place(source: source, line: index + 1, column: column + 1, length: max(1, length))
  }
}

extension String {
  /// An option with spaces in place of the ends of lines.
  var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}

/// One name of a path, and where it stands.
struct Step {
  let name: String
  let place: Place
}

/// Puts a value at the end of a path.
struct PathSetting {
  let value: SourceNode

  func set(_ steps: ArraySlice<Step>, in node: SourceNode?, _ shape: Shape, _ label: String)
    throws(ScenarioFaults) -> SourceNode
  {
    guard let step = steps.first else {
      return value.isNull ? value : node?.merged(with: value, shape) ?? value
    }
    switch shape {
    case .shared(let shared):
      return try set(steps, in: node, shared.shape, label)
    case .either(let shapes):
      let fitting = shapes.first { shape in node.map(shape.takes) ?? false && shape.hasParts }
      return try set(steps, in: node, fitting ?? shapes.last { $0.hasParts } ?? .text, label)
    case .mapping(let mapping):
      let child = try mapping.child(step, of: node, label, mayAdd: steps.count == 1)
      return try put(steps, child.shape, standard: child.standard, in: node, shape, label)
    case .quantity(let quantity):
      guard let child = quantity.keys.first(where: { $0.name == step.name }) else {
        throw unknown(step, quantity.keys.map(\.name), label)
      }
      return try put(steps, child.shape, in: node, shape, label)
    default:
      throw Frame.fault("`\(label)` has no parts; end the path there", at: step.place)
    }
  }

  /// Sets within the child of that name and lays the result over the node.
  private func put(
    _ steps: ArraySlice<Step>, _ child: Shape, standard: String? = nil, in node: SourceNode?,
    _ shape: Shape, _ label: String
  ) throws(ScenarioFaults) -> SourceNode {
    guard let step = steps.first else { return value }
    let label = label.isEmpty ? step.name : "\(label).\(step.name)"
    let unwritten = standard.map {
      SourceNode(content: .scalar($0, isPlain: true), place: step.place)
    }
    let below = node?[step.name] ?? (steps.count > 1 ? unwritten : nil)
    let inner = try set(steps.dropFirst(), in: below, child, label)
    if var edited = node, let old = edited.entries.first(where: { $0.key == step.name }) {
      edited.entries.put(.init(key: old.key, keyPlace: step.place, value: inner)) { $1 }
      if case .quantity(let quantity) = shape,
        !["range", "prior", "source", "note"].contains(step.name)
      {
        edited.cutOff()
        let before = node?.baseText(quantity)
        if before != edited.baseText(quantity) { edited.replaced = before }
      }
      return edited
    }
    let entry = SourceNode.Entry(key: step.name, keyPlace: step.place, value: inner)
    let overlay = SourceNode(content: .mapping([entry]), place: node?.place ?? step.place)
    if case .mapping(let mapping) = shape, let node { return node.withKeys(of: overlay, mapping) }
    return node?.merged(with: overlay, shape) ?? overlay
  }

  private func unknown(_ step: Step, _ known: [String], _ label: String) -> ScenarioFaults {
    Frame.fault(
      "unknown key `\(step.name)` in `\(label)`\(NearestKey.hint(for: step.name, among: known))",
      at: step.place)
  }
}

extension MappingShape {
  /// The shape below a name.
  fileprivate func child(_ step: Step, of node: SourceNode?, _ label: String, mayAdd: Bool)
    throws(ScenarioFaults) -> (shape: Shape, standard: String?)
  {
    if let key = self[step.name] { return (key.shape, key.standard) }
    if isAnnotated, let key = Quantity.source.first(where: { $0.name == step.name }) {
      return (key.shape, nil)
    }
    let written = node?.entries.map(\.key) ?? []
    if let others, mayAdd || written.contains(step.name) { return (others.shape, nil) }
    let place = label.isEmpty ? "" : " in `\(label)`"
    let known = keys.map(\.name) + (others == nil ? [] : written)
    throw Frame.fault(
      "unknown key `\(step.name)`\(place)\(NearestKey.hint(for: step.name, among: known))",
      at: step.place)
  }
}

extension Shape {
  /// Whether a path can lead into it.
  fileprivate var hasParts: Bool {
    switch self {
    case .mapping, .quantity: true
    case .either(let shapes): shapes.contains { $0.hasParts }
    case .shared(let shared): shared.shape.hasParts
    default: false
    }
  }
}

extension SourceNode {
  /// Drops the source and note that held for what stood here before.
  fileprivate mutating func cutOff() {
    entries.removeAll { $0.key == "source" || $0.key == "note" }
    hasReplaced = true
  }
}
