internal import Washout

/// What drives the estimate where values are drawn from what is believed of them.
struct AssuranceFigure {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where nothing is drawn, or nothing is known of what drives the estimate.
  var figure: Figure? {
    guard !drivers.isEmpty else { return nil }
    return Figure(name: "assurance", section: .assurance, alternative: alternative, script)
  }

  private static let most = 14
  private static let rowHeight = 30
  private static let labelWidth = 250

  private var drivers: [Findings.Driver] {
    Array(findings.drivers.filter { $0.correlation?.value != nil }.prefix(Self.most))
  }

  private var title: String {
    guard let decision = findings.scenario.decision, let assurance = findings.assurance() else {
      return "What drives the estimate"
    }
    let none = findings.assurance(.noEffect).map {
      ", \(NumberText.percent($0, limit: 0)) if the drug does nothing"
    }
    return
      "Assurance of \(findings.quotedName(of: decision)): \(NumberText.percent(assurance, limit: 0))"
      + (findings.hasNoEffect ? none ?? "" : "")
  }

  private var between: String? {
    guard let between = findings.trial(.varianceBetweenDraws)?.value,
      let within = findings.trial(.varianceWithinDraws)?.value, between + within > 0
    else { return nil }
    let share = NumberText.fixed(100 * max(0, between) / (between + within), decimals: 0)
    return "\(share) % of the decision's variance comes from the values, the rest from chance"
  }

  private var remark: String {
    "How each drawn value goes with the estimate, bars \u{00B1}2 MCSE"
      + (between.map { "; \($0)" } ?? "")
  }

  private var alternative: String {
    let texts = drivers.map { driver in
      "\(PathWords.short(driver.prior.path, words: 2)) "
        + NumberText.besideError(driver.correlation, limit: 2)
    }
    return "\(title). Points: Spearman's rank correlation of each drawn value with the estimate: "
      + texts.joined(separator: ", ") + "." + (between.map { " \($0)." } ?? "")
  }

  private var script: FigureScript {
    let rows = drivers.count
    var script = FigureScript(
      title: title, remark: remark, height: 150 + Self.rowHeight * rows,
      margins: FigureScript.Margins(left: Self.labelWidth, right: 30, bottom: 52))
    script.set("xrange [-1:1]")
    script.set("yrange [\(rows).6:0.4]")
    script.set("border 1")
    script.set("xtics -1,0.5,1")
    script.set("grid xtics back \(FigureStyle.line(.grid, width: 1))")
    script.xTitle("Rank correlation with the estimate")
    script.words(
      "y",
      drivers.enumerated().map { row, driver in
        let name = PathWords.short(driver.prior.path, words: 2)
        return (FigureStyle.cut(name, to: Double(Self.labelWidth - 24)), Double(row + 1))
      })
    script.set(
      "arrow from first 0, graph 0 to first 0, graph 1 nohead back \(FigureStyle.line(.remark, width: 1))"
    )
    let points = script.data(
      drivers.enumerated().map { row, driver in
        [driver.correlation?.value, Double(row + 1), 2 * (driver.correlation?.mcse ?? 0)]
      })
    script.plot([
      "\(points) using (0):2:1:(0) with vectors nohead \(FigureStyle.line(.drugBand, width: 6))",
      "\(points) using 1:2:3 with xerrorbars \(FigureStyle.points(.drug, size: 1)) lw 1.5",
    ])
    return script
  }
}
