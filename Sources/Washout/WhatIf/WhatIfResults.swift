/// What the what-if cells give, each beside the base with the paired error of the difference.
public struct WhatIfResults: Sendable, Equatable {
  /// Trials of the base and of each cell, of the planned size.
  public let trials: Int
  /// What was read, in the order of the file.
  public let outcomes: [WhatIfOutcome]
  /// Element i: outcome i of the base beside itself; nil where the scenario does not have it.
  public let base: [PairedDifference?]
  /// The cells, in the order of the register, then as written.
  public let cells: [Cell]

  /// One cell.
  public struct Cell: Sendable, Equatable {
    /// Why it was simulated.
    public let kind: WhatIfCell.Kind
    /// Which end of a range it is.
    public let end: WhatIfCell.End?
    /// What is set.
    public let settings: [WhatIfCell.Setting]
    /// Element i: outcome i beside the base's; nil where one of them does not have it.
    public let numbers: [PairedDifference?]
    /// Trials that the base alone decides.
    public let flippedToNo: PairedResults.FlippedTrials
    /// Trials that the cell alone decides.
    public let flippedToYes: PairedResults.FlippedTrials

    /// A cell's numbers.
    public init(
      kind: WhatIfCell.Kind, end: WhatIfCell.End? = nil, settings: [WhatIfCell.Setting],
      numbers: [PairedDifference?], flippedToNo: PairedResults.FlippedTrials = .none,
      flippedToYes: PairedResults.FlippedTrials = .none
    ) {
      self.kind = kind
      self.end = end
      self.settings = settings
      self.numbers = numbers
      self.flippedToNo = flippedToNo
      self.flippedToYes = flippedToYes
    }

    /// The paths that are set.
    public var paths: [String] { settings.map(\.path) }
  }

  /// Results.
  public init(
    trials: Int, outcomes: [WhatIfOutcome], base: [PairedDifference?], cells: [Cell]
  ) {
    self.trials = trials
    self.outcomes = outcomes
    self.base = base
    self.cells = cells
  }

  /// Paths, in order, of which no value moved any outcome of any trial.
  ///
  /// Of a combination of paths one is idle when its values give the same numbers beside all values of the
  /// others.
  public func idlePaths(of kinds: [WhatIfCell.Kind] = WhatIfCell.Kind.allCases) -> [String] {
    var idle: [String] = []
    var seen: [[String]] = []
    for cell in cells where kinds.contains(cell.kind) && !seen.contains(cell.paths) {
      seen.append(cell.paths)
      let group = cells.filter { $0.paths == cell.paths && kinds.contains($0.kind) }
      for (place, path) in cell.paths.enumerated()
      where !idle.contains(path) && isIdle(place, group) {
        idle.append(path)
      }
    }
    let moving = cells.filter { cell in
      cell.settings.count == 1 && cell.numbers.contains { $0?.difference ?? 0 != 0 }
    }
    return idle.filter { path in !moving.contains { $0.paths == [path] } }
  }

  private func isIdle(_ place: Int, _ group: [Cell]) -> Bool {
    if group.allSatisfy({ $0.settings[place].value == $0.settings[place].base }) { return false }
    if group[0].settings.count == 1 {
      return group.allSatisfy { $0.numbers.allSatisfy { $0?.difference ?? 0 == 0 } }
    }
    // Cells that differ in this value alone; values that always change together say nothing of one of them.
    let rows = group.map { cell in group.filter { Self.differ(cell, $0, only: place) } }
    return rows.contains { !$0.isEmpty }
      && zip(group, rows).allSatisfy { cell, row in
        row.allSatisfy { $0.numbers.map { $0?.other } == cell.numbers.map { $0?.other } }
      }
  }

  private static func differ(_ a: Cell, _ b: Cell, only place: Int) -> Bool {
    zip(a.settings, b.settings).enumerated().allSatisfy { number, pair in
      (pair.0.value == pair.1.value) == (number != place)
    }
  }
}
