internal import Washout

/// How well each analysis estimates its estimand in trials of the planned size.
struct AnalysisTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let analyses = findings.scenario.analyses.filter {
      findings.trial(.meanEstimate, subject: $0.name)?.value != nil
    }
    guard !analyses.isEmpty else { return nil }
    let header = [""] + analyses.map { Markdown.escaped(Terms.readable($0.name)) }
    let rows = lines.map { line in [line.title] + analyses.map(line.cell) }
      .filter { $0.dropFirst().contains { $0 != NumberText.undefined } }
    let alignments = "l" + String(repeating: "r", count: analyses.count)
    return Markdown.table(header, alignments, rows) + "\n\n"
      + "In parentheses: MCSE. Bias and coverage are about the true value in the layer that the "
      + "estimand declares; coverage is a step function of it, so its range over the true value's "
      + "error is given. Trials without an estimate count as failed and enter no other line."
  }

  private struct Line {
    var title: String
    var cell: (Analysis) -> String
  }

  private var lines: [Line] {
    [
      Line(title: "Mean estimate") { share(.meanEstimate, $0) },
      Line(title: "True value") { truth($0) },
      Line(title: "Bias, points") { bias($0) },
      Line(title: "Empirical SE, points") { points(.empiricalSE, $0) },
      Line(title: "Model SE, points") { points(.modelSE, $0) },
      Line(title: "Model SE, relative error") { share(.modelSERelativeError, $0) },
      Line(title: "Root of mean squared error, points") { rootMeanSquaredError($0) },
      Line(title: "Coverage") { coverage($0) },
      Line(title: "Bias-eliminated coverage") { share(.biasEliminatedCoverage, $0) },
      Line(title: "Exact coverage at the assessed rate") { share(.exactCoverage, $0) },
      Line(title: "Interval width, points") { points(.intervalWidth, $0) },
      Line(title: "Exact width, points") { points(.exactIntervalWidth, $0) },
      Line(title: "Lower limit, mean") { share(.meanLowerLimit, $0) },
      Line(title: "Upper limit, mean") { share(.meanUpperLimit, $0) },
      Line(title: "In the denominator, mean") { denominator($0) },
      Line(title: "Failed") { share(.failed, $0) },
      Line(title: "Without any event") { share(.noEvents, $0) },
      Line(title: "Everyone with the event") { share(.allEvents, $0) },
    ]
  }

  private func layer(of analysis: Analysis) -> Layer? {
    findings.scenario.estimands.first { $0.name == analysis.estimand }?.truth
  }

  private func withError(_ text: String, _ measure: Measure?, scale: Double) -> String {
    let error = NumberText.error(measure?.mcse, scale: scale)
    let isBare = text == NumberText.undefined || error == NumberText.undefined
    return isBare ? text : "\(text) (\(error))"
  }

  private func share(_ name: MeasureName, _ analysis: Analysis) -> String {
    let measure = findings.trial(name, subject: analysis.name)
    return withError(NumberText.percent(measure), measure, scale: 100)
  }

  private func points(_ name: MeasureName, _ analysis: Analysis) -> String {
    let measure = findings.trial(name, subject: analysis.name)
    return withError(NumberText.barePercent(measure), measure, scale: 100)
  }

  private func truth(_ analysis: Analysis) -> String {
    let measure = findings.patient(
      .trueValue, subject: analysis.estimand, layer: layer(of: analysis))
    return withError(NumberText.percent(measure), measure, scale: 100)
  }

  private func bias(_ analysis: Analysis) -> String {
    let measure = findings.trial(.bias, subject: analysis.name, layer: layer(of: analysis))
    return withError(NumberText.points(measure, limit: 2, guardDigits: 1), measure, scale: 100)
  }

  private func rootMeanSquaredError(_ analysis: Analysis) -> String {
    let measure = findings.trial(
      .meanSquaredError, subject: analysis.name, layer: layer(of: analysis))
    guard let value = measure?.value, value >= 0 else { return NumberText.undefined }
    return NumberText.fixed(100 * value.squareRoot(), decimals: 1)
  }

  private func coverage(_ analysis: Analysis) -> String {
    let layer = layer(of: analysis)
    let measure = findings.trial(.coverage, subject: analysis.name, layer: layer)
    let text = withError(NumberText.percent(measure), measure, scale: 100)
    let low = findings.trial(.coverageLow, subject: analysis.name, layer: layer)
    let high = findings.trial(.coverageHigh, subject: analysis.name, layer: layer)
    let (lowText, highText) = (NumberText.barePercent(low), NumberText.barePercent(high))
    guard low?.value != nil, high?.value != nil, lowText != highText else { return text }
    return text + ", \(lowText) to \(highText)"
  }

  private func denominator(_ analysis: Analysis) -> String {
    let measure = findings.trial(.denominator, subject: analysis.name)
    return withError(NumberText.plain(measure, limit: 2), measure, scale: 1)
  }
}
