internal import Washout

/// The true value of each estimand in each layer.
struct TruthTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let rows = findings.scenario.estimands.compactMap(row)
    guard !rows.isEmpty else { return [] }
    let columns: [PageTable.Column] = [
      .text("Estimand"), .number("Latent"), .number("At visits"), .number("Assessed"),
      .text("Declared layer"), .number("MCSE"), .number("No effect"),
    ]
    let table = PageTable(
      "True values of the estimands", columns, rows.map(\.phrases))
    return [.table(table.prefix(findings.hasNoEffect ? columns.count : columns.count - 1))]
  }

  private func row(_ estimand: Estimand) -> [String]? {
    func value(_ layer: Layer, _ drug: DrugAssumption = .assumed) -> Measure? {
      findings.patient(.trueValue, drug, subject: estimand.name, layer: layer)
    }
    let declared = value(estimand.truth)
    guard declared?.value != nil else { return nil }
    let values = Layer.allCases.map { value($0) }
    let noEffect = value(estimand.truth, .noEffect)
    let limit = NumberText.decimals(of: findings.hasNoEffect ? values + [noEffect] : values)
    return [Terms.readable(estimand.name)]
      + values.map { NumberText.percent($0, limit: limit) }
      + [Terms.readable(estimand.truth.rawValue), NumberText.error(of: declared)]
      + [NumberText.percent(noEffect, limit: limit)]
  }
}
