internal import Washout

/// How many of those screened are left after each criterion.
struct FunnelFigure {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without screening.
  var figure: Figure? {
    guard !steps.isEmpty, funnel.screened > 0 else { return nil }
    return Figure(
      name: "funnel", section: .screening, alternative: alternative, script)
  }

  private static let rowHeight = 23
  private static let labelWidth = 330

  private var funnel: Funnel { findings.results.funnel }

  /// A criterion, the share of those screened who come to it, and the share who fail it first.
  private struct Step {
    var criterion: Criterion
    var before: Double
    var failed: Double
  }

  private var steps: [Step] {
    let criteria = findings.scenario.eligibility.criteria
    guard funnel.failedFirst.count == criteria.count, funnel.screened > 0 else { return [] }
    var left = funnel.screened
    return zip(criteria, funnel.failedFirst).map { criterion, failed in
      let step = Step(
        criterion: criterion, before: Double(left) / Double(funnel.screened),
        failed: Double(failed) / Double(funnel.screened))
      left -= failed
      return step
    }
  }

  private var passed: Double { steps.last.map { $0.before - $0.failed } ?? 1 }

  private func percent(_ share: Double) -> String {
    share > 0 && share < 0.0005 ? "< 0.1 %" : NumberText.fixed(100 * share, decimals: 1) + " %"
  }

  /// Criteria by the share who fail them first, the most first, those that nobody fails left out.
  private var hardest: [Step] {
    steps.filter { $0.failed > 0 }.enumerated()
      .sorted { ($1.element.failed, $0.offset) < ($0.element.failed, $1.offset) }.map(\.element)
  }

  private var title: String {
    let screened = findings.trial(.screened)
    let many =
      screened.map { "\(NumberText.plain($0, limit: 0)) are screened for " } ?? "Screening "
    return many + Terms.count(findings.results.plannedSize, "patient")
      + ": \(percent(passed)) pass"
  }

  private var alternative: String {
    let most = hardest.prefix(3).map { "\($0.criterion.id) \(percent($0.failed))" }
    return "Bars: the share of those screened who are left before each of "
      + Terms.count(steps.count, "criterion", plural: "criteria") + ", in protocol order. "
      + "\(percent(passed)) pass."
      + (most.isEmpty ? "" : " Most fail first: \(Paragraph.list(most)).")
  }

  private var script: FigureScript {
    let rows = steps.count + 1
    var script = FigureScript(
      title: title,
      remark: "Light: who fails this criterion first, with their share of all screened",
      height: 130 + Self.rowHeight * rows,
      margins: FigureScript.Margins(left: Self.labelWidth, right: 70, bottom: 52))
    script.set("xrange [0:100]")
    script.set("yrange [\(FigureScript.number(Double(rows) + 0.7)):0.4]")
    script.set("border 1")
    script.xTitle("Per cent of those screened")
    let labels = steps.enumerated().map { row, step in
      (text: label(step.criterion), place: Double(row + 1))
    }
    script.words("y", labels + [("Pass", Double(rows))], size: FigureStyle.smallSize)
    for (row, step) in steps.enumerated() where step.failed > 0 {
      script.label(
        percent(step.failed),
        at: "first \(FigureScript.number(100 * step.before)), first \(row + 1)"
          + " offset character 0.6, 0", size: FigureStyle.smallSize)
    }
    script.label(
      percent(passed),
      at: "first \(FigureScript.number(100 * passed)), first \(rows)"
        + " offset character 0.6, 0", size: FigureStyle.smallSize)
    let left = script.data(
      steps.enumerated().map { bar($0.offset, from: 0, to: $0.element.before - $0.element.failed) }
        + [bar(steps.count, from: 0, to: passed)])
    let failed = script.data(
      steps.enumerated().map {
        bar($0.offset, from: $0.element.before - $0.element.failed, to: $0.element.before)
      })
    let columns = "using 1:2:3:4:5:6 with boxxyerror"
    script.plot([
      "\(left) \(columns) \(FigureStyle.Colour.drug.option) fs solid noborder",
      "\(failed) \(columns) \(FigureStyle.Colour.drugBand.option) fs solid border rgb "
        + "'\(FigureStyle.Colour.drug.rawValue)'",
    ])
    return script
  }

  private func label(_ criterion: Criterion) -> String {
    FigureStyle.cut(
      "\(criterion.id)  \(criterion.text)", to: Double(Self.labelWidth - 56),
      size: FigureStyle.smallSize)
  }

  /// x, y, then the sides of a bar.
  private func bar(_ row: Int, from low: Double, to high: Double) -> [Double?] {
    let y = Double(row + 1)
    return [50 * (low + high), y, 100 * low, 100 * high, y - 0.36, y + 0.36]
  }
}
