internal import Washout

/// ADEX, the doses given, and ADPC, the drug in the blood at visits.
struct DrugExposure {
  let scenario: Scenario
  let subjects: [DatasetSubject]

  private var drug: String { scenario.trial.drug.isEmpty ? "drug" : scenario.trial.drug }
  private var withdrawalDay: Double { Double(7 * scenario.trial.withdrawalWeek) }

  private struct Dose {
    var subject: DatasetSubject
    var dose: TrialRecords.GivenDose
    var sequence: Int
  }

  /// The doses.
  var doses: Dataset {
    let rows = subjects.flatMap { subject in
      (subject.patient.course?.doses ?? []).enumerated().map {
        Dose(subject: subject, dose: $0.element, sequence: $0.offset + 1)
      }
    }
    return Dataset(
      "ADEX", "Doses", structure: "One row a patient and dose given",
      DatasetSubject.ofEveryRow.map { $0.of(\Dose.subject) } + doseColumns, keys: VisitRow.keys,
      rows: rows)
  }

  private var doseColumns: [Variable<Dose>] {
    [
      .integer("ASEQ", "Analysis Sequence Number", "Number among the patient's rows") {
        $0.sequence
      },
      .text("PARAMCD", "Parameter Code", "Assigned") { _ in "DOSE" },
      .text("PARAM", "Parameter", "Assigned") { _ in "Dose given (mg)" },
      .number("AVAL", "Analysis Value", "Scenario: trial.dosing") { $0.dose.amount },
      .text("EXTRT", "Name of Treatment", "Scenario: trial.dosing.drug") { _ in drug },
      .text("EXROUTE", "Route of Administration", "Scenario: trial.dosing.route") { _ in
        scenario.trial.route.uppercased()
      },
      .text("AVISIT", "Analysis Visit", "Week of the plan") { "Week \($0.dose.week)" },
      .integer("AVISITN", "Analysis Visit (N)", "Week of the plan") { $0.dose.week },
      .date("ASTDT", "Analysis Start Date", "Day of the dose; fictitious") {
        $0.subject.date($0.dose.day)
      },
      .integer("ASTDY", "Analysis Start Relative Day", "ASTDT - TRTSDT + 1") {
        StudyDay($0.dose.day).number
      },
    ]
  }

  private struct Level {
    var row: VisitRow
    var isBeforeDose: Bool
  }

  /// The concentrations.
  var concentrations: Dataset {
    Dataset(
      "ADPC", "Drug Levels", structure: "One row a patient and visit",
      VisitRow.columns(withdrawalDay: withdrawalDay)
        .filter { !["BASE", "CHG", "ABLFL"].contains($0.name) }.map { $0.of(\Level.row) }
        + timing,
      keys: VisitRow.keys, rows: subjects.flatMap(levels))
  }

  private func levels(_ subject: DatasetSubject) -> [Level] {
    guard let course = subject.patient.course else { return [] }
    return zip(course.recorded.visits, course.concentrations).enumerated().map { place, pair in
      let (visit, level) = pair
      return Level(
        row: VisitRow(
          subject: subject, visit: visit, code: "DRUGCONC",
          title: "Concentration of \(drug) (mg/L)", category: "PHARMACOKINETICS", value: level,
          base: nil, sequence: place + 1),
        isBeforeDose: course.doses.contains {
          StudyDay($0.day).whole == StudyDay(visit.day).whole
        })
    }
  }

  private var timing: [Variable<Level>] {
    [
      .text("PCTPT", "Planned Time Point Name", "PRE-DOSE on days with a dose") {
        $0.isBeforeDose ? "PRE-DOSE" : nil
      },
      .number("NFRLT", "Nominal Rel. Time from First Dose", "Nominal day of the visit") {
        $0.row.visit.nominalDay
      },
      .number("AFRLT", "Actual Rel. Time from First Dose", "Day of the visit, not rounded") {
        $0.row.visit.day
      },
      .text("FRLTU", "Rel. Time from First Dose Unit", "Assigned") { _ in "DAYS" },
    ]
  }
}
