extension Checker {
  /// A mapping: its keys in schema order, then the names that the file chose.
  func mapping(
    _ node: SourceNode, _ shape: MappingShape, _ label: String, _ path: String
  ) -> Checked.Kind? {
    guard case .mapping(let written) = node.content else {
      if node.isNull, shape.others != nil { return .mapping([], Annotation()) }
      findings.fault(
        "\(label) is \(node.noun); write \(Shape.mapping(shape).words)", at: node.place)
      return nil
    }
    let known = shape.isAnnotated ? shape.keys + Quantity.source : shape.keys
    let unknown = written.filter { entry in !known.contains { $0.name == entry.key } }
    let meant =
      shape.others == nil && !unknown.isEmpty
      ? reportUnknown(unknown, shape, known.map(\.name), node, label) : []
    var entries = known.map { entry($0, in: node, meant: meant, label, path) }
    if let others = shape.others { entries += unknown.map { chosen($0, others, path) } }
    checkChoices(node, shape, meant, label)
    let annotation = annotation(taking: &entries, shape.isAnnotated)
    return .mapping(entries, annotation)
  }

  /// Reports unknown keys and returns the known ones that they were probably meant to be.
  private func reportUnknown(
    _ entries: [SourceNode.Entry], _ shape: MappingShape, _ known: [String], _ node: SourceNode,
    _ label: String
  ) -> Set<String> {
    var meant: Set<String> = []
    var strangers = 0
    for entry in entries.prefix(Findings.most) {
      if let slip = Slip(entry, among: known) {
        findings.fault(slip.words, at: entry.keyPlace)
        if let key = slip.meant { meant.insert(key) }
        continue
      }
      let nearest = NearestKey.suggestion(for: entry.key, among: known)
      if let nearest { meant.insert(nearest) } else { strangers += 1 }
      let place = label.isEmpty ? "" : " in `\(label)`"
      findings.fault(
        "unknown key `\(entry.key)`\(place)\(NearestKey.hint(for: entry.key, among: known))",
        at: entry.keyPlace)
    }
    if strangers == 1, known.count <= 12, let lacking = shape.onlyLack(of: node) {
      meant.insert(lacking)
    }
    return meant
  }

  /// A known key: as written, its default, or a fault when it is missing.
  func entry(
    _ key: SchemaKey, in node: SourceNode, meant: Set<String> = [], _ label: String, _ path: String
  ) -> Checked.Entry {
    let path = path.isEmpty ? key.name : "\(path).\(key.name)"
    let written = node.entries.first { $0.key == key.name }
    if let written, !written.value.isNull {
      let label = Checker.label(key.name, in: label)
      let value = check(written.value, key.shape, label: label, path: path)
      return .init(key: key.name, keyPlace: written.keyPlace, value: value)
    }
    if key.isRequired {
      if let written {
        let label = Checker.label(key.name, in: label)
        findings.fault("\(label) is empty: \(key.help.asClause)", at: written.keyPlace)
      } else if !meant.contains(key.name) {
        let owner = label.isEmpty ? "the file" : "`\(label)`"
        findings.fault("\(owner) lacks `\(key.name)`: \(key.help.asClause)", at: node.place)
      }
      let faulty = Checked(kind: .faulty, place: node.place, path: path)
      return .init(key: key.name, keyPlace: node.place, value: faulty)
    }
    // A misspelt key is written, though nobody knows its value.
    if written == nil, meant.contains(key.name) {
      let faulty = Checked(kind: .faulty, place: node.place, path: path)
      return .init(key: key.name, keyPlace: node.place, value: faulty)
    }
    let standard = standard(key, at: node.place, path: path)
    return .init(key: key.name, keyPlace: node.place, value: standard)
  }

  private func chosen(
    _ entry: SourceNode.Entry, _ others: MappingShape.Others, _ path: String
  ) -> Checked.Entry {
    let isName = others.areNumbers ? NumberGrammar.double(entry.key) != nil : entry.key.isName
    if !isName && others.noun != "path" {
      let wanted = others.areNumbers ? "a number" : "letters, digits and _"
      findings.fault(
        Slip(entry, among: [])?.words
          ?? "\(others.noun) `\(entry.key)` has a name that cannot be used; write \(wanted)",
        at: entry.keyPlace)
      let faulty = Checked(kind: .faulty, place: entry.keyPlace, path: path)
      return .init(key: entry.key, keyPlace: entry.keyPlace, value: faulty)
    }
    let label = others.areNumbers ? Checker.label(entry.key, in: path) : entry.key
    let path = path.isEmpty ? entry.key : "\(path).\(entry.key)"
    let value = check(entry.value, others.shape, label: label, path: path)
    return .init(key: entry.key, keyPlace: entry.keyPlace, value: value)
  }

  private func checkChoices(
    _ node: SourceNode, _ shape: MappingShape, _ meant: Set<String>, _ label: String
  ) {
    let groups = shape.exactlyOne + shape.atMostOne
    guard !groups.isEmpty else { return }
    let present = node.entries.filter { !$0.value.isNull }
    for group in groups {
      let found = present.filter { group.contains($0.key) }
      for extra in found.dropFirst() {
        findings.fault(
          "`\(label)` has both `\(found[0].key)` and `\(extra.key)`; keep one", at: extra.keyPlace)
      }
    }
    for group in shape.exactlyOne
    where !present.contains(where: { group.contains($0.key) })
      && meant.isDisjoint(with: group)
    {
      let choices = group.map { "`\($0)`" }
      findings.fault("`\(label)` lacks one of \(choices.listedWithOr)", at: node.place)
    }
  }

  /// Takes `source` and `note` out of the entries.
  func annotation(taking entries: inout [Checked.Entry], _ isAnnotated: Bool) -> Annotation {
    guard isAnnotated else { return Annotation() }
    var annotation = Annotation()
    for entry in entries {
      if entry.key == "source" { annotation.sources = entry.value.names }
      if entry.key == "note" { annotation.note = entry.value.text }
    }
    entries.removeAll { $0.key == "source" || $0.key == "note" }
    return annotation
  }

  /// The last two parts of a path, which is how messages name a value.
  static func label(_ key: String, in parent: String) -> String {
    var parent = parent[...]
    while parent.last == "." { parent.removeLast() }
    guard !parent.isEmpty else { return key }
    let dot = parent.utf8.lastIndex(of: UInt8(ascii: "."))
    let start = dot.map(parent.utf8.index(after:)) ?? parent.startIndex
    return "\(parent[start...]).\(key)"
  }
}

extension MappingShape {
  /// The one thing that must be there and is not; nil when nothing or more is lacking.
  ///
  /// A stranger among few known keys probably stands for it, and is told together with them.
  fileprivate func onlyLack(of node: SourceNode) -> String? {
    let present = node.entries.filter { !$0.value.isNull }.map(\.key)
    let required = keys.filter { $0.isRequired && !present.contains($0.name) }.map(\.name)
    let choices = exactlyOne.filter { group in !present.contains(where: group.contains) }
    let lacking = required + choices.compactMap(\.first)
    return lacking.count == 1 ? lacking.first : nil
  }
}

extension String {
  /// Letters, digits and underscores, not beginning with a digit.
  var isName: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    return utf8.allSatisfy {
      $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        || (0x61...0x7A).contains($0)
    }
  }

  /// A sentence as the end of another one: without its stop, and in lower case but for names.
  fileprivate var asClause: String {
    var clause = self
    if clause.hasSuffix(".") { clause.removeLast() }
    let isName = clause.prefix(2).allSatisfy { $0.isUppercase }
    return isName ? clause : clause.prefix(1).lowercased() + clause.dropFirst()
  }
}
