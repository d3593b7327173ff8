internal import Washout

/// How far an outcome moves when one value, or one choice, is varied.
struct TornadoFigure {
  private let findings: Findings
  private let results: WhatIfResults
  private let outcome: Int
  private let bars: [TornadoBar]

  /// Nil where nothing moves the outcome.
  init?(_ findings: Findings, _ results: WhatIfResults, outcome: Int) {
    self.findings = findings
    self.results = results
    self.outcome = outcome
    bars = results.tornado(of: outcome).filter { $0.swing > 0 }
    if bars.isEmpty { return nil }
  }

  /// One figure for each outcome that something moves.
  static func all(_ findings: Findings) -> [Figure] {
    guard let results = findings.whatIf else { return [] }
    return results.outcomes.indices.compactMap {
      TornadoFigure(findings, results, outcome: $0)?.figure
    }
  }

  /// The most bars that one picture shows.
  private static let most = 14
  private static let rowHeight = 27
  private static let right = 24
  private static let labelWidth = 240

  private var shown: [TornadoBar] { Array(bars.prefix(Self.most)) }
  private var wanted: WhatIfOutcome { results.outcomes[outcome] }
  private var scale: Double { wanted.isShare ? 100 : 1 }
  private var unit: String { wanted.isShare ? " %" : "" }
  private var base: Double { bars[0].base * scale }

  private var figure: Figure {
    Figure(
      name: "tornado_\(wanted.rawValue)", section: .whatIf, alternative: alternative, script)
  }

  /// As short as tells it from the others.
  private func name(_ bar: TornadoBar) -> String {
    let short = bar.label()
    let alike = bars.count { $0.label() == short }
    return alike == 1 ? short : bar.label(words: 2)
  }

  private var baseText: String {
    let number = results.base[outcome]
    return wanted.text(number?.other, mcse: number?.otherMCSE, trials: results.trials) + unit
  }

  private var title: String {
    let first = name(bars[0])
    return "\(wanted.title) \(baseText): what moves it most is \(first)"
  }

  private var remark: String {
    let more = bars.count > Self.most ? "; the \(Self.most) widest of \(bars.count) bars" : ""
    return "\(NumberText.grouped(results.trials)) trials of each, on the same draws"
      + "; at the ends: the value that is varied\(more)"
  }

  private var alternative: String {
    let texts = shown.prefix(8).map { bar in
      "\(name(bar)) \(value(bar.lowest)) to \(value(bar.highest))"
    }
    return
      "Bars, the widest first: \(wanted.title) when one value is varied, base case \(baseText). "
      + texts.joined(separator: "; ") + "."
  }

  private func value(_ value: Double) -> String {
    NumberText.fixed(value * scale, decimals: wanted.isShare ? 1 : 2) + unit
  }

  /// Where a bar begins or ends, and what is written there.
  private struct End {
    var value: Double
    var text: String
  }

  private func ends(_ bar: TornadoBar) -> (low: End, high: End) {
    func end(_ cell: WhatIfResults.Cell?, _ value: Double) -> End {
      let settings = cell?.settings.map { setting in
        bar.kind == .definition ? Terms.readable(setting.value) : setting.value
      }
      let text = bar.kind == .assessor ? cell?.end?.rawValue : settings?.joined(separator: ", ")
      return End(value: value * scale, text: text ?? "")
    }
    func cell(at value: Double) -> WhatIfResults.Cell? {
      bar.cells.first { $0.numbers[outcome]?.other == value }
    }
    return (end(cell(at: bar.lowest), bar.lowest), end(cell(at: bar.highest), bar.highest))
  }

  private var script: FigureScript {
    let rows = shown.count
    var script = FigureScript(
      title: title, remark: remark, height: 128 + Self.rowHeight * rows,
      margins: FigureScript.Margins(left: Self.labelWidth, right: Self.right, top: 4, bottom: 52))
    let low = shown.map(\.lowest).min().map { $0 * scale } ?? 0
    let high = shown.map(\.highest).max().map { $0 * scale } ?? 1
    let range = range(from: low, to: high)
    script.set(
      "xrange [\(FigureScript.number(range.lowerBound)):\(FigureScript.number(range.upperBound))]")
    script.set("yrange [\(FigureScript.number(Double(rows) + 0.6)):0.4]")
    script.set("border 1")
    script.set("grid xtics back \(FigureStyle.line(.grid, width: 1))")
    script.xTitle(wanted.title + (wanted.isShare ? ", %" : ""))
    script.words(
      "y",
      shown.enumerated().map { row, bar in
        let name = FigureStyle.cut(name(bar), to: Double(Self.labelWidth - 24))
        return (text: name, place: Double(row + 1))
      })
    script.set(
      "arrow from first \(FigureScript.number(base)), graph 0 to first \(FigureScript.number(base)), "
        + "graph 1 nohead front \(FigureStyle.line(.limit, width: 1.5))")
    let below = script.data(
      shown.enumerated().map { box($0.offset, ends($0.element).low.value, base) })
    let above = script.data(
      shown.enumerated().map { box($0.offset, base, ends($0.element).high.value) })
    for (row, bar) in shown.enumerated() { addEnds(of: bar, row, &script) }
    let columns = "using 1:2:3:4:5:6 with boxxyerror"
    script.plot([
      "\(below) \(columns) \(FigureStyle.Colour.drug.option) fs solid noborder",
      "\(above) \(columns) \(FigureStyle.Colour.fifth.option) fs solid noborder",
    ])
    return script
  }

  /// The axis on which the words at every end have room.
  private func range(from low: Double, to high: Double) -> ClosedRange<Double> {
    let pixels = Double(FigureStyle.width - Self.labelWidth - Self.right)
    var (first, last) = (low, high)
    for _ in 0..<40 {
      let unit = (last - first) / pixels
      for bar in shown {
        let (low, high) = ends(bar)
        if low.value != base { first = min(first, low.value - unit * width(low)) }
        if high.value != base { last = max(last, high.value + unit * width(high)) }
      }
    }
    return first...last
  }

  private func width(_ end: End) -> Double {
    12 + FigureStyle.width(of: shortened(end.text), size: FigureStyle.smallSize)
  }

  private func shortened(_ text: String) -> String {
    FigureStyle.cut(text, to: 130, size: FigureStyle.smallSize)
  }

  private func addEnds(of bar: TornadoBar, _ row: Int, _ script: inout FigureScript) {
    let (low, high) = ends(bar)
    for (end, side) in [(low, FigureScript.Alignment.right), (high, .left)]
    where end.value != base {
      let offset = side == .right ? "-0.5" : "0.5"
      script.label(
        shortened(end.text),
        at:
          "first \(FigureScript.number(end.value)), first \(row + 1) offset character \(offset), 0",
        side, colour: .remark, size: FigureStyle.smallSize)
    }
  }

  /// x, y, then the sides of a bar.
  private func box(_ row: Int, _ low: Double, _ high: Double) -> [Double?] {
    let y = Double(row + 1)
    return [(low + high) / 2, y, low, high, y - 0.34, y + 0.34]
  }
}
