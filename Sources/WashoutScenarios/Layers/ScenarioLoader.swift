internal import Foundation

/// Reads a scenario file and the files that it extends, and lays the options of the command line on top.
struct ScenarioLoader {
  private var reader = YAMLReader()
  private var files = 0
  /// The most files that are read, each counted at each use.
  private static let mostFiles = 100
  /// The largest file that is read.
  private static let largest = 1 << 20

  init() {}

  /// The merged text of a scenario.
  mutating func load(path: String) throws(ScenarioFaults) -> SourceNode {
    try load(try ScenarioLoader.text(at: path, from: nil), file: path, within: [])
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
    guard text.utf8.count <= ScenarioLoader.largest else {
      throw ScenarioFaults(
        .bad,
        [
          Diagnostic("larger than 1 MiB; a scenario is some pages of text", inFile: file)
        ])
    }
    guard let root = try reader.read(text, from: source) else {
      throw Frame.fault("the file is empty; `washout new` writes one to start from", at: start)
    }
    guard case .mapping = root.content else {
      throw Frame.fault("a scenario is a mapping; begin with `washout: 1`", at: root.place)
    }
    guard let extends = root["extends"], !extends.isNull else { return root }
    return try extend(root, extends, file: file, outer: outer + [ScenarioLoader.canonical(file)])
  }

  private mutating func extend(
    _ root: SourceNode, _ extends: SourceNode, file: String, outer: [String]
  ) throws(ScenarioFaults) -> SourceNode {
    var names = [extends]
    if case .list(let list) = extends.content { names = list }
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
    guard !relative.hasPrefix("/"), !relative.split(separator: "/").contains("..") else {
      throw Frame.fault(
        "extends reaches outside the folder of this file; name a file beside it or below it",
        at: name.place)
    }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let path = folder + relative
    let inside = ScenarioLoader.canonical(folder.isEmpty ? "." : folder) + "/"
    guard ScenarioLoader.canonical(path).hasPrefix(inside) else {
      throw Frame.fault(
        "extends reaches outside the folder of this file by a link; copy the file here",
        at: name.place)
    }
    guard files < ScenarioLoader.mostFiles else {
      throw Frame.fault("more than 100 files are extended; join some", at: name.place)
    }
    guard !outer.contains(ScenarioLoader.canonical(path)) else {
      throw Frame.fault("extends comes back to `\(relative)`; break the circle", at: name.place)
    }
    let text = try ScenarioLoader.text(at: path, from: name.place)
    return try load(text, file: path, within: outer)
  }

  private static func canonical(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// The text of a file; `place` is what asked for it.
  private static func text(at path: String, from place: Place?) throws(ScenarioFaults) -> String {
    func failure(_ kind: ScenarioFaults.Kind, _ message: String) -> ScenarioFaults {
      if let place { return ScenarioFaults(kind, [Diagnostic(message, at: place)]) }
      return ScenarioFaults(kind, [Diagnostic(message, inFile: path)])
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: canonical(path))
    guard let attributes else { throw failure(.missingFile, "no such file: \(path)") }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw failure(.bad, "not a file: \(path)")
    }
    guard let size = attributes[.size] as? Int, size <= largest else {
      throw failure(.bad, "larger than 1 MiB; a scenario is some pages of text")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw failure(.missingFile, "cannot be read: \(path)")
    }
    guard var text = String(validating: data, as: UTF8.self) else {
      throw failure(.bad, "not UTF-8 text: \(path); save it as UTF-8")
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text
  }
}
