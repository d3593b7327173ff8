internal import Washout

/// One outcome over the values of two paths, as a map of fields with their numbers.
struct HeatMapFigure {
  private let results: WhatIfResults
  private let cells: [WhatIfResults.Cell]
  private let outcome: Int
  private let number: Int

  /// One figure for each outcome of each combination of two paths.
  static func all(_ findings: Findings) -> [Figure] {
    guard let results = findings.whatIf else { return [] }
    var groups: [[WhatIfResults.Cell]] = []
    for cell in results.cells where cell.settings.count == 2 && [.grid, .vary].contains(cell.kind) {
      if let place = groups.firstIndex(where: { $0[0].paths == cell.paths }) {
        groups[place].append(cell)
      } else {
        groups.append([cell])
      }
    }
    return groups.enumerated().flatMap { number, cells in
      results.outcomes.indices.compactMap {
        HeatMapFigure(results: results, cells: cells, outcome: $0, number: number + 1).figure
      }
    }
  }

  private var wanted: WhatIfOutcome { results.outcomes[outcome] }

  /// Nil where no cell has the outcome.
  private var figure: Figure? {
    guard cells.contains(where: { value($0) != nil }) else { return nil }
    return Figure(
      name: "map_\(number)_\(wanted.rawValue)", section: .whatIf, alternative: alternative, script)
  }

  private func value(_ cell: WhatIfResults.Cell?) -> Double? { cell?.numbers[outcome]?.other }

  private func values(_ place: Int) -> [String] {
    cells.reduce(into: []) { values, cell in
      let value = cell.settings[place].value
      if !values.contains(value) { values.append(value) }
    }
  }

  private func cell(_ row: String, _ column: String) -> WhatIfResults.Cell? {
    cells.first { $0.settings[0].value == row && $0.settings[1].value == column }
  }

  private func text(_ cell: WhatIfResults.Cell?) -> String {
    let decimals = wanted.decimals(of: cells.map { $0.numbers[outcome]?.otherMCSE })
    return cell?.numbers[outcome].map {
      wanted.text($0.other, mcse: $0.otherMCSE, trials: results.trials, limit: decimals)
    } ?? NumberText.undefined
  }

  private var names: [String] { cells[0].paths.map { PathWords.short($0, words: 2) } }
  private var unit: String { wanted.isShare ? ", %" : "" }

  private var title: String {
    "\(wanted.title)\(wanted.isShare ? " (%)" : "") by \(names[0]) and \(names[1])"
  }

  private var alternative: String {
    let rows = values(0).map { row in
      "\(names[0]) \(row): " + values(1).map { text(cell(row, $0)) }.joined(separator: ", ")
    }
    return "Map: \(wanted.title)\(unit); columns \(names[1]) \(values(1).joined(separator: ", ")). "
      + rows.joined(separator: "; ") + "."
  }

  private static let rowHeight = 46

  private var script: FigureScript {
    let (rows, columns) = (values(0), values(1))
    var script = FigureScript(
      title: title,
      remark:
        "\(NumberText.grouped(results.trials)) trials of each, on the same draws; darker is more",
      height: 138 + Self.rowHeight * rows.count,
      margins: FigureScript.Margins(left: 150, right: 40, top: 14, bottom: 56))
    script.set("xrange [0.5:\(columns.count).5]")
    script.set("yrange [\(rows.count).5:0.5]")
    script.set("border 0")
    script.set("xtics scale 0")
    script.xTitle(names[1] + unit(of: 1))
    script.yTitle(names[0] + unit(of: 0))
    let room = Double(script.size.width - 190) / Double(columns.count)
    script.words("x", places(columns, width: room - 8))
    script.words("y", places(rows, width: 130))
    let numbers = cells.compactMap(value)
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    var fields: [[Double?]] = []
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        let found = cell(row, column)
        guard let value = value(found) else { continue }
        let shade = high > low ? (value - low) / (high - low) : 0
        fields.append(Self.field(x + 1, y + 1, shade))
        script.label(
          text(found), at: "first \(x + 1), first \(y + 1)", .center,
          colour: shade > 0.55 ? .background : .text)
      }
    }
    script.plot([
      "\(script.data(fields, columns: 7)) using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable lw 2 "
        + "fs solid border rgb '\(FigureStyle.Colour.background.rawValue)'"
    ])
    return script
  }

  private func unit(of place: Int) -> String {
    let unit = cells[0].settings[place].unit
    return unit.isEmpty ? "" : ", \(unit)"
  }

  private func places(_ texts: [String], width: Double) -> [(text: String, place: Double)] {
    texts.enumerated().map { (FigureStyle.cut($0.element, to: width), Double($0.offset + 1)) }
  }

  /// x, y, the sides of a field, its colour: from nearly white to dark blue, darker in grey too.
  private static func field(_ x: Int, _ y: Int, _ shade: Double) -> [Double?] {
    let (light, dark) = ([236.0, 244, 250], [8.0, 48, 107])
    let colour = zip(light, dark).reduce(0) { sum, ends in
      256 * sum + Int((ends.0 + (ends.1 - ends.0) * shade).rounded())
    }
    let (x, y) = (Double(x), Double(y))
    return [x, y, x - 0.5, x + 0.5, y - 0.5, y + 0.5, Double(colour)]
  }
}
