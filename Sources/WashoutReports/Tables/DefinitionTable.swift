internal import Washout

/// Recurrence by each definition in each layer, and what assessors' errors and the schedule add.
struct DefinitionTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var markdown: String? {
    let definitions = findings.scenario.recurrence.definitions.filter {
      rate($0, .assessed)?.value != nil
    }
    guard !findings.isStatistical, !definitions.isEmpty else { return nil }
    let header = [
      "Definition, % of those who enter", "Latent", "At visits", "Assessed", "MCSE", "Error adds",
      "Schedule adds", "Following no flare", "Flares not recorded", "No effect, assessed",
    ]
    let count = findings.hasNoEffect ? header.count : header.count - 1
    let table = Markdown.table(
      Array(header.prefix(count)), String("lrrrrrrrrr".prefix(count)),
      definitions.map { Array(row($0).prefix(count)) })
    let note =
      "Each definition in its own trial, where it is the one that removes. Error adds: assessed minus "
      + "at visits. Schedule adds: at visits minus latent. Both in points, on the same people."
    return [table, note, asObserved(definitions)].compactMap { $0 }.joined(separator: "\n\n")
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
    return [Markdown.escaped(Terms.readable(name))]
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
      return "\(Markdown.escaped(Terms.readable(definition.name))) \(NumberText.percent(observed))"
    }
    guard !texts.isEmpty else { return nil }
    return "As this trial would see it (biased: the primary definition removes people first): "
      + texts.joined(separator: ", ") + "."
  }
}
