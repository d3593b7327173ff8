internal import Yams

/// Reads one YAML text into nodes that remember their places, within fixed bounds of time and memory.
struct YAMLReader {
  /// Nodes that may still be read, over all files of a scenario; aliases count at each use.
  private(set) var budget = 100_000
  /// Bytes of text that may still be read, counted in the same way.
  private var bytesLeft = 4 << 20
  private static let deepest = 64

  /// The node at the root; nil for an empty text.
  mutating func read(_ text: String, from source: SourceFile, line: Int = 1, column: Int = 1)
    throws(ScenarioFaults) -> SourceNode?
  {
    let frame = Frame(source: source, line: line, column: column)
    if let problem = KeyHazard.problem(in: text) { throw frame.fault(problem, line: 1, column: 1) }
    guard let root = try compose(text, frame) else { return nil }
    return try walk(root, frame, depth: 0)
  }

  private func compose(_ text: String, _ frame: Frame) throws(ScenarioFaults) -> Node? {
    do {
      // What a scalar means is read by its place, so the parser need not try every type on it.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw frame.fault(error)
    } catch {
      throw frame.fault("this is not YAML: \(error)", line: 1, column: 1)
    }
  }

  private mutating func walk(_ node: Node, _ frame: Frame, depth: Int)
    throws(ScenarioFaults) -> SourceNode
  {
    let place = frame.place(of: node)
    budget -= 1
    guard budget >= 0 else { throw Frame.fault("more than 100,000 values; shorten it", at: place) }
    guard depth <= Self.deepest else {
      throw Frame.fault("nested deeper than 64 levels; flatten it", at: place)
    }
    guard place.rest.first != "!" else {
      throw Frame.fault("tags such as `!name` are not read; leave it out", at: place)
    }
    switch node {
    case .scalar(let scalar):
      bytesLeft -= scalar.string.utf8.count
      guard bytesLeft >= 0 else {
        throw Frame.fault(
          "more than 4 MiB of text, that of an alias counted at each use; shorten it", at: place)
      }
      let content = SourceNode.Content.scalar(scalar.string, isPlain: scalar.style == .plain)
      return SourceNode(content: content, place: place)
    case .sequence(let sequence):
      var list: [SourceNode] = []
      for element in sequence { list.append(try walk(element, frame, depth: depth + 1)) }
      return SourceNode(content: .list(list), place: place)
    case .mapping(let mapping):
      return try walk(mapping, at: place, frame, depth: depth)
    case .alias:
      throw Frame.fault("this alias has no anchor; write the value itself", at: place)
    }
  }

  private mutating func walk(
    _ mapping: Node.Mapping, at place: Place, _ frame: Frame, depth: Int
  ) throws(ScenarioFaults) -> SourceNode {
    var entries: [SourceNode.Entry] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let keyPlace = frame.place(of: key)
      guard case .scalar(let scalar) = key else {
        throw Frame.fault("a key is a single word; write `word: value`", at: keyPlace)
      }
      guard seen.insert(scalar.string).inserted else {
        throw Frame.fault("key `\(scalar.string)` is written twice; keep one", at: keyPlace)
      }
      var value = try walk(value, frame, depth: depth + 1)
      if value.isOnLinesOfItsOwn { value.place = keyPlace }
      entries.append(.init(key: scalar.string, keyPlace: keyPlace, value: value))
    }
    return SourceNode(content: .mapping(entries), place: place)
  }
}
