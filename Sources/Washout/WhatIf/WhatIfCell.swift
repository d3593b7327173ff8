/// One what-if cell: a scenario in which one value, or several, are others.
public struct WhatIfCell: Sendable, Equatable {
  /// Why it is simulated.
  public var kind: Kind
  /// Which end of a range it is; nil where it is none.
  public var end: End?
  /// What is set, in the order in which it was written.
  public var settings: [Setting]
  /// The scenario with it.
  public var scenario: Scenario
  /// The canonical text of the scenario; empty where nobody keeps its trials.
  public var canonicalText: String

  /// What asks for a cell.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// The end of a value's what-if range.
    case range
    /// All ranges of the assessor's errors at the same end.
    case assessor
    /// Another definition of recurrence decides.
    case definition
    /// A further value of a path, under `also`.
    case also
    /// A combination of values, under `grid`.
    case grid
    /// A value of the command line, or a combination of several.
    case vary
  }

  /// The ends of a range.
  public enum End: String, Sendable, Equatable, CaseIterable {
    /// The lower one.
    case low
    /// The upper one.
    case high
  }

  /// One value that is set.
  public struct Setting: Sendable, Equatable {
    /// Its path, as `--set` takes it.
    public var path: String
    /// What it is set to.
    public var value: String
    /// Its unit; empty for a share, a count or a name.
    public var unit: String
    /// The base case; nil where the base has none or it is no single value.
    public var base: String?

    /// A value at a path.
    public init(path: String, value: String, unit: String = "", base: String? = nil) {
      self.path = path
      self.value = value
      self.unit = unit
      self.base = base
    }
  }

  /// A cell.
  public init(
    kind: Kind, end: End? = nil, settings: [Setting], scenario: Scenario, canonicalText: String = ""
  ) {
    self.canonicalText = canonicalText
    self.kind = kind
    self.end = end
    self.settings = settings
    self.scenario = scenario
  }

  /// The paths that are set, such as `leaving.lost`.
  public var path: String { settings.map(\.path).joined(separator: ", ") }
  /// What they are set to, in the same order.
  public var value: String { settings.map(\.value).joined(separator: ", ") }
}
