internal import Washout

/// The same small picture of each comparison, on the same axis: shares of the base and of what it is compared with.
struct ComparisonFigures {
  private let entries: [ComparisonPage.Entry]

  init(_ entries: [ComparisonPage.Entry]) {
    self.entries = entries
  }

  /// One a comparison that has a share, in order; `name(of:)` tells them apart.
  var all: [Figure] {
    entries.enumerated().compactMap { place, entry in
      guard case .changed(let comparison) = entry.state else { return nil }
      return figure(comparison, title: entry.heading, name: Self.name(of: place))
    }
  }

  /// The stem of the picture of the entry at a place.
  static func name(of place: Int) -> String { "comparison_\(place + 1)" }

  private static let width = 546
  private static let labelWidth = 262
  private static let rowHeight = 28

  private func shares(_ comparison: Comparison) -> [Comparison.Row] {
    comparison.rows.filter {
      $0.isShare && ($0.numbers.base != nil || $0.numbers.other != nil)
    }
  }

  private func figure(_ comparison: Comparison, title: String, name: String) -> Figure? {
    let rows = shares(comparison)
    if rows.isEmpty { return nil }
    return Figure(
      name: name, section: .whatIf, alternative: alternative(title, rows),
      script(comparison, title, rows))
  }

  private func alternative(_ title: String, _ rows: [Comparison.Row]) -> String {
    let changes = rows.map { row in "\(label(row)) \(row.cells[0]) and \(row.cells[1])" }
    return "\(title), shares of both: " + changes.joined(separator: "; ") + "."
  }

  private func label(_ row: Comparison.Row) -> String { String(row.label.drop { $0 == " " }) }

  private func script(
    _ comparison: Comparison, _ title: String, _ rows: [Comparison.Row]
  ) -> FigureScript {
    var script = FigureScript(
      title: title,
      remark: "Per cent. Open: \(comparison.baseTitle); filled: compared with it; bars ±2 MCSE",
      width: Self.width, height: 96 + Self.rowHeight * rows.count,
      margins: FigureScript.Margins(left: Self.labelWidth, right: 20, top: 4, bottom: 34))
    script.set("xrange [0:100]")
    script.set("yrange [\(FigureScript.number(Double(rows.count) + 0.6)):0.4]")
    script.set("border 1")
    script.set("grid xtics back \(FigureStyle.line(.grid, width: 1))")
    script.words(
      "y",
      rows.enumerated().map { place, row in
        let room = Double(Self.labelWidth - 20)
        return (text: FigureStyle.cut(label(row), to: room), place: Double(place + 1))
      })
    plot(rows, in: &script)
    return script
  }

  private func plot(_ rows: [Comparison.Row], in script: inout FigureScript) {
    func percent(_ share: Double?) -> Double? { share.map { 100 * $0 } }
    let (base, other) = (FigureStyle.Colour.remark, FigureStyle.Colour.drug)
    let data = script.data(
      rows.enumerated().map { place, row in
        let numbers = row.numbers
        return [
          percent(numbers.base), Double(place + 1), percent(numbers.baseMCSE),
          percent(numbers.other), percent(numbers.otherMCSE), percent(numbers.difference),
        ]
      })
    script.plot([
      "\(data) using 1:2:6:(0) with vectors nohead \(FigureStyle.line(base, width: 1.5))",
      "\(data) using ($1-2*$3):2:(4*$3):(0) with vectors nohead \(FigureStyle.line(base, width: 4))",
      "\(data) using ($4-2*$5):2:(4*$5):(0) with vectors nohead \(FigureStyle.line(other, width: 4))",
      "\(data) using 1:2 with points \(base.option) pt 6 ps 1.1 lw 1.5",
      "\(data) using 4:2 with points \(FigureStyle.points(other, size: 0.8))",
    ])
  }
}
