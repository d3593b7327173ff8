/// Reads a scenario file and the files that it extends, and lays the options of the command line on top.
struct ScenarioLoader {
  private var reader = YAMLReader()
  private let source: ScenarioFiles
  private var files = 0
  /// The most files that are read, each counted at each use.
  private static let mostFiles = 100
  private static let tooLarge = "larger than 1 MiB; a scenario is some pages of text"

  /// A loader of files of the disk, unless others are given.
  init(from source: ScenarioFiles = .disk) { self.source = source }

  /// The merged text of a scenario.
  mutating func load(path: String) throws(ScenarioFaults) -> SourceNode {
    let text = try NearbyFile.text(
      at: path, from: nil, in: source, tooLarge: ScenarioLoader.tooLarge)
    return try load(text, file: path, within: [])
  }

  /// The merged text of a scenario whose own text is at hand; `file` says where it would stand.
  mutating func load(text: String, file: String) throws(ScenarioFaults) -> SourceNode {
    try load(text, file: file, within: [])
  }

  private mutating func load(_ text: String, file: String, within outer: [String])
    throws(ScenarioFaults) -> SourceNode
  {
    let source = SourceFile(name: file, text: text, order: files)
    files += 1
    let start = Place(source: source, line: 1, column: 1, length: 1)
    guard text.utf8.count <= NearbyFile.largest else {
      throw ScenarioFaults(.bad, [Diagnostic(ScenarioLoader.tooLarge, inFile: file)])
    }
    guard let root = try reader.read(text, from: source) else {
      throw Frame.fault("the file is empty; `washout new` writes one to start from", at: start)
    }
    guard case .mapping = root.content else {
      throw Frame.fault("a scenario is a mapping; begin with `washout: 1`", at: root.place)
    }
    guard let extends = root["extends"], !extends.isNull else { return root }
    return try extend(root, extends, file: file, outer: outer + [NearbyFile.canonical(file)])
  }

  private mutating func extend(
    _ root: SourceNode, _ extends: SourceNode, file: String, outer: [String]
  ) throws(ScenarioFaults) -> SourceNode {
    var names = [extends]
    if case .list(let list) = extends.content { names = list }
    guard !names.isEmpty else {
      throw Frame.fault("extends is an empty list; write the name of a file", at: extends.place)
    }
    var merged = SourceNode(content: .mapping([]), place: root.place)
    for name in names {
      let base = try read(name, beside: file, outer: outer)
      merged = merged.merged(with: base, .mapping(Schema.root))
    }
    merged.entries.removeAll { $0.key == "extends" }
    return merged.merged(with: root, .mapping(Schema.root))
  }

  private mutating func read(_ name: SourceNode, beside file: String, outer: [String])
    throws(ScenarioFaults) -> SourceNode
  {
    guard case .scalar(let relative, _) = name.content, !relative.isEmpty else {
      throw Frame.fault("extends is \(name.noun); write the name of a file", at: name.place)
    }
    let path = try NearbyFile(relative, in: file, key: "extends", at: name.place).path
    guard files < ScenarioLoader.mostFiles else {
      throw Frame.fault("more than 100 files are extended; join some", at: name.place)
    }
    guard !outer.contains(NearbyFile.canonical(path)) else {
      throw Frame.fault("extends comes back to `\(relative)`; break the circle", at: name.place)
    }
    let text = try NearbyFile.text(
      at: path, from: name.place, in: source, tooLarge: ScenarioLoader.tooLarge)
    return try load(text, file: path, within: outer)
  }
}
