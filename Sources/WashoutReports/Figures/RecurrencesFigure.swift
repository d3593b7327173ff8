internal import Washout
internal import WashoutNumerics

/// How many recurrences a trial records: simulated, with the exact distribution on it.
struct RecurrencesFigure {
  private let findings: Findings
  private let counted: [CountedTrials]

  init(_ findings: Findings) {
    self.findings = findings
    counted = findings.drugs.compactMap { drug in
      findings.results.countedTrials.first { $0.drug == drug }
    }.filter { $0.recurrences.contains { $0 > 0 } }
  }

  /// Nil where no counts were kept.
  var figure: Figure? {
    guard !counted.isEmpty else { return nil }
    return Figure(
      name: "recurrences", section: .evidence, alternative: alternative, script)
  }

  private var size: Int { findings.results.plannedSize }

  private var title: String {
    let means = counted.compactMap { findings.trial(.recurrences, $0.drug) }
      .map { NumberText.people($0) }
    let none = means.count == 2 ? ", \(means[1]) if the drug did nothing" : ""
    return
      "A trial of \(size) records \(means.first ?? NumberText.undefined) recurrences on average\(none)"
  }

  private var remark: String {
    let exact =
      hasExact ? "; black: the exact binomial distribution, people being independent" : ""
    return findings.simulationRemark + ", bars \u{00B1}2 MCSE" + exact
  }

  private var alternative: String {
    let texts = counted.map { counted in
      let shares = counted.recurrences.enumerated().filter { $0.element > 0 }.prefix(8).map {
        "\($0.offset): \(percent($0.element, of: counted))"
      }
      return "\(findings.title(of: counted.drug)): \(shares.joined(separator: ", "))."
    }
    return "Bars: share of trials by the number of recurrences recorded. "
      + texts.joined(separator: " ")
  }

  private func percent(_ trials: Int, of counted: CountedTrials) -> String {
    let share = Double(trials) / Double(counted.trials)
    return NumberText.fixed(100 * share, decimals: 1) + " %"
  }

  /// Drawn values make people of one trial alike, so that no binomial distribution holds.
  private var hasExact: Bool { findings.priors.isEmpty }

  /// The largest count that as many as 1 in 1,000 trials reach.
  private var largest: Int {
    let reached = counted.compactMap { counted in
      counted.recurrences.lastIndex { 1_000 * $0 >= counted.trials }
    }
    return max(reached.max() ?? 0, 3)
  }

  /// The smallest such count, or 0 where it is not far.
  private var smallest: Int {
    let reached = counted.compactMap { counted in
      counted.recurrences.firstIndex { 1_000 * $0 >= counted.trials }
    }
    let least = reached.min() ?? 0
    return least > 3 ? least : 0
  }

  private var script: FigureScript {
    var script = FigureScript(
      title: title, remark: remark, height: 380,
      margins: FigureScript.Margins(left: 56, right: 20, top: 14, bottom: 52))
    script.set("xrange [\(FigureScript.number(Double(smallest) - 0.6)):\(largest).6]")
    script.set("yrange [0:*]")
    script.set("xtics \(smallest),\(max(1, (largest - smallest + 15) / 16)),\(largest) scale 0")
    script.set("grid ytics back \(FigureStyle.line(.grid, width: 1))")
    script.xTitle("Recurrences recorded in a trial")
    script.yTitle("Per cent of trials")
    var layers: [String] = []
    for (place, counted) in counted.enumerated() { layers += bars(counted, place, &script) }
    if counted.count > 1 {
      script.legend(
        counted.map {
          let fill = $0.drug.fill.replacing("lc rgb", with: "fc rgb")
          return (name: findings.title(of: $0.drug), fill: fill)
        })
    }
    script.plot(layers)
    return script
  }

  private func bars(
    _ counted: CountedTrials, _ place: Int, _ script: inout FigureScript
  ) -> [String] {
    let width = 0.8 / Double(self.counted.count)
    let total = Double(counted.trials)
    let event = chance(counted.drug)
    let rows = (smallest...largest).map { count -> [Double?] in
      let trials = counted.recurrences.indices.contains(count) ? counted.recurrences[count] : 0
      let share = Double(trials) / total
      let x = Double(count) - 0.4 + width * (Double(place) + 0.5)
      let error = (share * (1 - share) / total).squareRoot()
      let exact = event.map { BinomialDistribution(trials: size, probability: $0).pmf(count) }
      let seen = exact.flatMap { 2_000 * $0 < 1 ? nil : 100 * $0 }
      return [x, 100 * share, 200 * error, seen, width * 0.94]
    }
    let data = script.data(rows)
    let bars = [
      "\(data) using 1:2:5 with boxes \(counted.drug.fill)",
      FigureStyle.errorBars(data, .remark),
    ]
    let exact =
      "\(data) using 1:4 with points pt 12 ps 0.8 lw 1.5 \(FigureStyle.Colour.limit.option)"
    return hasExact && event != nil ? bars + [exact] : bars
  }

  /// P(recurrence recorded) of one person, from the largest trials.
  private func chance(_ drug: DrugAssumption) -> Double? {
    guard let largest = findings.results.sizes.last,
      let mean = findings.trial(.recurrences, drug, size: largest)?.value
    else { return nil }
    return min(1, mean / Double(largest))
  }
}

extension CountedTrials {
  /// Trials in all.
  fileprivate var trials: Int { recurrences.reduce(0, +) }
}
