internal import Washout

/// Who is free of recurrence from withdrawal on: the truth by layer, the median trial, 95 % of trials; a panel a
/// definition.
struct RecurrenceFreeFigure {
  private let curves: RecurrenceFreeCurves
  private let scenario: Scenario

  /// Nil where no trials are followed, or nobody enters.
  init?(_ findings: Findings) {
    guard let curves = findings.courses?.recurrenceFree, curves.days.count > 1,
      curves.definitions.indices.contains(curves.primary),
      curves.definitions[curves.primary].truth(.assumed, .assessed)?.people != 0
    else { return nil }
    self.curves = curves
    scenario = findings.scenario
  }

  var figure: Figure {
    Figure(name: "recurrence_free", section: .evidence, alternative: alternative, script)
  }

  private var primary: RecurrenceFreeCurves.Definition { curves.definitions[curves.primary] }

  /// The primary definition, then the others.
  private var definitions: [RecurrenceFreeCurves.Definition] {
    [primary]
      + curves.definitions.enumerated().filter { $0.offset != curves.primary }.map(\.element)
  }

  private func end(_ truth: RecurrenceFreeCurves.Truth?) -> String {
    CourseNumbers.percent(truth?.shares.last ?? nil, mcse: truth?.mcses.last ?? nil, limit: 1)
  }

  private func range(_ definition: RecurrenceFreeCurves.Definition) -> String? {
    guard let band = definition.estimates?.ranges.last, let low = band.percentiles.first,
      let high = band.percentiles.last
    else { return nil }
    return "\(NumberText.fixed(100 * low.value, decimals: 0)) to "
      + CourseNumbers.percent(high.value, mcse: high.mcse)
  }

  private var week: Int { scenario.trial.endWeek }

  private var title: String {
    let what = isStatistical ? "recurrence" : "recorded recurrence"
    let free = "\(end(primary.truth(.assumed, .assessed))) free of \(what) at week \(week)"
    return range(primary).map { "\(free) (trials of \(curves.sampleSize): \($0))" } ?? free
  }

  private var alternative: String {
    "Share without recurrence by week from withdrawal to week \(week)"
      + (definitions.count > 1 ? ", a panel for each of \(definitions.count) definitions" : "")
      + ", with the estimates of \(Terms.count(curves.trials, "simulated trial")) of "
      + "\(Terms.count(curves.sampleSize, "patient")). At week \(week): "
      + definitions.map(sentence).joined(separator: ". ") + "."
  }

  private func sentence(_ definition: RecurrenceFreeCurves.Definition) -> String {
    let shares = lines.compactMap { line -> String? in
      guard case .truth(let drug, let layer) = line else { return nil }
      return "\(line.text) \(end(definition.truth(drug, layer)))"
    }
    let range = range(definition).map { ["95 % of trials estimate \($0)"] } ?? []
    return "\(Terms.readable(definition.name)): " + (shares + range).joined(separator: ", ")
  }

  // MARK: - The picture

  private var columns: Int { min(definitions.count, 3) }
  private var rows: Int { (definitions.count + columns - 1) / columns }
  private var rowHeight: Int { columns == 1 ? 330 : 240 }
  private static let left = 60
  private static let gap = 34

  private var script: FigureScript {
    let legend = FigureLegend(lines.map { FigureLegend.Entry($0.mark, $0.text) })
    let height = 136 + legend.height + rowHeight * rows
    var script = FigureScript(title: title, remark: remark, height: height)
    legend.draw(in: &script, below: script.headHeight - 22)
    let top = script.headHeight + legend.height + 10
    let width = (FigureStyle.width - Self.left - 24 - (columns - 1) * Self.gap) / columns
    let step = (height - top - 8) / rows
    for (place, definition) in definitions.enumerated() {
      let left = Self.left + place % columns * (width + Self.gap)
      let upper = top + place / columns * step
      script.panel(
        FigureScript.Frame(left: left, right: left + width, top: upper, bottom: upper + step - 46))
      draw(definition, place, width, in: &script)
    }
    return script
  }

  private var remark: String {
    let trials = "\(NumberText.grouped(curves.trials)) simulated trials of \(curves.sampleSize)"
    let truth =
      "Truth: everyone who enters, nobody lost. Trials: Kaplan-Meier of \(trials), each with its losses"
    return lowest > 0 ? truth + ". The axis begins at \(lowest) %" : truth
  }

  /// Where the axis begins: the curves of all panels lie above, by tens.
  private var lowest: Int {
    let truths = curves.definitions.flatMap { $0.truths.flatMap { $0.shares.compactMap { $0 } } }
    let trials = curves.definitions.flatMap { definition in
      (definition.estimates?.ranges ?? []).compactMap { $0.percentiles.first?.value }
        + (definition.estimates?.medianCurve ?? [])
    }
    let least = (truths + trials).min() ?? 0
    return max(0, Int((10 * least - 0.2).rounded(.down)) * 10)
  }

  private func draw(
    _ definition: RecurrenceFreeCurves.Definition, _ place: Int, _ width: Int,
    in script: inout FigureScript
  ) {
    let axis = CourseAxis(offDrug: scenario.trial)
    axis.set(in: &script, width: width, isNamed: place + columns >= definitions.count)
    script.set("yrange [\(lowest):100]")
    if place % columns > 0 { script.set("format y ''") }
    if place == 0 { script.yTitle("Per cent free of recurrence") }
    script.label(
      panelTitle(definition, place, width), at: "graph 0.04, graph 0 offset character 0, 0.9",
      size: FigureStyle.smallSize)
    script.plot(lines.compactMap { layer($0, definition, &script) })
  }

  private func panelTitle(
    _ definition: RecurrenceFreeCurves.Definition, _ place: Int, _ width: Int
  ) -> String {
    if definitions.count == 1 { return "" }
    return FigureStyle.cut(
      Terms.readable(definition.name) + (place == 0 ? " (primary)" : ""), to: Double(width) * 0.9,
      size: FigureStyle.smallSize)
  }

  /// What is drawn of a definition, at the back first.
  private enum Line {
    case range
    case medianTrial
    case truth(DrugAssumption, Layer)

    var mark: FigureLegend.Mark {
      if case .range = self { .area(.drugBand) } else { .line(style) }
    }

    var style: String {
      switch self {
      case .range: FigureStyle.Colour.drugBand.option
      case .medianTrial: FigureStyle.line(.limit, width: 1)
      case .truth(.noEffect, _): FigureStyle.line(.noEffect, .dashDotted)
      case .truth(_, .latent): FigureStyle.line(.drug, .dotted)
      case .truth(_, .atVisits): FigureStyle.line(.drug, .dashed)
      case .truth(_, .assessed): FigureStyle.line(.drug, width: 3)
      }
    }

    var text: String {
      switch self {
      case .range: "95 % of trials"
      case .medianTrial: "median trial"
      case .truth(.noEffect, _): "recorded, never dosed"
      case .truth(_, .latent): "true at every instant"
      case .truth(_, .atVisits): "true at visits"
      case .truth(_, .assessed): "recorded"
      }
    }
  }

  /// Without assessors what is recorded is what is true at visits, and without visits what is true.
  private var lines: [Line] {
    var lines: [Line] = [.range, .medianTrial]
    if hasNoEffect { lines.append(.truth(.noEffect, .assessed)) }
    lines.append(.truth(.assumed, .latent))
    if !isStatistical || scenario.trial.visitWeeks != nil {
      lines.append(.truth(.assumed, .atVisits))
    }
    return isStatistical ? lines : lines + [.truth(.assumed, .assessed)]
  }

  private func layer(
    _ line: Line, _ definition: RecurrenceFreeCurves.Definition, _ script: inout FigureScript
  ) -> String? {
    switch line {
    case .range:
      guard let ranges = definition.estimates?.ranges else { return nil }
      let data = script.data(
        zip(curves.days, ranges).map { day, band in
          [
            Double(day) / 7, percent(band.percentiles.first?.value),
            percent(band.percentiles.last?.value),
          ]
        })
      return "\(data) using 1:2:3 with filledcurves fs solid noborder \(line.style)"
    case .medianTrial:
      return definition.estimates.map { curve($0.medianCurve, "steps", line, &script) }
    case .truth(let drug, let layer):
      return definition.truth(drug, layer).map { curve($0.shares, "lines", line, &script) }
    }
  }

  private func curve(
    _ shares: [Double?], _ shape: String, _ line: Line, _ script: inout FigureScript
  ) -> String {
    let data = script.data(zip(curves.days, shares).map { [Double($0) / 7, percent($1)] })
    return "\(data) using 1:2 with \(shape) \(line.style)"
  }

  private var isStatistical: Bool {
    if case .statistical = scenario.course { true } else { false }
  }

  private var hasNoEffect: Bool { definitions.contains { $0.truth(.noEffect, .assessed) != nil } }

  private func percent(_ share: Double?) -> Double? { share.map { 100 * $0 } }
}
