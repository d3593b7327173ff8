internal import Washout

/// What to know before a program of a trial is rehearsed on simulated patients.
struct ExportReadme {
  let scenario: Scenario
  let records: TrialRecords
  let digest: String

  var text: String {
    let blocks =
      [heading] + conventions.map { Paragraph.wrapped("- " + $0, width: 100, indent: "  ") }
    return blocks.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let drug = records.drug == .noEffect ? "a drug without any effect" : "the assumed drug"
    let title = scenario.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return """
      \(Dataset.warning)

      Trial \(records.trial) of scenario \(scenario.name) (\(title)),
      on \(drug): \(Terms.count(records.patients.count, "simulated person", plural: "simulated people")).
      Seed \(scenario.simulation.seed), scenario \(digest.prefix(12)), washout \(EngineVersion.current).
      \(drawn)
      """
  }

  private var drawn: String {
    let values = records.drawnValues.map { "\($0.name) \(Terms.significant($0.value))\n" }
    return values.isEmpty ? "" : "\nThis trial drew:\n" + values.joined()
  }

  private var conventions: [String] {
    [
      "Names and labels follow CDISC ADaM, so that programs of a trial can be rehearsed; nothing here was "
        + "submitted to or validated by anybody.",
      "There are no real dates. The first patient's first dose is on 1960-01-01, day 0 of SAS; the others follow "
        + (scenario.trial.recruitedPerMonth == nil
          ? "on the same day." : "at the scenario's pace of recruitment.")
        + " Study day 1 is a patient's first dose; there is no day 0.",
      "ADTTE: AVAL is in days from STARTDT (withdrawal, or the first dose where everybody dosed is followed), on "
        + "the nominal days of visits, without a day added. CNSR 0 is an event, 1 none by the last day that "
        + "counts, 2 a contact that ended before. EST parameters are the estimands in the scenario's order: from "
        + "them each analysis of analyses.csv follows; CNTEND is the day on which an event of the strategy while on "
        + "ended the counting, a competing event to Aalen and Johansen. DEF parameters are the definitions of recurrence as this "
        + "trial saw them, in which the primary one removes people.",
      "ADQS and ADLB hold what was recorded, assessors' errors and reporting limits included; an item that is not "
        + "recorded has 0 points. ADPC holds concentrations without error of measurement.",
      "RACE and sites are not simulated.",
    ]
      + (scenario.isStatistical
        ? [
          "This scenario has times to recurrence alone, counted from withdrawal, which is study day 1: no ADQS, "
            + "ADLB, ADPC or ADEX."
        ] : [])
  }
}

extension Scenario {
  /// Whether it has times to recurrence alone, without drug, visits' scores or people.
  package var isStatistical: Bool {
    if case .statistical = course { true } else { false }
  }
}
