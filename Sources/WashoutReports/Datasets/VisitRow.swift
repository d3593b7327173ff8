internal import Washout

/// One value recorded of a patient at a visit.
struct VisitRow {
  var subject: DatasetSubject
  var visit: ObservedVisit
  var code: String
  var title: String
  var category: String
  var value: Double
  /// The value at the first visit; nil where nothing was recorded then.
  var base: Double?
  /// Its number among the patient's rows of the dataset, from 1.
  var sequence = 0

  /// A value that is followed from visit to visit.
  struct Parameter {
    var code: String
    var title: String
    var category: String
    var value: (ObservedVisit) -> Double?
  }

  /// Rows of patients by parameter, then by visit.
  static func rows(_ subjects: [DatasetSubject], _ parameters: [Parameter]) -> [VisitRow] {
    subjects.flatMap { subject in
      let visits = subject.patient.course?.recorded.visits ?? []
      var rows = parameters.flatMap { parameter in
        let base = visits.first { isBaseline($0) }.flatMap(parameter.value)
        return visits.compactMap { visit in
          parameter.value(visit).map {
            VisitRow(
              subject: subject, visit: visit, code: parameter.code, title: parameter.title,
              category: parameter.category, value: $0, base: base)
          }
        }
      }
      for i in rows.indices { rows[i].sequence = i + 1 }
      return rows
    }
  }

  private static func isBaseline(_ visit: ObservedVisit) -> Bool {
    visit.kind == .scheduled && visit.nominalDay == 0
  }

  /// Variables of datasets of visits.
  static func columns(withdrawalDay: Double) -> [Variable<VisitRow>] {
    DatasetSubject.ofEveryRow.map { $0.of(\VisitRow.subject) } + parameter + change
      + visit(withdrawalDay)
  }

  /// What makes a row of such a dataset unique.
  static let keys = ["STUDYID", "USUBJID", "ASEQ"]

  private static var parameter: [Variable<VisitRow>] {
    [
      .integer("ASEQ", "Analysis Sequence Number", "Number among the patient's rows") {
        $0.sequence
      },
      .text("PARAMCD", "Parameter Code", "From the name in the scenario") { $0.code },
      .text("PARAM", "Parameter", "From the name in the scenario") { $0.title },
      .text("PARCAT1", "Parameter Category 1", "Kind of parameter") { $0.category },
    ]
  }

  private static var change: [Variable<VisitRow>] {
    [
      .number("AVAL", "Analysis Value", "As recorded, with the assessor's errors") { $0.value },
      .number("BASE", "Baseline Value", "AVAL where ABLFL is Y") { $0.base },
      .number("CHG", "Change from Baseline", "AVAL - BASE after baseline") { row in
        isBaseline(row.visit) ? nil : row.base.map { row.value - $0 }
      },
      .flag("ABLFL", "Baseline Record Flag", "Y: visit of week 0", onlyYes: true) {
        isBaseline($0.visit)
      },
    ]
  }

  private static func visit(_ withdrawalDay: Double) -> [Variable<VisitRow>] {
    [
      .text("AVISIT", "Analysis Visit", "Week of the plan, or what kind of visit") {
        $0.visit.title
      },
      .number("AVISITN", "Analysis Visit (N)", "Week of the plan; missing off the plan") {
        $0.visit.kind == .scheduled ? $0.visit.nominalDay / 7 : nil
      },
      .text("APHASE", "Phase", "By the nominal day of the visit") {
        $0.visit.nominalDay <= withdrawalDay ? "DOSING" : "OBSERVATION OFF DRUG"
      },
      .date("ADT", "Analysis Date", "Day of the visit; fictitious") {
        $0.subject.date($0.visit.day)
      },
      .integer("ADY", "Analysis Relative Day", "ADT - TRTSDT + 1") {
        StudyDay($0.visit.day).number
      },
    ]
  }
}

extension ObservedVisit {
  /// The visit as datasets name it.
  var title: String {
    switch kind {
    case .scheduled: "Week \(Terms.number(nominalDay / 7))"
    case .unscheduled: "Unscheduled"
    case .confirmation: "Confirmation"
    }
  }
}
