extension SourceNode {
  /// This layer with a later one on top.
  ///
  /// Mappings merge; scalars, lists and mappings whose keys mean something only together are replaced
  /// whole; `null` removes a key. A value keeps its range and what else belongs to it when only its
  /// base case is replaced, and loses its source and note.
  func merged(with later: SourceNode, _ shape: Shape) -> SourceNode {
    switch shape {
    case .shared(let shared):
      return merged(with: later, shared.shape)
    case .either(let shapes):
      let common = shapes.first { $0.takes(self) && $0.takes(later) }
      return common.map { merged(with: later, $0) } ?? later
    case .quantity(let quantity):
      return merged(with: later, quantity)
    case .mapping(let mapping):
      guard case .mapping = content, case .mapping = later.content, !mapping.isReplacedWhole else {
        return later
      }
      return withKeys(of: later, mapping)
    default:
      return later
    }
  }

  /// A mapping with the keys of a later one; of keys that exclude each other the later one stays.
  func withKeys(of later: SourceNode, _ shape: MappingShape) -> SourceNode {
    let groups = shape.exactlyOne + shape.atMostOne
    let chosen = Set(later.entries.lazy.filter { !$0.value.isNull }.map(\.key))
    var kept: [Entry?] = entries.filter { old in
      // What the later layer says twice itself is told, not settled.
      chosen.contains(old.key)
        || !groups.contains { $0.contains(old.key) && !chosen.isDisjoint(with: $0) }
    }
    // Among tens of thousands of keys, one is found by its name, not by a look at every other.
    let places = Dictionary(
      kept.enumerated().map { ($1?.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    var added: [Entry] = []
    for entry in later.entries {
      guard let place = places[entry.key], let old = kept[place] else {
        added.append(entry)
        continue
      }
      if entry.value.isNull || old.value.isNull {
        kept[place] = nil
        if !entry.value.isNull { added.append(entry) }
        continue
      }
      let childShape = shape[entry.key]?.shape ?? shape.others?.shape
      let value = old.value.merged(with: entry.value, childShape ?? .text)
      kept[place] = Entry(key: entry.key, keyPlace: entry.keyPlace, value: value)
    }
    return SourceNode(content: .mapping(kept.compactMap(\.self) + added), place: later.place)
  }

  private func merged(with later: SourceNode, _ shape: Quantity) -> SourceNode {
    let above = later.mappingForm(shape, like: self)
    let families = shape.families.map(\.name)
    var merged = mappingForm(shape, like: nil).spelledOut(shape)
    let replacesValue = above.contains { !["range", "prior", "source", "note"].contains($0.key) }
    if replacesValue { merged.removeAll { ["source", "note"].contains($0.key) } }
    let choices = shape.words + families
    let form = { (entries: [Entry]) in entries.first { choices.contains($0.key) }?.key }
    if shape.takesDistribution, shape.onlyFamily == nil, let new = form(above),
      new != form(merged) || families.contains(new)
    {
      merged.removeAll { ["limits", "sd_log"].contains($0.key) }
    }
    if above.contains(where: { choices.contains($0.key) }) {
      merged.removeAll { choices.contains($0.key) }
    }
    for entry in above {
      let childShape = shape.extras.first { $0.name == entry.key }?.shape
      merged.put(entry) { $0.merged(with: $1, childShape ?? .text) }
    }
    var node = SourceNode(content: .mapping(merged), place: later.place)
    node.hasReplaced = replacesValue && !above.contains { $0.key == "source" }
    let (before, after) = (baseText(shape), node.baseText(shape))
    let number = before.flatMap(Double.init)
    let isSame = before == after || number != nil && number == after.flatMap(Double.init)
    node.replaced = isSame ? replaced : before
    return node
  }

  /// The base case of a value as written, or the distribution that stands in its place.
  func baseText(_ shape: Quantity) -> String? {
    let entries = mappingForm(shape, like: nil).spelledOut(shape)
    if let base = entries.first(where: { shape.words.contains($0.key) }) {
      return base.value.words
    }
    let family = entries.first { entry in shape.families.contains { $0.name == entry.key } }
    return family.map { "\($0.key) (\($0.value.words))" }
  }

  /// What was written, in one line.
  private var words: String {
    switch content {
    case .scalar(let text, _): text
    case .list(let nodes): "[\(nodes.map(\.words).joined(separator: ", "))]"
    case .mapping(let entries):
      entries.map { "\($0.key) \($0.value.words)" }.joined(separator: ", ")
    }
  }

  /// The entries of the mapping form; a bare number stands under the word of the value below it.
  private func mappingForm(_ shape: Quantity, like below: SourceNode?) -> [Entry] {
    if case .mapping(let entries) = content { return entries }
    let under = below?.entries.spelledOut(shape) ?? []
    let word = under.first { shape.words.contains($0.key) }?.key ?? shape.words[0]
    return [Entry(key: word, keyPlace: place, value: self)]
  }
}

extension [SourceNode.Entry] {
  /// `lognormal: {median, sd_log}` as `median` and `sd_log`, where both may stand.
  fileprivate func spelledOut(_ shape: Quantity) -> Self {
    guard shape.words.contains("median") else { return self }
    return flatMap { $0.key == "lognormal" ? $0.value.entries : [$0] }
  }

  /// Replaces, merges, appends or (with null) removes an entry.
  ///
  /// A null that removes nothing stays, so that a misspelt key is told all the same.
  mutating func put(
    _ entry: SourceNode.Entry, merge: (SourceNode, SourceNode) -> SourceNode
  ) {
    let index = firstIndex { $0.key == entry.key }
    if let index, entry.value.isNull {
      remove(at: index)
    } else if let index, !self[index].value.isNull {
      self[index] = .init(
        key: entry.key, keyPlace: entry.keyPlace, value: merge(self[index].value, entry.value))
    } else {
      if let index { remove(at: index) }
      append(entry)
    }
  }
}
