internal import Washout

/// How well each analysis estimates its estimand in trials of the planned size.
struct AnalysisTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    guard !analyses.isEmpty else { return [] }
    let rows = lines.map { [$0.title] + cells($0) }
      .filter { $0.dropFirst().contains { $0 != NumberText.undefined } }
    let columns = analyses.map { PageTable.Column.number(Terms.readable($0.name)) }
    let table = PageTable(
      "Analyses at the planned size", [.text("")] + columns, rows.map(\.phrases),
      isSortable: false)
    return [.table(table), .note(Phrase(note))]
  }

  private var note: String {
    guard findings.priors.isEmpty else {
      return "In parentheses: MCSE. " + AssuranceSection.noTruth
    }
    return "In parentheses: MCSE. Bias and coverage are about the true value in the layer that the "
      + "estimand declares; coverage is a step function of it, so its range over the true value's "
      + "error is given. Below the bias: what assessors' errors add (assessed minus at visits), what "
      + "the visits hide (at visits minus latent; part of a bias about the latent layer only), and "
      + "what loss, estimator and size add (estimate minus assessed). Trials without an estimate "
      + "count as failed, a share of all trials as are the two lines below it, and enter no line above it."
  }

  private var analyses: [Analysis] {
    findings.scenario.analyses.filter {
      $0.isShare && findings.trial(.meanEstimate, subject: $0.name)?.value != nil
    }
  }

  private struct Line {
    var title: String
    var style: Style
    var measure: (Analysis) -> Measure?
  }

  private enum Style {
    case percent, points, difference, people, coverage
  }

  private var lines: [Line] {
    [
      line("Mean estimate", .percent, .meanEstimate),
      Line(title: "True value", style: .percent, measure: truth),
      Line(title: "Bias, points", style: .difference) { declared(.bias, $0) },
    ] + biasLines + [
      line("Empirical SE, points", .points, .empiricalSE),
      line("Model SE, points", .points, .modelSE),
      line("Model SE, relative error", .percent, .modelSERelativeError),
      Line(title: "Root of mean squared error, points", style: .points, measure: rootError),
      Line(title: "Coverage", style: .coverage) { declared(.coverage, $0) },
      line("Bias-eliminated coverage", .percent, .biasEliminatedCoverage),
      line("Exact coverage at the assessed rate", .percent, .exactCoverage),
      line("Interval width, points", .points, .intervalWidth),
      line("Exact width, points", .points, .exactIntervalWidth),
      line("Lower limit, mean", .percent, .meanLowerLimit),
      line("Upper limit, mean", .percent, .meanUpperLimit),
      line("In the denominator, mean", .people, .denominator),
      line("Failed", .percent, .failed),
      line("Without any event", .percent, .noEvents),
      line("Everyone with the event", .percent, .allEvents),
    ]
  }

  /// Where the bias comes from; a line in which nothing can differ is left out.
  private var biasLines: [Line] {
    guard findings.priors.isEmpty else { return [] }
    let lines = [
      Line(title: "- assessors' errors", style: .difference) {
        findings.patient(.trueValueErrorBias, subject: $0.estimand)
      },
      Line(title: "- visit schedule", style: .difference) {
        findings.patient(.trueValueScheduleBias, subject: $0.estimand)
      },
      Line(title: "- loss, estimator, size", style: .difference) {
        findings.trial(.bias, subject: $0.name, layer: .assessed)
      },
    ]
    return lines.filter { line in
      analyses.contains { line.measure($0)?.value.map { $0 != 0 } ?? false }
    }
  }

  private func line(_ title: String, _ style: Style, _ name: MeasureName) -> Line {
    Line(title: title, style: style) { findings.trial(name, subject: $0.name) }
  }

  private func layer(of analysis: Analysis) -> Layer? {
    findings.scenario.estimands.first { $0.name == analysis.estimand }?.truth
  }

  private func declared(_ name: MeasureName, _ analysis: Analysis) -> Measure? {
    findings.trial(name, subject: analysis.name, layer: layer(of: analysis))
  }

  private func truth(_ analysis: Analysis) -> Measure? {
    findings.patient(.trueValue, subject: analysis.estimand, layer: layer(of: analysis))
  }

  /// The root of the mean squared error; its error by the delta method, that of the square over 2 roots.
  private func rootError(_ analysis: Analysis) -> Measure? {
    guard var measure = declared(.meanSquaredError, analysis), let square = measure.value,
      square > 0
    else { return nil }
    measure.value = square.squareRoot()
    measure.mcse = measure.mcse.map { $0 / (2 * square.squareRoot()) }
    return measure
  }

  // MARK: Cells

  private func cells(_ line: Line) -> [String] {
    let measures = analyses.map(line.measure)
    let limit = NumberText.decimals(of: measures)
    return zip(analyses, measures).map { analysis, measure in
      switch line.style {
      case .percent: withError(NumberText.percent(measure, limit: limit), measure)
      case .points: withError(NumberText.barePercent(measure, limit: limit), measure)
      case .difference:
        withError(NumberText.points(measure, limit: 3, besideError: true), measure)
      case .people: people(measure)
      case .coverage:
        withError(NumberText.percent(measure, limit: limit), measure) + range(analysis, limit)
      }
    }
  }

  private func withError(_ text: String, _ measure: Measure?) -> String {
    let error = NumberText.error(of: measure)
    let isBare = text == NumberText.undefined || error == NumberText.undefined
    return isBare ? text : "\(text) (\(error))"
  }

  private func people(_ measure: Measure?) -> String {
    let (text, error) = (NumberText.plain(measure, limit: 2), NumberText.error(measure?.mcse))
    return error == NumberText.undefined ? text : "\(text) (\(error))"
  }

  /// The range of coverage over the true value's error, with the digits of the coverage.
  private func range(_ analysis: Analysis, _ limit: Int) -> String {
    let ends = [declared(.coverageLow, analysis), declared(.coverageHigh, analysis)]
    let texts = ends.map { NumberText.barePercent($0, limit: limit) }
    guard ends.allSatisfy({ $0?.value != nil }), texts[0] != texts[1] else { return "" }
    return ", \(texts[0]) to \(texts[1])"
  }
}
