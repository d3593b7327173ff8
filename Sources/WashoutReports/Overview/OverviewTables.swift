internal import Washout

/// The main numbers of several scenarios, one row a scenario, and their decision by sample size.
struct OverviewTables {
  private let entries: [Overview.Entry]

  init(_ entries: [Overview.Entry]) {
    self.entries = entries
  }

  private struct Column {
    var title: String
    var cell: (Findings) -> String
  }

  private var columns: [Column] {
    [
      Column(title: "n") { String($0.results.plannedSize) },
      Column(title: "Enter") { findings in
        Self.withError(
          NumberText.plain(findings.trial(.entered), limit: 1),
          NumberText.error(findings.trial(.entered)?.mcse))
      },
      Column(title: "Recurrence, assumed drug") { Self.percent($0.recurrence()) },
      Column(title: "no effect") {
        $0.hasNoEffect ? Self.percent($0.recurrence(.noEffect)) : Self.absent
      },
      Column(title: "Following no flare") {
        $0.isStatistical ? Self.absent : Self.percent($0.falseShare())
      },
      Column(title: "P(decision), assumed drug") { Self.percent($0.decided()) },
      Column(title: "no effect") {
        $0.hasNoEffect ? Self.percent($0.decided(.noEffect)) : Self.absent
      },
      Column(title: "First n for the decision") { findings in
        findings.decisionSizes()?.firstInWords ?? Self.absent
      },
      Column(title: "Interval width, points") { findings in
        Self.withError(
          NumberText.barePercent(findings.width()), NumberText.error(of: findings.width()))
      },
      Column(title: "Drug above IC50 at the end") { Self.percent($0.aboveIC50) },
      Column(title: "Months") { findings in
        Self.withError(
          NumberText.plain(findings.trial(.months), limit: 1),
          NumberText.error(findings.trial(.months)?.mcse))
      },
    ]
  }

  private static let absent = NumberText.undefined

  private static func percent(_ share: Measure?) -> String {
    withError(NumberText.percent(share), NumberText.error(of: share))
  }

  private static func withError(_ text: String, _ error: String) -> String {
    text == absent || error == absent ? text : "\(text) (\(error))"
  }

  /// One row a scenario; columns that none of them has are left out.
  var headlines: PageTable {
    let columns = columns.filter { column in
      entries.contains { column.cell($0.findings) != Self.absent }
    }
    return PageTable(
      "Main numbers", [.text("Scenario")] + columns.map { .number($0.title) },
      entries.map { entry in
        [Phrase([.link(entry.name, file: entry.link)])]
          + columns.map { Phrase($0.cell(entry.findings)) }
      })
  }

  /// One row a size that any of them has, one column a scenario; nil where none decides.
  var decisions: PageTable? {
    let deciding = entries.filter { $0.findings.decided()?.value != nil }
    let sizes = Set(deciding.flatMap(\.findings.results.sizes)).sorted()
    guard !deciding.isEmpty else { return nil }
    return PageTable(
      captioned: "P(decision): assumed drug / no effect",
      [.number("n")] + deciding.map { .number($0.name) },
      sizes.map { size in
        [Phrase(String(size))] + deciding.map { Phrase(chances($0.findings, size)) }
      })
  }

  private func chances(_ findings: Findings, _ size: Int) -> String {
    guard findings.results.sizes.contains(size) else { return "" }
    return findings.chances(size: size).joined(separator: " / ")
  }
}
