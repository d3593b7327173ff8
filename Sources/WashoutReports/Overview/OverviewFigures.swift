internal import Washout

/// The same small picture of each scenario, on the same axes: the chance of the decision against n.
struct OverviewFigures {
  private let entries: [Overview.Entry]

  init(_ entries: [Overview.Entry]) {
    self.entries = entries
  }

  /// One a scenario that decides, in order.
  var all: [Figure] {
    entries.enumerated().compactMap { place, entry in figure(entry, number: place + 1) }
  }

  private var largest: Int {
    entries.flatMap(\.findings.results.sizes).max() ?? 1
  }

  private func figure(_ entry: Overview.Entry, number: Int) -> Figure? {
    let findings = entry.findings
    guard findings.decided()?.value != nil else { return nil }
    return Figure(
      name: "overview_\(number)", section: .sizes, alternative: alternative(entry),
      script(entry))
  }

  private func alternative(_ entry: Overview.Entry) -> String {
    let findings = entry.findings
    let size = findings.results.plannedSize
    let none = findings.hasNoEffect ? " with the assumed drug and with no effect" : ""
    return
      "\(entry.name): the chance of the decision against the number of patients\(none); at n = \(size) "
      + Paragraph.list(findings.chances())
      + ". Recurrence \(Paragraph.list(findings.drugs.map { NumberText.percent(findings.recurrence($0)) }))."
  }

  private func script(_ entry: Overview.Entry) -> FigureScript {
    let findings = entry.findings
    let rates = findings.drugs.map { drug in
      (drug == .noEffect ? "no effect " : "") + NumberText.percent(findings.recurrence(drug))
    }
    var script = FigureScript(
      title: entry.name,
      remark: "Decision, %, by patients. Recurrence \(rates.joined(separator: ", "))", width: 380,
      height: 270,
      margins: FigureScript.Margins(left: 48, right: 14, bottom: 48))
    script.set("xrange [0:\(largest + 1)]")
    script.set("yrange [0:100]")
    script.set("ytics 0, 25, 100")
    script.set("grid ytics \(FigureStyle.line(.grid, width: 1))")
    let layers = findings.drugs.flatMap { drug in
      let colour: FigureStyle.Colour = drug == .assumed ? .drug : .noEffect
      let data = script.data(
        findings.results.sizes.map { size in
          let decided = findings.decided(drug, size: size)
          return [
            Double(size), decided?.value.map { 100 * $0 },
            decided?.mcse.map { 100 * $0 },
          ]
        })
      let dash: FigureStyle.Dash = drug == .assumed ? .solid : .dashed
      return [
        "\(data) using 1:2 with lines \(FigureStyle.line(colour, dash))",
        "\(data) using 1:2:3 with yerrorbars \(FigureStyle.points(colour))",
      ]
    }
    script.plot(layers)
    return script
  }
}
