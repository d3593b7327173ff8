internal import Washout
internal import WashoutStatistics

/// The columns of the table of sizes that have something to say.
struct SizingColumns {
  /// A column.
  struct Column {
    var title: String
    var cell: (Int) -> String
  }

  private let sizing: Sizing
  private var results: SizingResults { sizing.results }

  init(_ sizing: Sizing) {
    self.sizing = sizing
  }

  /// The columns in which at least one row has a number.
  var all: [Column] {
    let rows = sizing.rows
    return columns.filter { column in
      rows.contains { column.cell($0) != NumberText.undefined }
    }
  }

  private var columns: [Column] {
    let results = results
    let hasNoEffect = sizing.hasNoEffect
    let hasScreening = !results.scenario.eligibility.criteria.isEmpty
    let everyoneEnters = sizing.findings(results.sizes.upperBound).isStatistical
    return [
      Column(title: "n") { String($0) },
      Column(title: "enter") {
        everyoneEnters ? NumberText.undefined : NumberText.plain(results.entered($0), limit: 1)
      },
      Column(title: "decide if", cell: deciding),
      Column(title: hasNoEffect ? "P(drug)" : "P(yes)") { chance($0, .assumed) },
      Column(title: "P(none)") { hasNoEffect ? chance($0, .noEffect) : NumberText.undefined },
      Column(title: "width") { NumberText.plain(results.width($0), limit: 2) },
      Column(title: "recur") { NumberText.plain(results.recurrences($0), limit: 1) },
      Column(title: eventTitle) { size in
        NumberText.percent(
          sizing.event.map { Measure(.entered, value: $0.chance(among: size), replicates: 0) },
          limit: 0)
      },
      Column(title: "screen") {
        hasScreening ? NumberText.plain(results.screened($0), limit: 0) : NumberText.undefined
      },
      Column(title: "months") { NumberText.plain(results.months($0), limit: 1) },
    ]
  }

  private var eventTitle: String {
    sizing.event.map { "AE \(NumberText.percent(exactly: $0.frequency))" } ?? ""
  }

  private func deciding(_ size: Int) -> String {
    let findings = sizing.findings(size)
    guard results.hasExactChances, let rule = results.scenario.decision?.rule,
      let count = findings.decisionCount()
    else { return NumberText.undefined }
    return rule.inSymbols(count)
  }

  private func chance(_ size: Int, _ drug: DrugAssumption) -> String {
    let drugs: [DrugAssumption] = sizing.hasNoEffect ? [.assumed, .noEffect] : [.assumed]
    let limit = NumberText.decimals(of: drugs.map { results.chance(size, $0) })
    return NumberText.percent(results.chance(size, drug), limit: limit)
  }
}
