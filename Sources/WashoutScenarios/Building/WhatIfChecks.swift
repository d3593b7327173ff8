internal import Washout

extension ScenarioBuilder {
  /// What is varied must exist, and each value must be one that could be written there.
  func checkWhatIf() {
    let section = root["what_if"]
    checkIncreasingSizes(section["sample_sizes"])
    for outcome in section["outcomes"].list { check(outcome) }
    for path in section["one_at_a_time"].list { checkRange(path) }
    for values in [section["also"], section["grid"]] { checkValues(values) }
    checkGrid(section["grid"])
  }

  /// An outcome that the scenario cannot give.
  private func check(_ outcome: Checked) {
    guard let wanted = outcome.text.flatMap(WhatIfOutcome.init) else { return }
    if wanted.needsDecision { needsDecision(outcome) }
    if wanted.needsMechanism, isStatistical {
      findings.fault(
        "`\(wanted.rawValue)` needs a mechanism; leave it out of a statistical scenario",
        at: outcome.place)
    }
    let needed: (path: [String], what: String)? =
      switch wanted {
      case .months: (["trial", "recruited_per_month"], "trial.recruited_per_month")
      case .responseShare: (["response"], "response")
      default: nil
      }
    if let needed, !needed.path.reduce(root, { $0[$1] }).isPresent {
      findings.fault(
        "`\(wanted.rawValue)` needs `\(needed.what)`; write it, or leave the outcome out",
        at: outcome.place)
    }
  }

  private func checkValues(_ section: Checked) {
    for entry in section.entries {
      guard let shape = Schema.shape(at: entry.key, in: root) else {
        reportUnknownPath(entry.key, at: entry.keyPlace)
        continue
      }
      for value in entry.value.list {
        let node = SourceNode(content: .scalar(value.text ?? "", isPlain: true), place: value.place)
        checker.checkVaried(node, shape, path: entry.key)
      }
    }
  }

  private func checkGrid(_ grid: Checked) {
    if let only = grid.entries.first, grid.entries.count == 1 {
      findings.fault(
        "a grid crosses two paths or more; write `\(only.key)` under `also`", at: only.keyPlace)
    }
    let most = WhatIfRequests.most
    let cells = grid.entries.reduce(1) { min($0, most) * $1.value.list.count }
    if cells > most {
      findings.fault("the grid has more than \(most) cells; vary fewer values", at: grid.place)
    }
  }

  private func checkIncreasingSizes(_ sizes: Checked) {
    for (earlier, later) in zip(sizes.list, sizes.list.dropFirst()) {
      guard let a = earlier.integer, let b = later.integer, b <= a else { continue }
      findings.fault("size \(b) follows \(a); put the sizes in order", at: later.place)
    }
  }

  private func checkRange(_ path: Checked) {
    guard let text = path.text, text != WhatIfRequests.assessor else { return }
    if text == WhatIfRequests.primary, names.definitions.count > 1 { return }
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
    findings.fault("there is no value at `\(path)`\(root.nearestPath(to: path))", at: place)
  }
}

extension Checker {
  /// A value that would be written over that of a path, whose other parts stay.
  func checkVaried(_ node: SourceNode, _ shape: Shape, path: String) {
    var shape = shape
    if case .scalar = node.content { shape = shape.ofBaseCase(node) }
    _ = check(node, shape, label: path, path: path)
  }
}

extension Shape {
  /// What a bare number says: of a value of the model its base case alone.
  fileprivate func ofBaseCase(_ node: SourceNode) -> Shape {
    switch self {
    case .shared(let shared): shared.shape.ofBaseCase(node)
    case .either(let shapes): shapes.first { $0.takes(node) }?.ofBaseCase(node) ?? self
    case .quantity(let quantity) where !quantity.words.isEmpty: .number(quantity.rule)
    default: self
    }
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

extension WhatIfOutcome {
  /// What `what_if.outcomes` asks for; recurrence and the decision unless written.
  static func wanted(_ root: Checked, _ scenario: Scenario) -> [WhatIfOutcome] {
    let written = root["what_if"]["outcomes"].list.compactMap { $0.text.flatMap(Self.init) }
    var wanted: [WhatIfOutcome] = []
    for outcome in written where !wanted.contains(outcome) { wanted.append(outcome) }
    if !wanted.isEmpty { return wanted }
    return scenario.decision == nil ? [.recurrence] : [.recurrence, .probabilityOfDecision]
  }
}

extension Checked {
  /// "; did you mean `x`?" for a path that leads nowhere; empty where none is near.
  func nearestPath(to path: String) -> String {
    let known = CanonicalText(self).lines.map(\.path)
    return NearestKey.suggestion(for: path, among: known).map { "; did you mean `\($0)`?" } ?? ""
  }

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
