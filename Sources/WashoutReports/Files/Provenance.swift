/// What results follow from: the values of the scenario and the engine, as `summary.json` keeps them for
/// `washout check`.
public struct Provenance: Sendable, Equatable {
  /// One `path = value` line for each value that can change a result.
  public var inputs: String
  /// One `path = value` line for each value that says how much is simulated and what is asked of it.
  public var extent: String
  /// The engine's probe of the scenario.
  public var probe: String

  /// A provenance.
  public init(inputs: String, extent: String, probe: String) {
    self.inputs = inputs
    self.extent = extent
    self.probe = probe
  }

  /// The member of `summary.json`.
  var json: JSONValue {
    .object([
      .init("probe", .string(probe)),
      .init("inputs", .array(Self.lines(inputs))),
      .init("extent", .array(Self.lines(extent))),
    ])
  }

  private static func lines(_ text: String) -> [JSONValue] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: " = ", maxSplits: 1, omittingEmptySubsequences: false)
      return .object([
        .init("path", .string(String(parts[0]))),
        .init("value", .string(parts.count > 1 ? String(parts[1]) : "")),
      ])
    }
  }
}
