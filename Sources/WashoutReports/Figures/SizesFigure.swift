internal import Washout

/// What more or fewer patients would show: the decision and the width of the interval against the size.
struct SizesFigure {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil with one size and nothing exact.
  var figure: Figure? {
    guard !panels.isEmpty, findings.results.sizes.count > 1 || !findings.results.exactBySize.isEmpty
    else { return nil }
    return Figure(name: "sizes", section: .sizes, alternative: alternative, script)
  }

  /// One of the curves one above the other.
  private struct Panel {
    var title: String
    var simulated: MeasureName
    var exact: MeasureName
    var subject: String?
    var scale: Double
  }

  private static let panelHeight = 210

  private var panels: [Panel] {
    let analysis = findings.analysis?.name
    let all = [
      Panel(
        title: "Trials that make the decision, %", simulated: .probabilityOfDecision,
        exact: .exactProbabilityOfDecision, subject: nil, scale: 100),
      Panel(
        title: "Mean width of the interval, percentage points", simulated: .intervalWidth,
        exact: .exactIntervalWidth, subject: analysis, scale: 100),
    ]
    return all.filter { !points($0, .assumed).isEmpty }
  }

  private func points(_ panel: Panel, _ drug: DrugAssumption) -> [[Double?]] {
    findings.results.sizes.compactMap { size in
      let measure =
        panel.simulated == .probabilityOfDecision
        ? findings.trial(panel.simulated, drug, size: size)
        : findings.trial(panel.simulated, drug, size: size, subject: panel.subject)
      guard let measure, let value = measure.value else { return nil }
      return [Double(size), panel.scale * value, 2 * panel.scale * (measure.mcse ?? 0)]
    }
  }

  private func curve(_ panel: Panel, _ drug: DrugAssumption) -> [[Double?]] {
    findings.results.exactBySize.compactMap { measure in
      guard measure.name == panel.exact, measure.drug == drug, let size = measure.sampleSize
      else { return nil }
      return [Double(size), measure.value.map { panel.scale * $0 }]
    }
  }

  private var title: String {
    let n = findings.results.plannedSize
    guard let decision = findings.scenario.decision,
      let chance = findings.decided(size: n), chance.value != nil
    else { return "What other numbers of patients would show" }
    let larger = findings.largerSize.map { size in
      ", \(NumberText.percent(findings.decided(size: size), limit: 0)) with \(size)"
    }
    return
      "\(findings.quotedName(of: decision)) is declared in \(NumberText.percent(chance, limit: 0)) of trials "
      + "with \(n) patients\(larger ?? "")"
  }

  private var remark: String {
    let exact =
      findings.results.exactBySize.isEmpty ? "" : "; lines: exact, over the numbers that enter"
    return "Points: simulated, bars \u{00B1}2 MCSE\(exact); vertical line: the planned size"
  }

  private var alternative: String {
    let rows = findings.results.sizes.map { size -> String in
      let chances = findings.chances(size: size).filter { $0 != NumberText.undefined }
      let width = NumberText.percent(findings.width(size: size), limit: 0)
      let decided = chances.isEmpty ? "" : " decided in \(Paragraph.list(chances)),"
      return "n = \(size):\(decided) width \(width)"
    }
    let drugs = findings.hasNoEffect ? " (assumed drug, then one that does nothing)" : ""
    return "Curves against the number of patients\(drugs). \(rows.joined(separator: "; "))."
  }

  private var script: FigureScript {
    var script = FigureScript(
      title: title, remark: remark, height: 100 + Self.panelHeight * panels.count,
      margins: FigureScript.Margins(
        left: 56, right: findings.drugs.count > 1 ? 120 : 30, top: 14, bottom: 52))
    let largest = max(
      findings.results.sizes.last ?? 1,
      findings.results.exactBySize.compactMap(\.sampleSize).max() ?? 1)
    script.set("xrange [0:\(largest)]")
    script.set("grid ytics back \(FigureStyle.line(.grid, width: 1))")
    script.stack(panels.count) { place, script in add(panels[place], place, &script) }
    return script
  }

  private func add(_ panel: Panel, _ place: Int, _ script: inout FigureScript) {
    let n = findings.results.plannedSize
    let highest = highest(panel)
    script.set("yrange [0:\(FigureScript.number(highest))]")
    script.set(
      "arrow from first \(n), graph 0 to first \(n), graph 1 nohead back "
        + FigureStyle.line(.limit, .dotted, width: 1.2))
    script.yTitle(panel.title)
    let isLast = place == panels.count - 1
    script.set("format x '\(isLast ? "%g" : "")'")
    if isLast {
      script.xTitle(
        findings.scenario.trial.sizeCounts == .entered
          ? "Patients who enter observation" : "Patients enrolled")
    }
    var layers: [String] = []
    var names: [FigureScript.EndName] = []
    for drug in findings.drugs {
      let (points, curve) = (points(panel, drug), curve(panel, drug))
      guard let end = points.last else { continue }
      let line = curve.isEmpty ? points : curve
      layers.append("\(script.data(line)) using 1:2 with lines \(drug.line)")
      let data = script.data(points, columns: 3)
      layers.append(FigureStyle.errorBars(data, drug.colour))
      layers.append("\(data) using 1:2 with points \(drug.points) lw 1.5")
      let height = ((curve.last ?? end)[1] ?? 0) / highest
      names.append(
        FigureScript.EndName(findings.title(of: drug), height: height, drug.colour))
    }
    if findings.drugs.count > 1 {
      script.endNames(names, pixels: Double(Self.panelHeight - 40))
    }
    script.plot(layers)
  }

  /// The upper end of the axis: everything, or a round number above all that is drawn.
  private func highest(_ panel: Panel) -> Double {
    if panel.simulated == .probabilityOfDecision { return 100 }
    let values = findings.drugs.flatMap { points(panel, $0) + curve(panel, $0) }.compactMap {
      $0[1]
    }
    return min(100, 10 * ((values.max() ?? 100) / 10).rounded(.up))
  }
}
