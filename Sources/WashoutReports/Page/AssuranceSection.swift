internal import Washout

/// What a trial can be expected to declare when values are believed and not known.
struct AssuranceSection {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Empty where nothing is drawn.
  var elements: [PageElement] {
    guard !findings.priors.isEmpty else { return [] }
    let tables = [decisions, drivers].compactMap { $0 }.map(PageElement.table)
    return [.paragraph(Phrase(introduction))] + tables + [.note(Phrase(Self.noTruth))]
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

  private var decisions: PageTable? {
    guard let decision = findings.scenario.decision, findings.assurance() != nil else { return nil }
    let rows = [
      row("Assurance: \"\(decision.name)\" is declared") {
        let share = findings.assurance($0)
        return (NumberText.percent(share), NumberText.error(of: share))
      },
      row("Variance between draws") { variance(.varianceBetweenDraws, $0) },
      row("Variance within draws") { variance(.varianceWithinDraws, $0) },
    ]
    let titles = ["Assumed drug", "MCSE"] + (findings.hasNoEffect ? ["No effect", "MCSE"] : [])
    return PageTable(
      "Assurance and its variance", [.text("")] + titles.map(PageTable.Column.number), rows,
      isSortable: false)
  }

  private func row(
    _ title: String, _ cells: (DrugAssumption) -> (value: String, error: String)
  ) -> [Phrase] {
    ([title] + findings.drugs.flatMap { [cells($0).value, cells($0).error] }).phrases
  }

  private func variance(
    _ name: MeasureName, _ drug: DrugAssumption
  ) -> (value: String, error: String) {
    let measure = findings.trial(name, drug)
    return (NumberText.besideError(measure, limit: 6), NumberText.error(measure?.mcse))
  }

  private var drivers: PageTable? {
    guard !findings.drivers.isEmpty else { return nil }
    let analysis = findings.analysis.map { Terms.readable($0.name) } ?? ""
    let rows = findings.drivers.map { driver -> [Phrase] in
      [
        "\(code: driver.prior.path)", Phrase(driver.prior.words),
        Phrase(NumberText.besideError(driver.correlation, limit: 4)),
        Phrase(NumberText.error(driver.correlation?.mcse)),
      ]
    }
    return PageTable(
      "What drives the estimate",
      [
        .text("Value"), .text("Prior"),
        .number("Rank correlation with the estimate (\(analysis))"), .number("MCSE"),
      ], rows)
  }
}
