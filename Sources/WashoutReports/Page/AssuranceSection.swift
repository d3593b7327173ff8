internal import Washout

/// What a trial can be expected to declare when values are believed and not known: Markdown.
struct AssuranceSection {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where nothing is drawn.
  var markdown: String? {
    guard !findings.priors.isEmpty else { return nil }
    return [introduction, decisions, drivers, Self.noTruth].compactMap { $0 }
      .joined(separator: "\n\n")
  }

  /// Why some numbers are missing.
  static let noTruth =
    "Bias, coverage and exact probabilities are not given: with values drawn anew, each trial has a truth of "
    + "its own."

  private var introduction: String {
    let size = findings.results.plannedSize
    return
      "Each simulated trial draws \(Terms.count(findings.priors.count, "value")) anew from what is "
      + "believed of them. A second trial of \(size) under the same draw tells what the values add to the "
      + "variance of the decision (between draws) from what chance adds (within)."
  }

  private var decisions: String? {
    guard let decision = findings.scenario.decision, findings.assurance() != nil else { return nil }
    let rows = [
      row("Assurance: \"\(Markdown.escaped(decision.name))\" is declared") {
        let share = findings.assurance($0)
        return (NumberText.percent(share), NumberText.error(of: share))
      },
      row("Variance between draws") { variance(.varianceBetweenDraws, $0) },
      row("Variance within draws") { variance(.varianceWithinDraws, $0) },
    ]
    let header =
      ["", "Assumed drug", "MCSE"] + (findings.hasNoEffect ? ["No effect", "MCSE"] : [])
    return Markdown.table(header, "l" + String(repeating: "r", count: header.count - 1), rows)
  }

  private func row(
    _ title: String, _ cells: (DrugAssumption) -> (value: String, error: String)
  ) -> [String] {
    [title] + findings.drugs.flatMap { [cells($0).value, cells($0).error] }
  }

  private func variance(
    _ name: MeasureName, _ drug: DrugAssumption
  ) -> (value: String, error: String) {
    let measure = findings.trial(name, drug)
    return (NumberText.besideError(measure, limit: 6), NumberText.error(measure?.mcse))
  }

  private var drivers: String? {
    guard !findings.drivers.isEmpty else { return nil }
    let analysis = findings.analysis.map { Markdown.escaped(Terms.readable($0.name)) } ?? ""
    let rows = findings.drivers.map { driver in
      [
        Markdown.code(driver.prior.path), Markdown.escaped(driver.prior.words),
        NumberText.besideError(driver.correlation, limit: 4),
        NumberText.error(driver.correlation?.mcse),
      ]
    }
    return Markdown.table(
      ["Value", "Prior", "Rank correlation with the estimate (\(analysis))", "MCSE"], "llrr", rows)
  }
}
