internal import Washout

/// What finished blocks belong to: blocks of two keys are never mixed.
public struct ResultKey: Sendable, Hashable {
  /// The scenario's canonical text: one `path = value` line for each value that can change a result.
  public let text: String
  /// Version of the engine.
  public let engine: String
  /// The engine's probe of the scenario, which differs where it would count otherwise.
  public let probe: String

  /// A key.
  public init(text: String, engine: String, probe: String) {
    self.text = text
    self.engine = engine
    self.probe = probe
  }

  /// What differs from another key in one phrase, its value named first; nil where nothing does.
  ///
  /// A difference of the scenario is told before one of the engine, which often follows from it.
  public func difference(from other: ResultKey) -> String? {
    if let line = firstDifference(from: other) { return line }
    if engine != other.engine { return "engine \(other.engine) (now \(engine))" }
    if probe != other.probe {
      return "an engine \(other.engine) that counts otherwise (another build, library or processor)"
    }
    return nil
  }

  private func firstDifference(from other: ResultKey) -> String? {
    let (mine, theirs) = (Self.lines(text), Self.lines(other.text))
    let known = Dictionary(mine, uniquingKeysWith: { first, _ in first })
    let others = Dictionary(theirs, uniquingKeysWith: { first, _ in first })
    if let (path, value) = theirs.first(where: { known[$0.path] != $0.value }) {
      return "\(path) = \(value) (now \(known[path] ?? "absent"))"
    }
    return mine.first { others[$0.path] == nil }.map { "no \($0.path) (now \($0.value))" }
  }

  private static func lines(_ text: String) -> [(path: String, value: String)] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: " = ", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }
}

extension Digest {
  /// The checksum of a block: of its key, number and tally.
  static func ofBlock(_ number: Int, _ tally: some Sequence<UInt8>, _ key: ResultKey) -> Int64 {
    var digest = Digest()
    for line in [key.text, key.engine, key.probe] { digest.add(line: line) }
    digest.add(number: Int64(number))
    digest.add(tally)
    return Int64(bitPattern: digest.value)
  }
}
