internal import Washout

extension ScenarioBuilder {
  /// Who leaves, who stops dosing, whose therapy changes.
  func leaving() -> Leaving {
    let section = root["leaving"]
    let lost = section["lost"]
    let therapy = section["therapy_changed"]
    return Leaving(
      lost: clock(lost), lostLink: lossLink(lost), stopsDosing: clock(section["stops_dosing"]),
      therapyChanged: clock(therapy),
      therapyFlareHazardTimes: therapy["flare_hazard_times"].number ?? 1,
      therapyClearsPerWeek: therapy["clears_per_week"].number ?? 0)
  }

  private func clock(_ node: Checked) -> Leaving.Clock? {
    guard let share = node.number, let week = node["by_week"].number else { return nil }
    return Leaving.Clock(share: share, byWeek: week)
  }

  private func lossLink(_ lost: Checked) -> Leaving.ActivityLink? {
    let target = lost["linked_to"]
    guard let name = target.text, name != "nothing" else { return nil }
    let instrument = names.scores.filter { score in
      !names.markers.contains(score) && root["activity"]["scores"][score].isMissing
    }
    guard known(target, .instrumentScore, among: ["nothing"] + instrument) != nil,
      let slope = lost["log_hazard_per_point"].number
    else { return nil }
    return Leaving.ActivityLink(score: name, logHazardPerPoint: slope)
  }

  /// What counts as response.
  func response() -> Response? {
    let section = root["response"]
    guard section.isPresent, let week = section["at_week"].integer else { return nil }
    if let visits = schedule.visitWeeks, !visits.contains(week) {
      findings.fault(
        "there is no visit at week \(week), where response is looked for; name the week of a visit",
        at: section["at_week"].place)
    } else if let from = schedule.lastReference, week > from {
      findings.fault(
        "response is looked for at week \(week), after observation off drug begins (week \(from)); "
          + "write an earlier week", at: section["at_week"].place)
    }
    return courseRule(section, by: week).map { Response(rule: $0, atWeek: week) }
  }

  /// What counts as recurrence; in a statistical scenario the event itself, when nothing is said.
  func recurrence() -> Recurrence {
    let section = root["recurrence"]
    if section.isMissing, isStatistical {
      return Recurrence(
        primary: "recurrence", definitions: [RecurrenceDefinition(name: "recurrence", rule: .flare)]
      )
    }
    known(section["primary"], .definition, among: names.definitions)
    let definitions = section["definitions"].entries.compactMap(definition)
    return Recurrence(
      primary: section["primary"].text ?? "", definitions: definitions.sorted { $0.name < $1.name },
      definitionsFrom: section["definitions_from"].text)
  }

  private func definition(_ entry: Checked.Entry) -> RecurrenceDefinition? {
    let node = entry.value
    if isStatistical, !fitsStatistical(node) { return nil }
    let rule = courseRule(node, by: schedule.lastReference)
    let confirmation = confirmation(entry)
    return rule.map {
      RecurrenceDefinition(
        name: entry.key, rule: $0, confirmation: confirmation,
        asObserved: node["as_observed"].flag ?? false)
    }
  }

  /// Whether a definition needs neither a score nor a second visit; what it needs is told.
  private func fitsStatistical(_ node: Checked) -> Bool {
    let rules = CourseRuleKeys.all.filter { node[$0].isPresent }
    if !rules.isEmpty, rules != ["flare"] {
      findings.fault(
        "a statistical scenario has no score; write {flare: true}, or leave `recurrence` out",
        at: node.place)
      return false
    }
    let second = [node["confirm_after_days"], node["confirmed_at_next_visit"]].first {
      $0.number != nil || $0.flag == true
    }
    guard let second else { return true }
    findings.fault(
      "a recurrence is confirmed by a score, which a statistical scenario has not; leave it out",
      at: second.place)
    return false
  }

  private func confirmation(_ entry: Checked.Entry) -> RecurrenceDefinition.Confirmation {
    let node = entry.value
    if let days = node["confirm_after_days"].number {
      if days < 14 {
        findings.fault(
          "confirm_after_days is \(NumberGrammar.shortest(days)); "
            + "within 14 days a score still recalls the same flare, so write 14 or more",
          at: node["confirm_after_days"].place)
      }
      return .afterDays(days)
    }
    guard node["confirmed_at_next_visit"].flag == true else { return .none }
    if let last = schedule.visitWeeks?.last {
      findings.warn(
        "`\(entry.key)` first seen at week \(last), the last visit, is never confirmed; "
          + "confirm_after_days would add a visit", at: node["confirmed_at_next_visit"].place)
    }
    return .nextVisit
  }

  /// How much is simulated.
  func simulation() -> Simulation? {
    let section = root["simulation"]
    let stop = section["stop_when"]
    var rule: Simulation.StopRule?
    if let name = stop["mcse_of"].text, let below = stop["below"].number,
      let most = stop["at_most_trials"].integer
    {
      rule = .init(mcseOf: name, below: below, atMostTrials: most)
      if name == "probability_of_decision" { needsDecision(stop["mcse_of"]) }
      if let trials = section["trials"].integer, most < trials {
        findings.fault(
          "at_most_trials is \(most), less than the \(trials) trials that are run anyway; "
            + "write more", at: stop["at_most_trials"].place)
      }
    }
    guard let trials = section["trials"].integer,
      let seed = section["seed"].text.flatMap({ UInt64($0) })
    else { return nil }
    return Simulation(trials: trials, seed: seed, stopWhen: rule)
  }

  /// Reports a headline of the decision where nothing is decided.
  func needsDecision(_ node: Checked) {
    guard root["decision"].isMissing else { return }
    findings.fault(
      "there is no `decision` whose probability could be told; add one, or leave this out",
      at: node.place)
  }
}
