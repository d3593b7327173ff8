internal import Washout

/// ADQS, the items and scores that assessors record, and ADLB, the laboratory markers.
struct RecordedScores {
  private let activity: Activity
  private let subjects: [DatasetSubject]
  private let withdrawalDay: Double

  init(_ scenario: Scenario, _ activity: Activity, _ subjects: [DatasetSubject]) {
    self.activity = activity
    self.subjects = subjects
    withdrawalDay = Double(7 * scenario.trial.withdrawalWeek)
  }

  /// The questionnaire; nil where nothing is scored.
  var questionnaire: Dataset? {
    dataset("ADQS", "Scores", sums + items + numeric(activity.scores.map(\.name), "NUMERIC SCORE"))
  }

  /// The laboratory; nil where no marker is followed.
  var laboratory: Dataset? {
    dataset(
      "ADLB", "Laboratory", numeric(activity.markers.map(\.name), "LABORATORY"))
  }

  private func dataset(
    _ name: String, _ content: String, _ parameters: [VisitRow.Parameter]
  ) -> Dataset? {
    if parameters.isEmpty { return nil }
    return Dataset(
      name, content, structure: "One row a patient, parameter and visit",
      VisitRow.columns(withdrawalDay: withdrawalDay), keys: VisitRow.keys,
      rows: VisitRow.rows(subjects, parameters))
  }

  private var instrument: String { Terms.readable(activity.scoreName) }

  private var sums: [VisitRow.Parameter] {
    if activity.items.isEmpty { return [] }
    let prefix = ParameterCode.capitals(activity.scoreName).prefix(4)
    return [
      .init(code: prefix + "TOT", title: "\(instrument), total", category: "TOTAL") {
        sum(of: $0) { _ in true }
      },
      .init(code: prefix + "CLIN", title: "\(instrument), clinical items", category: "TOTAL") {
        sum(of: $0, \.isClinical)
      },
    ]
  }

  private func sum(of visit: ObservedVisit, _ counts: (Item) -> Bool) -> Double {
    activity.items.reduce(0) {
      $0 + (counts($1) && visit.items.contains($1.name) ? Double($1.weight) : 0)
    }
  }

  private var items: [VisitRow.Parameter] {
    activity.items.map { item in
      .init(
        code: ParameterCode.numbered(activity.scoreName, item.number),
        title: "\(instrument), \(Terms.readable(item.name)) (points)", category: "ITEM"
      ) { $0.items.contains(item.name) ? Double(item.weight) : 0 }
    }
  }

  private func numeric(_ names: [String], _ category: String) -> [VisitRow.Parameter] {
    zip(names, ParameterCode.unique(names)).map { name, code in
      let words = CovariateWords(name)
      return .init(
        code: code, title: words.name + (words.unit.isEmpty ? "" : " (\(words.unit))"),
        category: category
      ) { $0.scores[name] }
    }
  }
}
