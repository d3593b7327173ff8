internal import Washout

extension ScenarioBuilder {
  /// The design; nil when part of it cannot be read.
  func trial() -> TrialDesign? {
    let trial = root["trial"]
    let observation = trial["observation_off_drug"]
    checkWeeks(trial)
    checkVisits(trial)
    let worse = worse(trial, observation)
    let unscheduled = unscheduledVisit(trial)
    guard let size = trial["sample_size"].integer, let from = schedule.fromWeek,
      let to = schedule.toWeek, let enters = observation["enters"].text.flatMap(EntryRule.init)
    else { return nil }
    let dosing = trial["dosing"]
    let visits = trial["visits"]
    let window = visits["window_days"].number ?? 0
    return TrialDesign(
      sampleSize: size,
      sizeCounts: trial["size_counts"].text.flatMap(TrialDesign.SizeCounts.init) ?? .enrolled,
      treatment: trial["treatment"].text ?? "",
      screeningWeek: trial["screening_week"].integer ?? 0, doses: doses(dosing),
      route: dosing["route"].text ?? "subcutaneous", drug: dosing["drug"].text ?? "",
      missedDoseShare: dosing["missed"].number ?? 0,
      doseWindowDays: dosing["window_days"].number ?? window, withdrawalWeek: from, endWeek: to,
      enters: enters, worse: worse, visitWeeks: schedule.visitWeeks, visitWindowDays: window,
      missedVisitShare: visits["missed"].number ?? 0, unscheduledVisit: unscheduled,
      atRecurrence: trial["at_recurrence"].text ?? "leaves_and_is_treated",
      standardTherapy: trial["standard_therapy"].text ?? "unchanged",
      recruitedPerMonth: trial["recruited_per_month"].number)
  }

  private func doses(_ dosing: Checked) -> [PlannedDose] {
    guard let weeks = schedule.doseWeeks else { return [] }
    let amounts = dosing["dose_mg"]
    if let amount = amounts.number {
      return weeks.map { PlannedDose(week: $0, doseMg: amount) }
    }
    let listed = amounts.list.compactMap(\.number)
    guard listed.count == weeks.count else {
      if listed.count == amounts.list.count, !listed.isEmpty {
        findings.fault(
          "dose_mg has \(listed.count) amounts for \(weeks.count) doses; "
            + "write one number, or one for each week", at: amounts.place)
      }
      return []
    }
    return zip(weeks, listed).map { PlannedDose(week: $0, doseMg: $1) }
  }

  private func checkWeeks(_ trial: Checked) {
    let observation = trial["observation_off_drug"]
    if let from = schedule.fromWeek, let to = schedule.toWeek, to <= from {
      findings.fault(
        "observation ends at week \(to), not after it begins at week \(from); write a later week",
        at: observation["to_week"].place)
    }
    if isStatistical {
      checkStatisticalTrial(trial, observation)
      return
    }
    guard let weeks = schedule.doseWeeks, let first = weeks.first, let last = weeks.last else {
      return
    }
    let written = trial["dosing"]["weeks"]
    if first != 0 {
      findings.fault(
        "the first dose is at week \(first); it is day 0, so begin with week 0", at: written.place)
    }
    checkIncreasing(written)
    if let from = schedule.fromWeek, from <= last {
      findings.fault(
        "observation off drug begins at week \(from), not after the last dose (week \(last)); "
          + "write a later week", at: observation["from_week"].place)
    }
  }

  private func checkStatisticalTrial(_ trial: Checked, _ observation: Checked) {
    for key in ["dosing", "worse", "unscheduled_visit"] where trial[key].isPresent {
      findings.fault(
        "`trial.\(key)` has no part in a statistical scenario; leave it out",
        at: trial[key].place)
    }
    let visits = trial["visits"]
    for node in [
      visits["window_days"], visits["missed"], root["leaving"]["stops_dosing"],
      root["leaving"]["therapy_changed"],
    ]
    where (node.number ?? 0) > 0 {
      findings.fault(
        "`\(node.path)` needs a mechanism; leave it out of a statistical scenario", at: node.place)
    }
    if let from = schedule.fromWeek, from != 0 {
      findings.fault(
        "observation off drug begins at week \(from); in a statistical scenario week 0 is "
          + "withdrawal, so write 0", at: observation["from_week"].place)
    }
    if observation["enters"].isPresent, observation["enters"].text != "everyone_dosed" {
      findings.fault(
        "everyone enters in a statistical scenario; leave `enters` out",
        at: observation["enters"].place)
    }
  }

  /// Weeks of a list must increase.
  func checkIncreasing(_ weeks: Checked) {
    let numbers = weeks.list
    for (earlier, later) in zip(numbers, numbers.dropFirst()) {
      guard let a = earlier.integer, let b = later.integer, b <= a else { continue }
      findings.fault("week \(b) follows week \(a); put the weeks in order", at: later.place)
    }
  }

  private func checkVisits(_ trial: Checked) {
    let visits = trial["visits"]
    if schedule.seesEventItself, !isStatistical {
      findings.fault(
        "a mechanism is seen at visits; write {every_weeks: 4}, or another distance",
        at: visits.place)
    }
    guard let weeks = schedule.visitWeeks, let first = weeks.first, let last = weeks.last else {
      return
    }
    warnOfMissedVisits(visits["missed"], weeks)
    checkIncreasing(visits["weeks"])
    if !isStatistical, first != 0 {
      findings.fault(
        "the first visit is at week \(first); day 0 gives the baseline, so begin with week 0",
        at: visits["weeks"].place)
    }
    if let to = schedule.toWeek, last < to {
      findings.fault(
        "observation ends at week \(to), after the last visit (week \(last)); "
          + "end it there or add a visit", at: trial["observation_off_drug"]["to_week"].place)
    }
    if let to = schedule.toWeek, last > to {
      findings.fault(
        "a visit at week \(last) follows the end of observation (week \(to)); leave it out",
        at: visits["weeks"].place)
    }
    let shortest = zip(weeks, weeks.dropFirst()).map { $1 - $0 }.min() ?? Int.max
    if let window = visits["window_days"].number, shortest < 1000,
      shortest > 0, 2 * window >= Double(7 * shortest)
    {
      findings.fault(
        "window_days is \(NumberGrammar.shortest(window)), so neighbouring visits "
          + "\(shortest) weeks apart could change places; write less than "
          + NumberGrammar.shortest(Double(7 * shortest) / 2), at: visits["window_days"].place)
    }
  }

  private func warnOfMissedVisits(_ missed: Checked, _ weeks: [Int]) {
    guard let share = missed.number, let from = schedule.fromWeek else { return }
    let planned = weeks.count { $0 > from }
    let made = (1 - share) * Double(planned)
    guard made < 1, share > 0 else { return }
    findings.warn(
      "visits.missed is \(NumberGrammar.shortest(share)), so of "
        + (planned == 1 ? "the one visit" : "the \(planned) visits")
        + " off drug a patient attends "
        + "\(NumberGrammar.shortest((made * 100).rounded() / 100)) on average, and recurrence is "
        + "hardly seen", at: missed.place)
  }

  private func worse(_ trial: Checked, _ observation: Checked) -> CourseRule? {
    let written = trial["worse"]
    let enters = observation["enters"].text
    if enters == "not_worse", written.isMissing, !isStatistical {
      findings.fault(
        "enters is not_worse, but `trial` lacks `worse`: the rule for it",
        at: observation["enters"].place)
    }
    if enters != "not_worse", enters != nil, written.isPresent, !isStatistical {
      findings.warn(
        "`worse` keeps nobody from entering unless enters is not_worse", at: written.place)
    }
    if enters == "responders", root["response"].isMissing {
      findings.fault(
        "enters is responders, but the file lacks `response`: what counts as response",
        at: observation["enters"].place)
    }
    return written.isPresent ? courseRule(written, by: schedule.lastReference) : nil
  }

  private func unscheduledVisit(_ trial: Checked) -> UnscheduledVisit? {
    let written = trial["unscheduled_visit"]
    guard let share = written["after_symptomatic_flare"].number,
      let delay = distribution(written["delay_days"])
    else { return nil }
    return UnscheduledVisit(share: share, delayDays: delay)
  }
}
