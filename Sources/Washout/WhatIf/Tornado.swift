/// One bar of a tornado: how far an outcome moves when one value, or one choice, is varied.
public struct TornadoBar: Sendable, Equatable {
  /// What is varied.
  public let kind: WhatIfCell.Kind
  /// The paths that are set: one, or all of the assessor's.
  public let paths: [String]
  /// The cells with a value: a range's low end before its high one, definitions as the file orders them.
  public let cells: [WhatIfResults.Cell]
  /// The outcome at the base case.
  public let base: Double
  /// Its lowest value, the base case included.
  public let lowest: Double
  /// Its highest value, the base case included.
  public let highest: Double
  /// The paired error of the end that differs most from the base case.
  public let mcse: Double?

  /// Highest minus lowest.
  public var swing: Double { highest - lowest }

  init?(_ cells: [WhatIfResults.Cell], outcome: Int) {
    let known = cells.filter { $0.numbers[outcome]?.difference != nil }
    guard let first = known.first, let base = first.numbers[outcome]?.base else { return nil }
    let values = known.compactMap { $0.numbers[outcome]?.other }
    kind = first.kind
    paths = first.paths
    self.cells = known
    self.base = base
    lowest = values.reduce(base, min)
    highest = values.reduce(base, max)
    let farthest = known.max {
      abs($0.numbers[outcome]?.difference ?? 0) < abs($1.numbers[outcome]?.difference ?? 0)
    }
    mcse = farthest?.numbers[outcome]?.mcse
  }
}

extension WhatIfResults {
  /// The bars of an outcome by its place in `outcomes`, the widest first, in file order at ties.
  ///
  /// Ranges, the assessor and the definitions are bars; values under `also` and combinations are not, since
  /// nobody claims that they are as likely.
  public func tornado(of outcome: Int) -> [TornadoBar] {
    var groups: [[Cell]] = []
    for cell in cells where [.range, .assessor, .definition].contains(cell.kind) {
      if let place = groups.firstIndex(where: {
        $0[0].kind == cell.kind && $0[0].paths == cell.paths
      }) {
        groups[place].append(cell)
      } else {
        groups.append([cell])
      }
    }
    let bars = groups.compactMap { TornadoBar($0, outcome: outcome) }
    return bars.enumerated().sorted { a, b in
      a.element.swing == b.element.swing
        ? a.offset < b.offset : a.element.swing > b.element.swing
    }.map(\.element)
  }
}
