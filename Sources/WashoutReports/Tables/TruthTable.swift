internal import Washout

/// The true value of each estimand in each layer.
struct TruthTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let rows = findings.scenario.estimands.compactMap(row)
    guard !rows.isEmpty else { return nil }
    let header = [
      "Estimand", "Latent", "At visits", "Assessed", "Declared layer", "MCSE", "No effect",
    ]
    let count = findings.hasNoEffect ? header.count : header.count - 1
    return Markdown.table(
      Array(header.prefix(count)), String("lrrrlrr".prefix(count)),
      rows.map { Array($0.prefix(count)) })
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
    return [Markdown.escaped(Terms.readable(estimand.name))]
      + values.map { NumberText.percent($0, limit: limit) }
      + [Terms.readable(estimand.truth.rawValue), NumberText.error(of: declared)]
      + [NumberText.percent(noEffect, limit: limit)]
  }
}
