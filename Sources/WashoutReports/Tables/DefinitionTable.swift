internal import Washout

/// Recurrence by each definition in each layer, and what assessors' errors and the schedule add.
struct DefinitionTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    let definitions = findings.scenario.recurrence.definitions.filter {
      rate($0, .assessed)?.value != nil
    }
    guard !findings.isStatistical, !definitions.isEmpty else { return [] }
    let titles = [
      "Latent", "At visits", "Assessed", "MCSE", "Error adds",
      "Schedule adds", "Following no flare", "Flares not recorded", "No effect, assessed",
    ]
    let table = PageTable(
      "Recurrence by definition and layer",
      [.text("Definition, % of those who enter")] + titles.map(PageTable.Column.number),
      definitions.map { row($0).phrases })
    let note: Phrase =
      "Each definition in its own trial, where it is the one that removes. Error adds: assessed minus "
      + "at visits. Schedule adds: at visits minus latent. Both in points, on the same people."
    let elements: [PageElement?] = [
      .table(table.prefix(findings.hasNoEffect ? titles.count + 1 : titles.count)), .note(note),
      asObserved(definitions).map { .note(Phrase($0)) },
    ]
    return elements.compactMap { $0 }
  }

  private func rate(
    _ definition: RecurrenceDefinition, _ layer: Layer, _ drug: DrugAssumption = .assumed
  ) -> Measure? {
    findings.patient(.recurrenceRate, drug, subject: definition.name, layer: layer)
  }

  private func row(_ definition: RecurrenceDefinition) -> [String] {
    let name = definition.name
    let rates = Layer.allCases.map { rate(definition, $0) }
    let noEffect = rate(definition, .assessed, .noEffect)
    let limit = NumberText.decimals(of: findings.hasNoEffect ? rates + [noEffect] : rates)
    return [Terms.readable(name)]
      + rates.map { NumberText.barePercent($0, limit: limit) }
      + [NumberText.error(of: rate(definition, .assessed))] + errors(name)
      + [NumberText.barePercent(noEffect, limit: limit)]
  }

  /// What errors and schedule add, and how often record and flare go apart.
  private func errors(_ name: String) -> [String] {
    [
      NumberText.points(findings.patient(.errorBias, subject: name)),
      NumberText.points(findings.patient(.scheduleBias, subject: name)),
      NumberText.barePercent(findings.patient(.falseRecurrenceShare, subject: name)),
      NumberText.barePercent(findings.patient(.missedFlareShare, subject: name)),
    ]
  }

  private func asObserved(_ definitions: [RecurrenceDefinition]) -> String? {
    let texts = definitions.filter(\.asObserved).compactMap { definition -> String? in
      let observed = findings.patient(.asObservedRate, subject: definition.name)
      guard observed?.value != nil else { return nil }
      return "\(Terms.readable(definition.name)) \(NumberText.percent(observed))"
    }
    guard !texts.isEmpty else { return nil }
    return "As this trial would see it (biased: the primary definition removes people first): "
      + texts.joined(separator: ", ") + "."
  }
}
