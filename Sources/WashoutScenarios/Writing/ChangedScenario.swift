internal import Foundation

/// A scenario file with some values changed, its comments and its layout kept.
public struct ChangedScenario: Sendable, Equatable {
  /// The text of the new file.
  public let text: String
  /// Whether the text takes over everything from the old file, since the values stand in files that this
  /// one extends.
  public let takesOver: Bool
  /// Paths whose old source was dropped with the old value.
  public let unsourced: [String]

  /// Writes `path=value` settings into a scenario.
  ///
  /// Where all values stand in the file itself as numbers, these are replaced in its text. Else the new
  /// text extends the old file, which must then lie beside the new one or below it. Either is read back:
  /// it must mean exactly what the old file means with the settings.
  ///
  /// - Parameters:
  ///   - path: the old file.
  ///   - settings: `path=value`, in order.
  ///   - newPath: where the text is to stand.
  ///   - remark: one line that says what was changed and why, for a comment.
  /// - Throws: `ScenarioFaults` of the old file, and where neither text means the same.
  public init(
    fileAt path: String, settings: [String], newPath: String, remark: String
  ) throws(ScenarioFaults) {
    let wanted = try ScenarioParser(overrides: settings).parse(fileAt: path).canonicalText
    func means(_ text: String) -> Bool {
      let parsed = try? ScenarioParser().parse(text: text, name: "new", file: newPath)
      return parsed?.canonicalText == wanted
    }
    let old = try NearbyFile.text(at: path, from: nil, tooLarge: "larger than 1 MiB")
    let split = settings.map(Self.parts)
    if let edited = Self.edited(old, file: path, split), means(edited.text) {
      self.init(text: edited.text, takesOver: false, unsourced: edited.unsourced)
      return
    }
    if let relative = Self.relative(path, from: newPath) {
      let text = Self.extending(relative, split, remark)
      if means(text) {
        self.init(text: text, takesOver: true, unsourced: [])
        return
      }
    }
    throw ScenarioFaults(
      .bad,
      [
        Diagnostic(
          "cannot be written there so that it means the same; write it beside \(path), whose files "
            + "it names, or put the --set values into a file first", inFile: newPath)
      ])
  }

  private init(text: String, takesOver: Bool, unsourced: [String]) {
    self.text = text
    self.takesOver = takesOver
    self.unsourced = unsourced
  }

  private static func parts(_ setting: String) -> (path: String, value: String) {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }

  // MARK: In the text itself

  private static func edited(
    _ text: String, file: String, _ settings: [(path: String, value: String)]
  ) -> (text: String, unsourced: [String])? {
    var reader = YAMLReader()
    let source = SourceFile(name: file, text: text)
    guard let root = try? reader.read(text, from: source) else { return nil }
    var (changes, unsourced) = ([Change](), [String]())
    for setting in settings {
      let steps = setting.path.split(separator: ".").map(String.init)
      guard let found = root.number(at: steps[...]), Double(setting.value) != nil else {
        return nil
      }
      changes.append(Change(found.number, by: setting.value))
      if let entries = found.entries, entries.contains(where: { $0.key == "source" }) {
        guard let removal = Change.removing("source", from: entries) else { continue }
        changes.append(removal)
        unsourced.append(setting.path)
      }
    }
    var edit = TextEdit(text)
    for change in changes.sorted(by: { ($0.line, $0.from) > ($1.line, $1.from) }) {
      edit.replace(line: change.line, from: change.from, to: change.to, by: change.words)
    }
    return (edit.text, unsourced)
  }

  // MARK: Over the old file

  /// The old file from the folder of the new one; nil where it is neither beside it nor below it.
  private static func relative(_ path: String, from newPath: String) -> String? {
    let folder = URL(fileURLWithPath: newPath).deletingLastPathComponent().standardizedFileURL.path
    let file = URL(fileURLWithPath: path).standardizedFileURL.path
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    return file.hasPrefix(start) ? String(file.dropFirst(start.count)) : nil
  }

  private static func extending(
    _ file: String, _ settings: [(path: String, value: String)], _ remark: String
  ) -> String {
    let quoted = file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    var tree = KeyTree()
    for setting in settings {
      tree.put(setting.path.split(separator: ".").map(String.init)[...], setting.value)
    }
    return """
      # yaml-language-server: $schema=washout.schema.json
      # \(remark)
      # Takes over everything else from \(file).
      washout: 1
      extends: "\(quoted)"
      expect: null          # the limits of the other scenario do not hold here

      \(tree.lines(indent: "").joined(separator: "\n"))

      """
  }
}

/// A stretch of a line and what is to stand there.
private struct Change {
  let line: Int
  let from: Int
  let to: Int
  let words: String

  init(_ place: Place, by words: String) {
    self.init(line: place.line, from: place.column, to: place.column + place.length, words: words)
  }

  private init(line: Int, from: Int, to: Int, words: String) {
    (self.line, self.from, self.to, self.words) = (line, from, to, words)
  }

  /// Takes an entry out of a mapping in braces on one line; nil where it stands otherwise.
  static func removing(_ key: String, from entries: [SourceNode.Entry]) -> Change? {
    guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let line = entries[place].keyPlace.line
    let areTogether = entries.allSatisfy { $0.keyPlace.line == line && $0.value.place.line == line }
    guard areTogether, entries.count > 1 else { return nil }
    func end(_ entry: SourceNode.Entry) -> Int {
      entry.value.place.column + entry.value.place.length
    }
    if place > 0 {
      return Change(line: line, from: end(entries[place - 1]), to: end(entries[place]), words: "")
    }
    return Change(
      line: line, from: entries[0].keyPlace.column, to: entries[1].keyPlace.column, words: "")
  }
}

extension SourceNode {
  /// Where the number at a path stands, and the mapping form of the value that it belongs to, if it has
  /// one.
  fileprivate func number(
    at steps: ArraySlice<String>
  ) -> (number: Place, entries: [Entry]?)? {
    if let step = steps.first {
      guard let below = self[step] else { return nil }
      let isBase = steps.count == 1 && ["value", "share", "median"].contains(step)
      if isBase, case .scalar = below.content { return (below.place, entries) }
      return below.number(at: steps.dropFirst())
    }
    switch content {
    case .scalar(let text, isPlain: true):
      return NumberGrammar.double(text) == nil ? nil : (place, nil)
    case .mapping(let entries):
      let base = entries.first { ["value", "share", "median"].contains($0.key) }
      guard let base, case .scalar(let text, isPlain: true) = base.value.content,
        NumberGrammar.double(text) != nil
      else { return nil }
      return (base.value.place, entries)
    default: return nil
    }
  }
}

/// Keys below keys, in the order in which they came.
private struct KeyTree {
  private var children: [(key: String, tree: KeyTree)] = []
  private var value: String?

  mutating func put(_ steps: ArraySlice<String>, _ value: String) {
    guard let step = steps.first else { return self.value = value }
    if !children.contains(where: { $0.key == step }) { children.append((step, KeyTree())) }
    for i in children.indices where children[i].key == step {
      children[i].tree.put(steps.dropFirst(), value)
    }
  }

  func lines(indent: String) -> [String] {
    children.flatMap { key, tree in
      tree.value.map { ["\(indent)\(key): \($0)"] }
        ?? ["\(indent)\(key):"] + tree.lines(indent: indent + "  ")
    }
  }
}
