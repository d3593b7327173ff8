internal import Washout

/// ADSL: one row a patient.
struct SubjectLevel {
  let scenario: Scenario
  let subjects: [DatasetSubject]

  var dataset: Dataset {
    Dataset(
      "ADSL", "Subjects", structure: "One row a patient",
      DatasetSubject.identifiers + demographics + treatment + DatasetSubject.populations
        + flags + disposition + baseline,
      keys: ["STUDYID", "USUBJID"], rows: subjects)
  }

  private typealias Column = Variable<DatasetSubject>

  private func covariate(_ name: String) -> (DatasetSubject) -> Double? {
    { $0.patient.course?.truth.covariates.first { $0.name == name }?.value }
  }

  private var demographics: [Column] {
    let (age, female) = (covariate("age_years"), covariate("female"))
    return [
      .text("SITEID", "Study Site Identifier", "Assigned: one site, not simulated") { _ in "001" },
      .integer("AGE", "Age", "Whole years of age_years") { age($0).map { Int($0.rounded(.down)) } },
      .text("AGEU", "Age Units", "Assigned") { age($0) == nil ? nil : "YEARS" },
      .text("SEX", "Sex", "Covariate female; U where there is none") {
        female($0).map { $0 == 1 ? "F" : "M" } ?? "U"
      },
      .text("RACE", "Race", "Missing: not simulated") { _ in nil },
    ]
  }

  private var treatment: [Column] {
    let withdrawal = Double(7 * scenario.trial.withdrawalWeek)
    func lastDose(_ subject: DatasetSubject) -> Double? {
      subject.patient.course?.doses.last?.day
    }
    return [
      .text("ARM", "Description of Planned Arm", "Scenario: trial.treatment") { $0.treatment },
      .text("TRT01P", "Planned Treatment for Period 01", "As ARM") { $0.treatment },
      .text("TRT01A", "Actual Treatment for Period 01", "As ARM") { $0.treatment },
      .date("TRTSDT", "Date of First Exposure to Treatment", "Fictitious: see README") {
        $0.date(0)
      },
      .date("TRTEDT", "Date of Last Exposure to Treatment", "Last dose; fictitious") { subject in
        lastDose(subject).map { subject.date($0) }
      },
      .integer("TRTEDY", "Study Day of Last Exposure to Treatment", "TRTEDT - TRTSDT + 1") {
        lastDose($0).map { StudyDay($0).number }
      },
      .date("WDRWDT", "Date of Planned Withdrawal of Drug", "Week of withdrawal; fictitious") {
        $0.date(withdrawal)
      },
    ]
  }

  private var flags: [Column] {
    [
      .flag("FASFL", "Full Analysis Set Population Flag", "Y: enrolled") { _ in true },
      .flag("RESPFL", "Responder Flag", "Y: responded by the scenario's rule, as recorded") {
        $0.patient.course.flatMap(responded)
      },
      .flag("COMPLFL", "Completers Population Flag", "Y: followed to the end") {
        $0.patient.course?.recorded.end.map { $0.reason == .completed }
      },
    ]
  }

  private var disposition: [Column] {
    func recorded(_ subject: DatasetSubject) -> ObservedPatient? {
      subject.patient.course?.recorded
    }
    return [
      .text(
        "EOTSTT", "End of Treatment Status", "DISCONTINUED: stopped or left before the last dose"
      ) { recorded($0).map { isDosedToTheEnd($0) ? "COMPLETED" : "DISCONTINUED" } },
      .integer("EOTSDY", "Study Day Dosing Was Stopped", "Day of the decision to stop") {
        recorded($0)?.stopDay.map { StudyDay($0).number }
      },
      .text("EOSSTT", "End of Study Status", "COMPLETED: followed to the end") {
        recorded($0)?.end.map { $0.reason == .completed ? "COMPLETED" : "DISCONTINUED" }
      },
      .date("EOSDT", "End of Study Date", "Last contact; fictitious") { subject in
        recorded(subject)?.end.map { subject.date($0.day) }
      },
      .integer("EOSDY", "Study Day of End of Study", "EOSDT - TRTSDT + 1") {
        recorded($0)?.end.map { StudyDay($0.day).number }
      },
      .text("DCSREAS", "Reason for Discontinuation from Study", "Why the patient left") {
        recorded($0)?.end.flatMap { $0.reason.inCapitals }
      },
    ]
  }

  /// Whether a patient responded as recorded; nil for whoever left before the response visit.
  private func responded(_ course: TrialRecords.Course) -> Bool? {
    guard let response = scenario.response else { return nil }
    let day = Double(7 * response.atWeek)
    let isSeen = course.recorded.visits.contains { $0.nominalDay >= day }
    return isSeen ? course.truth.responded : nil
  }

  /// Whether a patient was in the trial and not off dosing when the last dose was planned.
  private func isDosedToTheEnd(_ patient: ObservedPatient) -> Bool {
    let last = scenario.trial.doses.last.map { Double(7 * $0.week) } ?? 0
    return patient.stopDay == nil && patient.end.map { $0.day >= last } ?? true
  }

  /// Covariates at screening but age, sex and what laboratory visits record.
  private var baseline: [Column] {
    let covariates = subjects.first?.patient.course?.truth.covariates ?? []
    let others = covariates.filter { !["age_years", "female"].contains($0.name) }
    let codes = codes(others)
    return zip(others, codes).map { covariate, code in
      let words = CovariateWords(covariate.name)
      let value = self.covariate(covariate.name)
      let origin = "Covariate \(covariate.name) at screening"
      if covariate.isYesOrNo {
        return .flag(code, label(words, "Flag"), origin) { value($0).map { $0 == 1 } }
      }
      return .number(code, label(words, "at Baseline"), origin, value)
    }
  }

  private func label(_ words: CovariateWords, _ what: String) -> String {
    let unit = words.unit.isEmpty ? "" : " (\(words.unit))"
    let name = words.name.prefix(1).uppercased() + words.name.dropFirst()
    let room = 40 - what.count - unit.count - 1
    return "\(name.prefix(room)) \(what)\(unit)"
  }

  /// Variables that end in BL, or in FL where a person has the property or not.
  private func codes(_ covariates: [PatientTrace.NamedValue]) -> [String] {
    covariates.reduce(into: []) { codes, covariate in
      let suffix = covariate.isYesOrNo ? "FL" : "BL"
      codes += ParameterCode.unique([covariate.name], suffix: suffix, beside: codes)
    }
  }
}

extension ObservedEnd.Reason {
  /// The reason as datasets write it; nil for whoever was followed to the end.
  var inCapitals: String? {
    switch self {
    case .completed: nil
    case .recurrence: "RECURRENCE"
    case .worse: "WORSE BEFORE WITHDRAWAL OF DRUG"
    case .noResponse: "NO RESPONSE BEFORE WITHDRAWAL OF DRUG"
    case .lost: "LOST TO FOLLOW-UP"
    case .withdrew: "WITHDRAWAL BY SUBJECT"
    case .adverseEvent: "ADVERSE EVENT"
    case .died: "DEATH"
    case .other: "OTHER"
    case .ongoing: "ONGOING"
    }
  }
}
