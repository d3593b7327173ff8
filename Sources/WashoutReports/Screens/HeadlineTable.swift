internal import Washout

/// The table of the run screen: the assumed drug beside one that does nothing.
struct HeadlineTable {
  private let findings: Findings
  private let width: Int

  init(_ findings: Findings, width: Int) {
    self.findings = findings
    self.width = width
  }

  private struct Row {
    var label: String
    var assumed: String
    var noEffect: String
    var error: String
  }

  var text: String? {
    let rows = rows.filter { $0.assumed != NumberText.undefined }
    guard let labelWidth = rows.map(\.label.count).max() else { return nil }
    // Columns move together before the table becomes a list.
    let layouts = [4, 2].map { gap in titles.map { max($0.count, 7) + gap } }
    let columns = layouts.first { labelWidth + $0.reduce(0, +) <= width }
    return columns.map { tabular(rows, labelWidth, $0) } ?? stacked(rows)
  }

  private var titles: [String] {
    if findings.hasNoEffect { return ["assumed drug", "no effect", "MCSE"] }
    return [findings.drugDoesNothing ? "no effect" : "", "MCSE"]
  }

  private func cells(_ row: Row) -> [String] {
    findings.hasNoEffect ? [row.assumed, row.noEffect, row.error] : [row.assumed, row.error]
  }

  private func tabular(_ rows: [Row], _ labelWidth: Int, _ columns: [Int]) -> String {
    func line(_ label: String, _ cells: [String]) -> String {
      Paragraph.left(label, labelWidth)
        + zip(cells, columns).map { Paragraph.right($0, $1) }.joined()
    }
    return ([line("", titles)] + rows.map { line($0.label, cells($0)) }).joined(separator: "\n")
  }

  private func stacked(_ rows: [Row]) -> String {
    rows.map { row in
      let numbers = zip(titles, cells(row)).map { title, cell in
        title.isEmpty ? cell : "\(title) \(cell)"
      }
      let isPart = row.label.hasPrefix(" ")
      return Paragraph.wrapped((isPart ? "- " : "") + row.label, width: width, indent: "  ")
        + "\n    "
        + Paragraph.wrapped(numbers.joined(separator: ", "), width: width - 4, indent: "    ")
    }.joined(separator: "\n")
  }

  private var rows: [Row] {
    let design = findings.scenario.trial
    let mechanistic = [
      share("  of these, following no flare") { findings.falseShare($0) },
      share("Leaves before week \(design.withdrawalWeek)") {
        findings.patient(.shareLeavingBefore, $0)
      },
    ]
    let shared =
      [
        intervalWidth, share(decisionLabel) { findings.decided($0) },
      ] + opposite + looks
    let last = [
      share("Drug above IC50 at week \(design.endWeek)") {
        $0 == .assumed ? findings.aboveIC50 : nil
      }
    ]
    let recurrence = share(
      findings.isStatistical ? "Recurrence, nobody lost" : "Recurrence recorded, of those who enter"
    ) { findings.recurrence($0) }
    return findings.isStatistical
      ? [recurrence] + shared : [recurrence] + mechanistic + shared + last
  }

  private func share(_ label: String, _ measure: (DrugAssumption) -> Measure?) -> Row {
    let (assumed, noEffect) = (measure(.assumed), measure(.noEffect))
    let limit = NumberText.decimals(of: findings.hasNoEffect ? [assumed, noEffect] : [assumed])
    return Row(
      label: label, assumed: NumberText.percent(assumed, limit: limit),
      noEffect: NumberText.percent(noEffect, limit: limit),
      error: NumberText.error(of: assumed))
  }

  private var intervalWidth: Row {
    let level = findings.analysis.map { NumberText.percent(exactly: $0.level) } ?? ""
    return Row(
      label: "\(level) interval of one trial, width",
      assumed: NumberText.plain(findings.width(), limit: 2),
      noEffect: NumberText.plain(findings.width(.noEffect), limit: 2),
      error: NumberText.error(findings.width()?.mcse))
  }

  private var decisionLabel: String {
    guard let decision = findings.scenario.decision else { return "" }
    let looks = findings.scenario.looks == nil ? "" : ", looks ignored"
    let noun = findings.assurance() == nil ? "Decision" : "Assurance of"
    guard let deciding = findings.decisionCount() else {
      return "\(noun) \"\(decision.name)\"\(looks)"
    }
    return "\(noun) \"\(decision.name)\" (\(decision.rule.inSymbols(deciding)))\(looks)"
  }

  /// The other two conclusions; no row for a decision without an opposite.
  private var opposite: [Row] {
    guard let noGo = findings.scenario.decision?.noGo else { return [] }
    return [
      share("  no-go (\(noGo.inWords))") { findings.trial(.probabilityOfNoGo, $0) },
      share("  neither: to be considered") { findings.trial(.probabilityToConsider, $0) },
    ]
  }

  /// What looks do to trials of the planned size; no row without looks.
  private var looks: [Row] {
    guard findings.scenario.looks != nil else { return [] }
    let isEnrolled = findings.withLooks(.enrolledWithLooks) != nil
    return [
      share("With looks: declared") { findings.withLooks(.decisionWithLooks, $0) },
      share("  stopped by a look") { findings.withLooks(.stoppingWithLooks, $0) },
      Row(
        label: "  patients \(isEnrolled ? "enrolled" : "evaluated"), mean",
        assumed: NumberText.plain(findings.peopleWithLooks(), limit: 1),
        noEffect: NumberText.plain(findings.peopleWithLooks(.noEffect), limit: 1),
        error: NumberText.error(findings.peopleWithLooks()?.mcse)),
    ]
  }
}
