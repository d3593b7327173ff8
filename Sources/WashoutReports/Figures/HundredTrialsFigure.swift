internal import Washout

/// Recurrences in 100 trials, one dot a trial, with the drug and with one that does nothing.
struct HundredTrialsFigure {
  private let findings: Findings
  private let panels: [Panel]

  init(_ findings: Findings) {
    self.findings = findings
    panels = findings.drugs.compactMap { drug in
      findings.results.countedTrials.first { $0.drug == drug }.flatMap { Panel($0) }
    }
  }

  /// One drug's 100 trials.
  private struct Panel {
    let drug: DrugAssumption
    let columns: [DotColumns.Column]
    /// Of 100: trials that make the decision.
    var declared: Int { columns.reduce(0) { $0 + $1.filled } }
    var trials: Int { columns.reduce(0) { $0 + $1.count } }
    /// The mean number in the denominator, to the nearest person; nil where no counts were kept.
    let usualDenominator: Int?

    init?(_ counted: CountedTrials) {
      drug = counted.drug
      let valid = counted.cells.reduce(0) { $0 + $1.trials }
      let people = counted.cells.reduce(0) { $0 + $1.denominator * $1.trials }
      usualDenominator =
        valid == 0 ? nil : Int((Double(people) / Double(valid)).rounded())
      let all = Self.byEvents(counted)
      let total = all.reduce(0) { $0 + $1.made + $1.other }
      guard total > 0 else { return nil }
      let dots = DotColumns.apportioned(
        all.flatMap { [$0.made, $0.other] }, total: total, of: HundredTrialsFigure.trials)
      columns = all.indices.map {
        DotColumns.Column(value: $0, filled: dots[2 * $0], open: dots[2 * $0 + 1])
      }
    }

    /// Element k: trials with k events that make the decision, and others; where no counts decide, all are alike.
    private static func byEvents(_ counted: CountedTrials) -> [(made: Int, other: Int)] {
      guard !counted.cells.isEmpty else { return counted.recurrences.map { ($0, 0) } }
      var trials = Array(repeating: (made: 0, other: 0), count: counted.recurrences.count)
      for cell in counted.cells {
        if cell.decided == false {
          trials[cell.events].other += cell.trials
        } else {
          trials[cell.events].made += cell.trials
        }
      }
      return trials
    }
  }

  static let trials = 100
  private static let panelHeight = 128
  private static let margins = FigureScript.Margins(left: 24, right: 24, bottom: 50)

  /// Nil where no counts were kept.
  var figure: Figure? {
    guard let first = panels.first, first.trials > 0 else { return nil }
    return Figure(
      name: "hundred_trials", section: .firstPage, alternative: alternative, script)
  }

  private var decision: Decision? {
    let counted = findings.results.countedTrials.flatMap(\.cells)
    return counted.contains { $0.decided != nil } ? findings.scenario.decision : nil
  }

  private var title: String {
    let size = findings.results.plannedSize
    guard let decision, let first = panels.first else {
      return "Recurrences in 100 trials of \(Terms.count(size, "patient"))"
    }
    let other =
      panels.count == 2 ? "; if the drug did nothing, \(panels[1].declared) would" : ""
    let verb = first.declared == 1 ? "declares" : "declare"
    return
      "Of 100 trials of \(size), \(first.declared) \(verb) \(findings.quotedName(of: decision))\(other)"
  }

  private var remark: String {
    let fill = decision == nil ? "" : "; filled: it declares this"
    return "Each dot is 1 of 100 trials\(fill)"
  }

  private var alternative: String {
    let panels = panels.map { panel in
      let columns = panel.columns.filter { $0.count > 0 }.map {
        "\(Terms.count($0.count, "trial")) with \($0.value)"
      }
      let declared =
        decision == nil ? "" : "; \(panel.declared) of 100 make the decision"
      return "\(findings.title(of: panel.drug)): \(columns.joined(separator: ", "))\(declared)."
    }
    return "Dots: recurrences in 100 trials of \(findings.results.plannedSize). "
      + panels.joined(separator: " ")
  }

  /// The largest number of recurrences that has a dot.
  private var largest: Int {
    let most = panels.flatMap(\.columns).filter { $0.count > 0 }.map(\.value).max() ?? 0
    return max(most, smallest + 4)
  }

  /// The smallest one, or 0 where it is not far.
  private var smallest: Int {
    let least = panels.flatMap(\.columns).filter { $0.count > 0 }.map(\.value).min() ?? 0
    return least > 3 ? least : 0
  }

  /// How many dots stand abreast, and how many pixels they are apart.
  private var layout: (abreast: Int, pitch: Double) {
    let room = Double(FigureStyle.halfWidth - Self.margins.left - Self.margins.right)
    let column = room / Double(largest - smallest + 2)
    for pitch in stride(from: 15.0, to: 3, by: -0.5) {
      let abreast = max(1, Int(0.88 * column / pitch))
      let rows = panels.map { DotColumns.rows($0.columns, abreast: abreast) }.max() ?? 0
      if Double(rows) * pitch <= Double(Self.panelHeight - 44) { return (abreast, pitch) }
    }
    return (max(1, Int(0.88 * column / 3)), 3)
  }

  private var script: FigureScript {
    let (margins, count) = (Self.margins, panels.count)
    let width = FigureStyle.halfWidth
    var script = FigureScript(
      title: title, remark: remark, width: width,
      height: FigureScript.headHeight(title, remark, width: width) + 10
        + Self.panelHeight * count + margins.bottom, margins: margins)
    script.setBoxes()
    script.set("xrange [\(smallest - 1):\(largest + 1)]")
    script.set("yrange [0:\(Self.panelHeight * count)]")
    script.set("border 0")
    script.set("xtics \(smallest),\(max(1, (largest - smallest + 7) / 14)),\(largest) scale 0")
    script.add("unset ytics")
    script.xTitle("Recurrences in a trial")
    var dots: [String] = []
    for (place, panel) in panels.enumerated() {
      dots += layers(of: panel, above: Self.panelHeight * (count - 1 - place), &script)
    }
    script.plot(dots)
    return script
  }

  /// A line between the counts that decide in a trial with the panel's usual denominator and those that do not.
  private func addDecidingCount(of panel: Panel, above base: Int, to script: inout FigureScript) {
    guard let decision, let deciding = decidingCount(panel), let count = deciding.count
    else { return }
    let line = Double(count) + (findings.decidesWithFew ? 0.5 : -0.5)
    let x = FigureScript.number(line)
    script.set(
      "arrow from first \(x), first \(base) to first \(x), first \(base + Self.panelHeight - 8) nohead back "
        + FigureStyle.line(.limit, .dotted, width: 1.5))
    script.label(
      "declared with " + decision.rule.inWords(deciding),
      at: "first \(x), first \(base + Self.panelHeight - 14) offset character "
        + (isFarRight(line) ? "-0.6, 0" : "0.6, 0"),
      isFarRight(line) ? .right : .left, size: FigureStyle.smallSize)
  }

  private func decidingCount(_ panel: Panel) -> DecidingCount? {
    guard decision != nil, let usual = panel.usualDenominator else { return nil }
    return DecidingCount(
      findings.results.decisionCounts, usual: usual, largest: findings.results.plannedSize,
      isAtMost: findings.decidesWithFew)
  }

  /// Whether words to the right of a place would leave the picture.
  private func isFarRight(_ place: Double) -> Bool {
    place - Double(smallest - 1) > 0.55 * Double(largest - smallest + 2)
  }

  private func layers(
    of panel: Panel, above base: Int, _ script: inout FigureScript
  ) -> [String] {
    let declared = decision == nil ? "" : ": \(panel.declared) of 100 declare it"
    let isRight = decidingCount(panel)?.count.map { !isFarRight(Double($0)) } ?? true
    script.label(
      findings.title(of: panel.drug) + declared,
      at: "graph \(isRight ? 1 : 0), first \(base + Self.panelHeight - 36)",
      isRight ? .right : .left, colour: panel.drug.colour, options: FigureScript.boxed)
    script.set(
      "arrow from graph 0, first \(base) to graph 1, first \(base) nohead "
        + FigureStyle.line(.remark, width: 1))
    addDecidingCount(of: panel, above: base, to: &script)
    let (abreast, pitch) = layout
    let room = Double(FigureStyle.halfWidth - Self.margins.left - Self.margins.right)
    let dots = DotColumns(
      panel.columns, abreast: abreast, width: pitch * Double(largest - smallest + 2) / room
    ).dots
    return [true, false].map { isFilled in
      let rows = dots.filter { $0.isFilled == isFilled }.map { dot -> [Double?] in
        [dot.x, Double(base) + (Double(dot.row) + 0.6) * pitch]
      }
      let size = FigureScript.number(0.40 * pitch / Self.pointRadius)
      return "\(script.data(rows)) using 1:2 with points pt \(isFilled ? 7 : 6) ps \(size) lw 1.3 "
        + panel.drug.colour.option
    }
  }

  /// The radius of a point of size 1 in pixels.
  private static let pointRadius = 4.5
}
