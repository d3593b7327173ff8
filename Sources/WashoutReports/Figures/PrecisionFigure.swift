internal import Foundation
internal import Washout

/// How well the headline numbers are known against the number of simulated trials.
struct PrecisionFigure {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where no headline number has an error.
  var figure: Figure? {
    guard !lines.isEmpty, findings.results.trials > 0 else { return nil }
    return Figure(name: "precision", section: .precision, alternative: alternative, script)
  }

  /// A headline number and its error.
  private struct Line {
    var name: String
    var points: Double
    var style: String
    var colour: FigureStyle.Colour
  }

  private var lines: [Line] {
    let decided = findings.assurance() == nil ? "decision" : "assurance"
    let all: [(String, Measure?, FigureStyle.Colour, FigureStyle.Dash)] = [
      (decided, findings.decided(), .drug, .solid),
      (
        "\(decided), no effect", findings.hasNoEffect ? findings.decided(.noEffect) : nil,
        .noEffect, .dashed
      ),
      ("recurrence", findings.recurrence(), .third, .dashDotted),
      ("interval width", findings.width(), .fourth, .dotted),
    ]
    return all.compactMap { name, measure, colour, dash in
      guard let mcse = measure?.mcse, mcse > 0 else { return nil }
      return Line(
        name: name, points: 100 * mcse, style: FigureStyle.line(colour, dash), colour: colour)
    }.sorted { $0.points > $1.points }
  }

  private var trials: Double { Double(findings.results.trials) }

  private var title: String {
    guard let worst = lines.first else { return "" }
    let known = NumberText.error(worst.points)
    return "\(NumberText.grouped(findings.results.trials)) trials know the \(worst.name) to "
      + "\(Terms.amount(known, "percentage point")); four times as many to half of that"
  }

  private var alternative: String {
    let texts = lines.map { "\($0.name) \(NumberText.error($0.points))" }
    return "Lines falling with the root of the number of trials: Monte Carlo standard errors. With "
      + "\(NumberText.grouped(findings.results.trials)) trials, in percentage points: "
      + texts.joined(separator: ", ") + "."
  }

  private var script: FigureScript {
    var script = FigureScript(
      title: title,
      remark: "Monte Carlo standard error, percentage points; vertical line: this run",
      height: 340, margins: FigureScript.Margins(left: 64, right: 160, top: 6, bottom: 52))
    let (first, last) = (trials / 6, trials * 24)
    let (low, high) = ((lines.last?.points ?? 1) / 6, (lines.first?.points ?? 1) * 3)
    script.set("logscale xy")
    script.set("xrange [\(FigureScript.number(first)):\(FigureScript.number(last))]")
    script.set("yrange [\(FigureScript.number(low)):\(FigureScript.number(high))]")
    script.set("grid xtics ytics back \(FigureStyle.line(.grid, width: 1))")
    script.words(
      "x",
      [trials / 4, trials, 4 * trials, 16 * trials].filter { $0 >= 1 }.map {
        (NumberText.grouped(Int($0)), $0)
      })
    script.set("format y '%g'")
    script.xTitle("Simulated trials")
    script.set(
      "arrow from first \(FigureScript.number(trials)), graph 0 to first \(FigureScript.number(trials)), "
        + "graph 1 nohead back \(FigureStyle.line(.limit, .dotted, width: 1.2))")
    var layers: [String] = []
    var names: [FigureScript.EndName] = []
    for line in lines {
      func error(_ trials: Double) -> Double { line.points * (self.trials / trials).squareRoot() }
      let ends = [first, last].map { [$0, error($0)] as [Double?] }
      layers.append("\(script.data(ends)) using 1:2 with lines \(line.style)")
      layers.append(
        "\(script.data([[trials, line.points]])) using 1:2 with points \(FigureStyle.points(line.colour))"
      )
      let height = log(error(last) / low) / log(high / low)
      names.append(FigureScript.EndName(line.name, height: height, line.colour))
    }
    script.endNames(names, pixels: 230)
    script.plot(layers)
    return script
  }
}
