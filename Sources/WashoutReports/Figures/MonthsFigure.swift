internal import Washout

/// How long trials last against their size.
struct MonthsFigure {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where nobody knows how fast patients are recruited, or with fewer than two sizes.
  var figure: Figure? {
    guard rows.count > 1 else { return nil }
    return Figure(name: "months", section: .sizes, alternative: alternative, script)
  }

  /// Size, mean, 5 % and 95 % quantiles.
  private var rows: [[Double?]] {
    findings.results.sizes.compactMap { size in
      guard let mean = findings.trial(.months, size: size)?.value else { return nil }
      return [
        Double(size), mean, findings.trial(.monthsLow, size: size)?.value,
        findings.trial(.monthsHigh, size: size)?.value,
      ]
    }
  }

  private var title: String {
    let n = findings.results.plannedSize
    let months = NumberText.plain(findings.trial(.months), limit: 1)
    return "With \(n) patients the trial takes \(months) months from first dose to last contact"
  }

  private var remark: String {
    let rate = findings.scenario.trial.recruitedPerMonth.map {
      "; \(Terms.amount($0, "patient")) recruited a month"
    }
    return "Points: mean; band: 90 % of trials\(rate ?? "")"
  }

  private var alternative: String {
    let texts = rows.map { row in
      let numbers = row.map { $0.map { NumberText.fixed($0, decimals: 1) } ?? NumberText.undefined }
      return
        "n = \(numbers[0].replacing(".0", with: "")): \(numbers[1]) (\(numbers[2]) to \(numbers[3]))"
    }
    return "Months from first dose to last contact by number of patients, mean and 90 % range. "
      + texts.joined(separator: "; ") + "."
  }

  private var script: FigureScript {
    var script = FigureScript(
      title: title, remark: remark, height: 340,
      margins: FigureScript.Margins(left: 56, right: 30, top: 14, bottom: 52))
    script.set("xrange [0:*]")
    script.set("yrange [0:*]")
    script.set("grid ytics back \(FigureStyle.line(.grid, width: 1))")
    script.xTitle("Patients")
    script.yTitle("Months")
    let n = findings.results.plannedSize
    script.set(
      "arrow from first \(n), graph 0 to first \(n), graph 1 nohead back "
        + FigureStyle.line(.limit, .dotted, width: 1.2))
    let data = script.data(rows)
    script.plot([
      "\(data) using 1:3:4 with filledcurves fs solid \(FigureStyle.Colour.drugBand.option)",
      "\(data) using 1:2 with linespoints \(FigureStyle.line(.drug)) pt 7 ps 0.8",
    ])
    return script
  }
}
