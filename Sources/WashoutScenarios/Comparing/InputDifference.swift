internal import Washout

/// A value that two scenarios do not share.
public struct InputDifference: Sendable, Equatable {
  /// Where it stands, as `--set` names it.
  public let path: String
  /// As the base has it; nil where it has none.
  public let base: String?
  /// As the other scenario has it; nil where it has none.
  public let other: String?
  /// The range that the base gives the value.
  public let range: ClosedRange<Double>?
  /// The sources that the value named before and names still, though it changed in a file.
  public let keptSources: [String]

  /// Whether the other value lies in the base's range; nil where there is no range or no number.
  public var isInRange: Bool? {
    guard let range, let value = other.flatMap(Double.init) else { return nil }
    return range.contains(value)
  }
}

extension ParsedScenario {
  /// What another scenario has otherwise, path by path in the order of the schema.
  ///
  /// Only what can change a result counts: no titles, sources, ranges or trial counts; nor the seed,
  /// since a comparison draws both from one.
  public func differences(to other: ParsedScenario) -> [InputDifference] {
    let (before, after) = (Self.lines(canonicalText), Self.lines(other.canonicalText))
    let mine = Dictionary(before, uniquingKeysWith: { first, _ in first })
    let theirs = Dictionary(after, uniquingKeysWith: { first, _ in first })
    let draws = [self, other].contains { $0.scenario.simulation.parameterUncertainty != nil }
    let added = after.filter { mine[$0.0] == nil }
    return (before + added).compactMap { path, _ in
      guard mine[path] != theirs[path], path != "simulation.seed", draws || !Self.isPrior(path)
      else {
        return nil
      }
      let (old, new) = (assumption(path), other.assumption(path))
      let sources = old?.sources ?? []
      return InputDifference(
        path: path, base: mine[path], other: theirs[path], range: old?.range,
        keptSources: new?.sources == sources ? sources : [])
    }
  }

  /// Whether a line is of a value's prior, from which nothing is drawn; analyses and looks read theirs.
  private static func isPrior(_ path: String) -> Bool {
    let parts = path.split(separator: ".")
    return parts.contains("prior") && parts[0] != "analyses" && parts[0] != "looks"
  }

  private func assumption(_ path: String) -> Assumption? {
    scenario.assumptions.first { $0.path == path }
  }

  private static func lines(_ text: String) -> [(String, String)] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: " = ", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }
}
