internal import Washout

/// A patient as every dataset names him.
struct DatasetSubject {
  /// The study, which says that nobody is real.
  let study: String
  /// The place in the trial, in three digits or more.
  let number: String
  /// The treatment.
  let treatment: String
  /// The patient.
  let patient: TrialRecords.Patient

  init(_ patient: TrialRecords.Patient, of records: TrialRecords, _ scenario: Scenario) {
    self.patient = patient
    study = Self.study(scenario)
    let place = String(patient.place)
    number = String(repeating: "0", count: max(0, 3 - place.count)) + place
    treatment =
      Self.treatment(scenario) + (records.drug == .noEffect ? " without any effect" : "")
    trial = records.trial
  }

  private let trial: Int

  /// The study of a scenario.
  static func study(_ scenario: Scenario) -> String {
    "SIMULATED-" + scenario.name.uppercased()
  }

  private static func treatment(_ scenario: Scenario) -> String {
    scenario.trial.treatment.isEmpty ? "As in the scenario" : scenario.trial.treatment
  }

  /// The name that no other patient of any trial of the study has.
  var id: String { "\(study)-T\(trial)-\(number)" }

  /// The date of a day of this patient's, counted from the first dose.
  func date(_ day: Double) -> FictitiousDate {
    StudyDay(day).date(enrolledOn: patient.enrolmentDay)
  }

  /// Variables that identify the patient: of every dataset.
  static var identifiers: [Variable<DatasetSubject>] {
    [
      .text("STUDYID", "Study Identifier", "Assigned: SIMULATED- and the scenario") { $0.study },
      .text("USUBJID", "Unique Subject Identifier", "Study, trial, place in the trial") { $0.id },
      .text("SUBJID", "Subject Identifier for the Study", "Place in the trial") { $0.number },
    ]
  }

  /// Variables of every dataset with several rows a patient.
  static var ofEveryRow: [Variable<DatasetSubject>] {
    identifiers + [
      .text("TRTP", "Planned Treatment", "Scenario: trial.treatment") { $0.treatment },
      .text("TRTA", "Actual Treatment", "Scenario: trial.treatment") { $0.treatment },
    ] + populations
  }

  /// Flags of populations.
  static var populations: [Variable<DatasetSubject>] {
    [
      .flag("SAFFL", "Safety Population Flag", "Y: had a first dose") { _ in true },
      .flag(
        "ENTRFL", "Entered Off-Drug Observation Flag", "Y: entered observation off drug"
      ) { $0.patient.entered },
    ]
  }
}
