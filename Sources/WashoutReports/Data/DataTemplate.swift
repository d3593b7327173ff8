public import Washout

/// CSV files to fill in, with simulated patients as examples.
public enum DataTemplate {
  /// Columns of visits, and two simulated patients at their planned visits.
  ///
  /// - Throws: `SimulationError.invalid` for a scenario without a mechanism.
  public static func visits(for scenario: Scenario) throws(SimulationError) -> String {
    let model = try Model(scenario)
    var patients: [ObservedPatient] = []
    for number in 1...2 {
      var patient = try model.record(trial: 1, patient: number, recordsEverything: true)
      patient.id = "EXAMPLE-\(number)"
      patients.append(planned(patient, scenario))
    }
    return VisitsText(patients, of: scenario)?.csv ?? ""
  }

  /// The planned visits of a patient on their nominal days and the last visit of all, values rounded.
  private static func planned(_ patient: ObservedPatient, _ scenario: Scenario) -> ObservedPatient {
    var planned = patient
    planned.visits = []
    for (i, visit) in patient.visits.enumerated() {
      guard visit.kind == .scheduled || i == patient.visits.count - 1 else { continue }
      var visit = visit
      visit.day =
        visit.kind == .scheduled
        ? visit.nominalDay : max(visit.day.rounded(), (planned.visits.last?.day ?? 0) + 1)
      visit.scores = visit.scores.mapValues { ($0 * 10).rounded() / 10 }
      planned.visits.append(visit)
    }
    let last = planned.visits.last?.day ?? 0
    planned.stopDay = nil
    planned.therapyDay = nil
    planned.end = patient.end.map { end in
      ObservedEnd(
        reason: end.reason, day: end.reason == .lost ? max(end.day.rounded(), last) : last)
    }
    return planned
  }

  /// Columns of times to recurrence, and two examples in days from withdrawal.
  public static func subjects(for scenario: Scenario) -> String {
    let days = 7 * (scenario.trial.endWeek - scenario.trial.withdrawalWeek)
    return CSV.table(
      ["USUBJID", "PARAMCD", "AVAL", "AVALU", "CNSR", "EVNTDESC", "CNSDTDSC"],
      [
        ["EXAMPLE-1", "TTRECUR", String(days / 2), "DAYS", "0", "Recurrence", nil],
        ["EXAMPLE-2", "TTRECUR", String(days), "DAYS", "1", nil, "End of observation"],
      ])
  }
}
