internal import Washout

/// What happens to a patient: with the assumed drug, with none, and the paired difference.
struct PatientTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  private struct Row {
    var label: String
    var name: MeasureName
    var subject: String?
    var layer: Layer?
    /// Means nothing on a drug that does nothing.
    var isOfDrug = false
  }

  var elements: [PageElement] {
    let rows = rows.filter { measure($0, .assumed)?.value != nil }
    guard !rows.isEmpty else { return [] }
    let titles =
      findings.hasNoEffect
      ? ["Assumed drug", "MCSE", "No effect", "Difference, points", "MCSE"] : ["Share", "MCSE"]
    let table = PageTable(
      "Per patient", [.text("")] + titles.map(PageTable.Column.number),
      rows.map { cells($0).prefix(titles.count + 1).phrases })
    return [.table(table)]
  }

  private var rows: [Row] {
    let end = findings.scenario.trial.endWeek
    let primary = findings.scenario.recurrence.primary
    let mechanistic: [Row] = [
      Row(
        label: "Leaves before week \(findings.scenario.trial.withdrawalWeek)",
        name: .shareLeavingBefore),
      Row(label: "Enters observation off drug", name: .shareEntering),
      Row(label: "Responds", name: .responseShare),
      Row(label: "Drug above own IC50 at week \(end)", name: .aboveIC50Share, isOfDrug: true),
    ]
    let errors: [Row] = [
      Row(
        label: "Of recurrences recorded, following no flare", name: .falseRecurrenceShare,
        subject: primary),
      Row(label: "Of those with a flare, none recorded", name: .missedFlareShare, subject: primary),
    ]
    let lost: [Row] =
      (findings.scenario.leaving.lost?.share ?? 0) > 0
      ? [Row(label: "Lost by week \(end), of those dosed", name: .shareLost)] : []
    let shared: [Row] =
      lost + [
        Row(
          label: "Recurrence recorded by week \(end), of those who enter, nobody lost",
          name: .recurrenceRate, subject: primary, layer: .assessed)
      ]
    return findings.isStatistical ? shared : mechanistic + shared + errors
  }

  private func measure(_ row: Row, _ drug: DrugAssumption) -> Measure? {
    row.isOfDrug
      ? drug == .assumed ? findings.aboveIC50 : nil
      : findings.patient(row.name, drug, subject: row.subject, layer: row.layer)
  }

  private func cells(_ row: Row) -> [String] {
    let (assumed, noEffect) = (measure(row, .assumed), measure(row, .noEffect))
    let difference = measure(row, .difference)
    let limit = NumberText.decimals(of: findings.hasNoEffect ? [assumed, noEffect] : [assumed])
    return [
      row.label, NumberText.percent(assumed, limit: limit), NumberText.error(of: assumed),
      NumberText.percent(noEffect, limit: limit), NumberText.points(difference),
      NumberText.error(difference?.mcse, scale: 100),
    ]
  }
}
