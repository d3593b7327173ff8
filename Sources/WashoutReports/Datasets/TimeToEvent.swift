internal import Washout

/// ADTTE: one row a patient and estimand, or definition of recurrence, of which he is in the population.
struct TimeToEvent {
  let scenario: Scenario
  let subjects: [DatasetSubject]

  var dataset: Dataset {
    Dataset(
      "ADTTE", "Event Times",
      structure: "One row a patient and parameter, of those in its population",
      DatasetSubject.ofEveryRow.map { $0.of(\Row.subject) } + parameter + time,
      keys: ["STUDYID", "USUBJID", "PARAMCD"], rows: rows)
  }

  /// The code of an estimand's parameter.
  static func code(ofEstimand number: Int) -> String { ParameterCode.numbered("EST", number + 1) }

  private struct Row {
    var subject: DatasetSubject
    var code: String
    var title: String
    var category: String
    /// Days from the first dose to the moment from which time is counted.
    var origin: Double
    /// Days from the first dose to the event or to censoring.
    var day: Double
    /// 0 for an event, 1 for nobody's event by the end, 2 where contact ended before.
    var censor: Int
    /// What happened.
    var description: String
    /// Days from the first dose to an event of the strategy while on, which ended the counting.
    var countingEnded: Double?
    var time: Double { max(0, day - origin) }
  }

  private var withdrawal: Double { Double(7 * scenario.trial.withdrawalWeek) }
  private var end: Double { Double(7 * scenario.trial.endWeek) }

  private var parameter: [Variable<Row>] {
    [
      .text("PARAMCD", "Parameter Code", "EST and an estimand's, DEF and a definition's number") {
        $0.code
      },
      .text("PARAM", "Parameter", "Estimand or definition of the scenario") { $0.title },
      .text("PARCAT1", "Parameter Category 1", "ESTIMAND or DEFINITION") { $0.category },
    ]
  }

  private var time: [Variable<Row>] {
    [
      .number("AVAL", "Analysis Value", "Days from STARTDT, nominal days of visits") { $0.time },
      .integer("CNSR", "Censor", "0 event, 1 none by the end, 2 contact ended before") {
        $0.censor
      },
      .text("EVNTDESC", "Event or Censoring Description", "What happened") { $0.description },
      .text("CNSDTDSC", "Censor Date Description", "Which day AVAL is, where CNSR is above 0") {
        $0.censor == 0 ? nil : $0.censor == 1 ? "LAST DAY THAT COUNTS" : "LAST VISIT BEFORE LEAVING"
      },
      .number("CNTEND", "Days until an Event Ended Counting", "From STARTDT; strategy while on") {
        row in row.countingEnded.map { max(0, $0 - row.origin) }
      },
      .date("STARTDT", "Time-to-Event Origin Date for Subject", "Fictitious: see README") {
        $0.subject.date($0.origin)
      },
      .integer("STARTDY", "Study Day of Time-to-Event Origin", "STARTDT - TRTSDT + 1") {
        StudyDay($0.origin).number
      },
      .date("ADT", "Analysis Date", "STARTDT and AVAL days; fictitious") {
        $0.subject.date(max($0.day, $0.origin))
      },
      .integer("ADY", "Analysis Relative Day", "ADT - TRTSDT + 1") {
        StudyDay(max($0.day, $0.origin)).number
      },
    ]
  }

  private var rows: [Row] {
    subjects.flatMap { subject in
      scenario.estimands.indices.compactMap { estimand($0, subject) }
        + scenario.recurrence.definitions.indices.compactMap { definition($0, subject) }
    }
  }

  /// The row from which analyses of an estimand are made.
  private func estimand(_ number: Int, _ subject: DatasetSubject) -> Row? {
    let outcome = subject.patient.outcomes[number]
    let estimand = scenario.estimands[number]
    guard outcome.isInData else { return nil }
    let end = Double(7 * estimand.byWeek)
    return Row(
      subject: subject, code: Self.code(ofEstimand: number),
      title:
        "Days to event of estimand \(Terms.readable(estimand.name)), by week \(estimand.byWeek)",
      category: "ESTIMAND", origin: estimand.population == .dosed ? 0 : withdrawal,
      day: min(outcome.day, end),
      censor: outcome.status == .event ? 0 : outcome.status == .noEvent ? 1 : 2,
      description: description(outcome, estimand, subject),
      countingEnded: outcome.countingEndedDay < .infinity ? outcome.countingEndedDay : nil)
  }

  private func description(
    _ outcome: EstimandOutcome, _ estimand: Estimand, _ subject: DatasetSubject
  ) -> String {
    let leaving = subject.patient.course?.recorded.end?.reason.inCapitals
    switch outcome.status {
    case .event:
      return isRecurrence(outcome, estimand, subject) ? "RECURRENCE" : leaving ?? "COMPOSITE EVENT"
    case .noEvent: return "NO EVENT BY WEEK \(estimand.byWeek)"
    case .missing: return "OUTCOME NOT SEEN: " + (leaving ?? "LOST TO FOLLOW-UP")
    }
  }

  /// Whether the event is a recurrence by the estimand's definition, not another one that counts as such.
  private func isRecurrence(
    _ outcome: EstimandOutcome, _ estimand: Estimand, _ subject: DatasetSubject
  ) -> Bool {
    guard let course = subject.patient.course else { return true }
    let name = estimand.definition == "primary" ? scenario.recurrence.primary : estimand.definition
    let definition = scenario.recurrence.definitions.firstIndex { $0.name == name }
    return definition.map { course.recurrenceDays[$0] == outcome.day } ?? false
  }

  /// The first recurrence by a definition as this trial saw it, in which the primary one removes people.
  private func definition(_ number: Int, _ subject: DatasetSubject) -> Row? {
    guard let course = subject.patient.course, subject.patient.entered else { return nil }
    let name = scenario.recurrence.definitions[number].name
    let day = course.recurrenceDays[number]
    let ended = course.recorded.end
    let isComplete = ended?.reason == .completed
    let lastVisit = course.recorded.visits.last { $0.kind != .confirmation }?.nominalDay ?? 0
    return Row(
      subject: subject, code: ParameterCode.numbered("DEF", number + 1),
      title: "Days to recurrence by definition \(Terms.readable(name)), as this trial saw it",
      category: "DEFINITION", origin: withdrawal,
      day: day ?? (isComplete ? end : min(lastVisit, end)),
      censor: day != nil ? 0 : isComplete ? 1 : 2,
      description: day != nil
        ? "RECURRENCE"
        : isComplete
          ? "NO RECURRENCE BY WEEK \(scenario.trial.endWeek)"
          : "LEFT BEFORE: " + (ended?.reason.inCapitals ?? "LOST TO FOLLOW-UP"))
  }
}
