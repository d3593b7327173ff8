internal import Washout

/// The columns of a file of visits, found in its first line.
struct VisitColumns {
  private let columns: [String: Int]
  let activity: Activity
  /// Columns of items in the instrument's order; empty where the file has totals.
  let items: [(item: Item, column: Int)]
  /// The instrument's total and its clinical part, where they have columns.
  let totals: [(name: String, highest: Int, isClinical: Bool, column: Int)]
  /// Markers and numeric scores that have columns.
  let numeric: [(name: String, rule: NumberRule, isRead: Bool, column: Int)]

  /// Columns that every file of visits can have.
  static let general = [
    "id", "week", "day", "date", "visit", "flare", "dose_mg", "dose", "stopped_dosing",
    "therapy_changed", "ended", "comment",
  ]

  subscript(name: String) -> Int? { columns[name] }

  /// Finds the columns and reports what is unknown or lacking.
  init(_ table: DataTable, _ scenario: Scenario, _ activity: Activity, _ findings: Findings) {
    let columns = table.columns(findings)
    self.columns = columns
    self.activity = activity
    items = activity.items.compactMap { item in
      columns[item.name.lowercased()].map { (item, $0) }
    }
    let weights = (
      all: activity.items.reduce(0) { $0 + $1.weight },
      clinical: activity.items.filter(\.isClinical).reduce(0) { $0 + $1.weight }
    )
    totals =
      activity.items.isEmpty
      ? []
      : [
        (activity.scoreName, weights.all, false),
        ("clinical_" + activity.scoreName, weights.clinical, true),
      ].compactMap { name, highest, isClinical in
        columns[name.lowercased()].map { (name, highest, isClinical, $0) }
      }
    let read = Self.scoresRead(scenario)
    numeric = Self.numericScores(activity).compactMap { name, rule in
      columns[name.lowercased()].map { (name, rule, read.contains(name), $0) }
    }
    reportUnknown(table, findings)
    reportLacking(table, scenario, findings)
  }

  /// Markers and numeric scores with what may be recorded of them.
  static func numericScores(_ activity: Activity) -> [(name: String, rule: NumberRule)] {
    activity.markers.map { ($0.name, .notNegative) }
      + activity.scores.map { score in
        let upper = score.reported.upperBound
        return (
          score.name,
          NumberRule(lower: score.reported.lowerBound, upper: upper < 1e300 ? upper : nil)
        )
      }
  }

  /// Names of all columns that the scenario has a use for.
  static func known(_ activity: Activity) -> [String] {
    general + activity.items.map(\.name)
      + (activity.items.isEmpty ? [] : [activity.scoreName, "clinical_" + activity.scoreName])
      + numericScores(activity).map(\.name)
  }

  private static func scoresRead(_ scenario: Scenario) -> [String] {
    var needs = DataNeeds()
    for definition in scenario.recurrence.definitions { needs.add(definition.rule) }
    if let worse = scenario.trial.worse { needs.add(worse) }
    if let response = scenario.response { needs.add(response.rule) }
    return needs.scores
  }

  private func reportUnknown(_ table: DataTable, _ findings: Findings) {
    let known = Self.known(activity)
    let lowered = known.map { $0.lowercased() }
    for cell in table.header where !cell.isEmpty && !lowered.contains(cell.text.lowercased()) {
      guard !findings.isFull else { return }
      let hint =
        NearestKey.suggestion(for: cell.text, among: known).map { "did you mean `\($0)`?" }
        ?? "leave it out, or call it `comment`"
      findings.fault("unknown column `\(cell.text)`; \(hint)", at: cell.place)
    }
  }

  private func reportLacking(_ table: DataTable, _ scenario: Scenario, _ findings: Findings) {
    let place = table.header[0].place
    if columns["id"] == nil {
      findings.fault("there is no column `id`; add one with the patient's number", at: place)
    }
    if ["week", "day", "date"].allSatisfy({ columns[$0] == nil }) {
      findings.fault("nothing says when a visit was; add a column week, day or date", at: place)
    }
    let unlisted = activity.items.map(\.name).filter { columns[$0.lowercased()] == nil }
    if !items.isEmpty, !unlisted.isEmpty {
      findings.fault(
        "no column for \(unlisted.joined(separator: ", ")); add one for every item (0 where it was "
          + "absent), or leave all items out and give `\(activity.scoreName)`", at: place)
      return
    }
    let missing = scenario.dataNeeds.missing(from: trial([]), activity)
    guard !missing.isEmpty else { return }
    let canBeItems = missing.contains { $0 == "items" || $0.hasSuffix(activity.scoreName) }
    let items = canBeItems && !activity.items.isEmpty
    findings.fault(
      "\(scenario.recurrence.primary), the primary definition, or the rule of entry reads "
        + "\(missing.joined(separator: ", ")); add \(missing.count == 1 ? "it" : "them")"
        + (items ? ", best a column for each item" : ""), at: place)
  }

  /// The data of these patients, with what the columns have.
  func trial(_ patients: [ObservedPatient]) -> ObservedTrial {
    ObservedTrial(
      patients: patients, hasItems: !items.isEmpty && items.count == activity.items.count,
      hasFlares: columns["flare"] != nil, hasStops: columns["stopped_dosing"] != nil,
      hasTherapyChanges: columns["therapy_changed"] != nil,
      scores: Set(totals.map(\.name) + numeric.filter(\.isRead).map(\.name)))
  }
}
