internal import Washout

/// The what-if cells as tidy rows: one number a row, every coordinate a column; the base case first.
struct WhatIfFile {
  private let results: WhatIfResults
  /// Paths of the cell that sets most of them, at least two, so that columns are the same with and without
  /// a grid.
  private let width: Int

  init(_ results: WhatIfResults) {
    self.results = results
    width = results.cells.reduce(2) { max($0, $1.settings.count) }
  }

  var csv: String {
    let base = rows("base", nil, [], results.base)
    return CSV.table(
      columns,
      base + results.cells.flatMap { rows($0.kind.rawValue, $0.end, $0.settings, $0.numbers) })
  }

  private var columns: [String] {
    ["kind", "end"]
      + (1...width).flatMap { place in
        ["path", "setting", "base_setting", "unit"].map { place == 1 ? $0 : "\($0)_\(place)" }
      } + [
        "outcome", "value", "mcse", "base_value", "base_mcse", "difference", "difference_mcse",
        "trials",
      ]
  }

  private func rows(
    _ kind: String, _ end: WhatIfCell.End?, _ settings: [WhatIfCell.Setting],
    _ numbers: [PairedDifference?]
  ) -> [[String?]] {
    let coordinates =
      [kind, end?.rawValue]
      + (0..<width).flatMap { place -> [String?] in
        guard settings.indices.contains(place) else { return [nil, nil, nil, nil] }
        let setting = settings[place]
        return [setting.path, setting.value, setting.base, setting.unit]
      }
    return zip(results.outcomes, numbers).map { outcome, number in
      coordinates + [outcome.rawValue]
        + [
          number?.other, number?.otherMCSE, number?.base, number?.baseMCSE, number?.difference,
          number?.mcse,
        ].map(FileNumber.text) + [String(results.trials)]
    }
  }
}
