extension ScenarioBuilder {
  /// What is varied must exist, and each value must be one that could be written there.
  func checkWhatIf() {
    let section = root["what_if"]
    checkIncreasingSizes(section["sample_sizes"])
    for outcome in section["outcomes"].list where outcome.text == "probability_of_decision" {
      needsDecision(outcome)
    }
    for path in section["one_at_a_time"].list { checkRange(path) }
    for entry in section["also"].entries {
      guard let shape = Schema.shape(at: entry.key, in: root) else {
        reportUnknownPath(entry.key, at: entry.keyPlace)
        continue
      }
      for value in entry.value.list {
        let node = SourceNode(content: .scalar(value.text ?? "", isPlain: true), place: value.place)
        _ = checker.check(node, shape, label: entry.key, path: entry.key)
      }
    }
  }

  private func checkIncreasingSizes(_ sizes: Checked) {
    for (earlier, later) in zip(sizes.list, sizes.list.dropFirst()) {
      guard let a = earlier.integer, let b = later.integer, b <= a else { continue }
      findings.fault("size \(b) follows \(a); put the sizes in order", at: later.place)
    }
  }

  private func checkRange(_ path: Checked) {
    guard let text = path.text else { return }
    guard Schema.shape(at: text, in: root) != nil else {
      reportUnknownPath(text, at: path.place)
      return
    }
    guard let value = root.value(at: text), value.isPresent else { return }
    if value.quantity?.range == nil {
      findings.fault("`\(text)` has no range to vary it over; give it one", at: path.place)
    }
  }

  private func reportUnknownPath(_ path: String, at place: Place) {
    let known = CanonicalText(root).lines.map(\.path)
    let hint = NearestKey.suggestion(for: path, among: known).map { "; did you mean `\($0)`?" }
    findings.fault("there is no value at `\(path)`\(hint ?? "")", at: place)
  }
}

extension Schema {
  /// What may be written at a path of a scenario; nil when the path leads nowhere.
  static func shape(at path: String, in root: Checked) -> Shape? {
    var shape = Shape.mapping(Schema.root)
    var node = root
    for name in path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
      guard let child = shape.part(name, of: node) else { return nil }
      shape = child
      node = node[name]
    }
    return shape
  }
}

extension Shape {
  fileprivate func part(_ name: String, of node: Checked) -> Shape? {
    switch self {
    case .shared(let shared): return shared.shape.part(name, of: node)
    case .either(let shapes): return shapes.lazy.compactMap { $0.part(name, of: node) }.first
    case .quantity(let quantity): return quantity.keys.first { $0.name == name }?.shape
    case .mapping(let mapping):
      if let key = mapping[name] { return key.shape }
      return node.entries.contains { $0.key == name } ? mapping.others?.shape : nil
    default: return nil
    }
  }
}

extension Checked {
  /// What stands at a path.
  func value(at path: String) -> Checked? {
    var node = self
    for name in path.split(separator: ".").map(String.init) {
      if node.quantity?.word == name { continue }
      guard let child = node.entries.first(where: { $0.key == name }) else { return nil }
      node = child.value
    }
    return node
  }
}
