internal import Washout

/// The design in words, in the order of time.
struct DesignSection {
  private let scenario: Scenario
  private let isStatistical: Bool
  private let stages: [Looks.Look]

  init(_ findings: Findings) {
    stages = findings.results.looks
    scenario = findings.scenario
    isStatistical = findings.isStatistical
  }

  var elements: [PageElement] {
    let elements: [PageElement?] = [
      .list(lines.compactMap { $0 }.phrases), definitionsTable.map(PageElement.table),
    ]
    return elements.compactMap { $0 }
  }

  private var trial: TrialDesign { scenario.trial }

  private var lines: [String?] {
    [
      "Single arm, \(Terms.count(trial.sampleSize, "patient")) "
        + (trial.sizeCounts == .entered ? "who enter observation off drug" : "enrolled"),
      screening, dosing, entry, observation, visits, unscheduled,
      "At recurrence: \(Terms.readable(trial.atRecurrence))",
      isStatistical
        ? nil : "Standard therapy: \(Terms.readable(trial.standardTherapy))",
      leaving, response, looks,
      trial.recruitedPerMonth.map { "Recruitment: \(Terms.amount($0, "patient")) per month" },
    ]
  }

  private var screening: String? {
    guard !isStatistical, !scenario.eligibility.criteria.isEmpty else { return nil }
    let who = scenario.eligibility.preselected ? "; sites refer only likely patients" : ""
    return "Screening in week \(trial.screeningWeek) against "
      + Terms.count(scenario.eligibility.criteria.count, "criterion", plural: "criteria")
      + " (funnel below)\(who)"
  }

  private var dosing: String? {
    let runs = doseRuns
    guard let first = runs.first else { return nil }
    let route = trial.route
    let doses =
      runs.count == 1
      ? "\(Terms.number(first.doseMg)) mg \(route) in \(WeekWords.text(first.weeks))"
      : "\(route) "
        + Paragraph.list(
          runs.map { "\(Terms.number($0.doseMg)) mg in \(WeekWords.text($0.weeks))" })
    let missed =
      trial.missedDoseShare > 0
      ? "; each dose after the first is missed with a chance of "
        + NumberText.percent(exactly: trial.missedDoseShare) : ""
    return "\(trial.drug) \(doses), then stopped\(missed)"
  }

  /// Doses that follow each other with the same amount.
  private var doseRuns: [(doseMg: Double, weeks: [Int])] {
    trial.doses.reduce(into: []) { runs, dose in
      if runs.last?.doseMg == dose.doseMg {
        runs[runs.count - 1].weeks.append(dose.week)
      } else {
        runs.append((dose.doseMg, [dose.week]))
      }
    }
  }

  private var entry: String? {
    guard !isStatistical else { return "Everyone enters observation" }
    switch trial.enters {
    case .everyoneDosed: return "Everyone dosed and still in the trial enters observation off drug"
    case .responders: return "Responders still in the trial enter observation off drug"
    case .notWorse:
      let worse = trial.worse.map { " (\($0.inWords))" } ?? ""
      return
        "Everyone still in the trial and not seen to be worse\(worse) enters observation off drug"
    }
  }

  private var observation: String {
    "Observation from week \(trial.withdrawalWeek) to week \(trial.endWeek)"
  }

  private var visits: String {
    guard let weeks = trial.visitWeeks else { return "No visits: the event itself is seen" }
    let window =
      trial.visitWindowDays > 0
      ? ", within \(Terms.amount(trial.visitWindowDays, "day"))" : ""
    let missed =
      trial.missedVisitShare > 0
      ? "; each is missed with a chance of " + NumberText.percent(exactly: trial.missedVisitShare)
      : ""
    return "Visits in \(WeekWords.text(weeks))\(window)\(missed)"
  }

  private var unscheduled: String? {
    trial.unscheduledVisit.map {
      "\(NumberText.percent(exactly: $0.share)) of flares that a patient feels bring an unscheduled visit"
    }
  }

  private var leaving: String? {
    let leaving = scenario.leaving
    let clocks = [
      ("lost", leaving.lost), ("stop dosing", leaving.stopsDosing),
      ("change standard therapy", leaving.therapyChanged),
    ]
    let texts = clocks.compactMap { name, clock in
      clock.flatMap { $0.share > 0 ? text(name, $0) : nil }
    }
    return texts.isEmpty ? nil : "Leaving, if nothing else happened first: " + Paragraph.list(texts)
  }

  private func text(_ name: String, _ clock: Leaving.Clock) -> String {
    "\(NumberText.percent(exactly: clock.share)) \(name) by week \(Terms.number(clock.byWeek))"
  }

  private var response: String? {
    scenario.response.map { "Response: \($0.rule.inWords), in week \($0.atWeek)" }
  }

  private var looks: String? {
    scenario.looks.flatMap { looks in
      let texts = LookGroup.groups(of: stages).map {
        "after the first \($0.patientsInWords), stops with \($0.look.inWords)"
      }
      return texts.isEmpty
        ? nil : "Looks: " + texts.joined(separator: "; ") + "; " + looks.accrual.inWords
    }
  }

  private var definitionsTable: PageTable? {
    guard !scenario.recurrence.definitions.isEmpty else { return nil }
    let rows = scenario.recurrence.definitions.map { definition in
      let decides = definition.name == scenario.recurrence.primary ? " (decides)" : ""
      return [
        Terms.readable(definition.name) + decides,
        isStatistical && definition.rule == .flare
          ? "the event itself" : definition.inWords,
      ]
    }
    return PageTable(
      "Definitions of recurrence", [.text("Definition of recurrence"), .text("In words")],
      rows.map(\.phrases))
  }
}
