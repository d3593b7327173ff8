internal import Washout

extension ScenarioBuilder {
  /// The questions, in file order.
  func estimands() -> [Estimand] {
    let entries = root["estimands"].entries
    if entries.isEmpty, root["estimands"].isPresent {
      findings.fault("there is no estimand; add one", at: root["estimands"].place)
    }
    return entries.compactMap(estimand)
  }

  private func estimand(_ entry: Checked.Entry) -> Estimand? {
    let node = entry.value
    let variable = node["variable"]
    let population = node["population"].text.flatMap(PopulationOfInterest.init)
    if population == .responders, root["response"].isMissing {
      findings.fault(
        "population is responders, but the file lacks `response`: what counts as response",
        at: node["population"].place)
    }
    let definition = definitionName(variable["recurrence"])
    let week = lastWeek(variable["by"])
    let strategies = strategies(entry, population)
    guard let population, let definition, let week else { return nil }
    return Estimand(
      name: entry.key, population: population, definition: definition, byWeek: week,
      truth: variable["truth"].text.flatMap(Layer.init) ?? .atVisits, strategies: strategies)
  }

  private func definitionName(_ node: Checked) -> String? {
    guard let name = node.text else { return nil }
    if name == "primary" {
      return root["recurrence"].isMissing ? "recurrence" : root["recurrence"]["primary"].text ?? ""
    }
    let definitions =
      isStatistical && names.definitions.isEmpty ? ["recurrence"] : names.definitions
    return known(node, .definition, among: ["primary"] + definitions)
  }

  private func lastWeek(_ node: Checked) -> Int? {
    guard let text = node.text else { return nil }
    if text == "end_of_observation" { return schedule.toWeek }
    guard let week = week(node) else {
      findings.fault(
        "by is `\(text)`; write end_of_observation or week_N", at: node.place)
      return nil
    }
    if let from = schedule.fromWeek, let to = schedule.toWeek, week <= from || week > to {
      findings.fault(
        "by is week \(week), outside observation off drug (weeks \(from) to \(to)); "
          + "name the week of a visit in it", at: node.place)
    } else if let visits = schedule.visitWeeks, !visits.contains(week) {
      findings.fault("there is no visit at week \(week); name the week of a visit", at: node.place)
    }
    return week
  }

  // MARK: Intercurrent events

  private func strategies(
    _ entry: Checked.Entry, _ population: PopulationOfInterest?
  ) -> [IntercurrentEvent: Strategy] {
    let events = entry.value["events"]
    var strategies: [IntercurrentEvent: Strategy] = [:]
    for event in IntercurrentEvent.allCases {
      let written = events[event.rawValue]
      if let word = written.text {
        strategies[event] = strategy(word, for: event, at: written.place)
      } else if written.isMissing, canHappen(event, population) {
        let allowed = StrategyTable.allowed(for: event).listedWithOr
        findings.fault(
          "estimand `\(entry.key)` does not say what \(event.rawValue) means for it; "
            + "add \(event.rawValue): \(allowed) to its events",
          at: events.isPresent ? events.place : entry.keyPlace)
      }
    }
    return strategies
  }

  private func strategy(_ word: String, for event: IntercurrentEvent, at place: Place) -> Strategy?
  {
    if let reason = StrategyTable.refusal(of: word, for: event) {
      let allowed = StrategyTable.allowed(for: event).listedWithOr
      findings.fault(
        "\(event.rawValue) cannot be \(word): \(reason); write \(allowed)", at: place)
      return nil
    }
    return word == "ignored" ? .treatmentPolicy : Strategy(rawValue: word)
  }

  /// Whether an event can happen to somebody in the population.
  private func canHappen(_ event: IntercurrentEvent, _ population: PopulationOfInterest?) -> Bool {
    let enters = root["trial"]["observation_off_drug"]["enters"].text
    switch event {
    case .lost, .stopsDosing, .therapyChanged:
      let share = root["leaving"][event.rawValue]
      guard share.isSound, event == .lost || !isStatistical else { return false }
      return (share.number ?? 0) > 0 || (share.quantity?.range?.upperBound ?? 0) > 0
    case .worseBefore:
      return enters == "not_worse" && population == .dosed
    case .noResponse:
      return root["response"].isPresent && population != .responders
        && !(enters == "responders" && population == .entered)
    }
  }
}

/// Which strategies make sense for which event, and why the others do not (ICH E9(R1)).
enum StrategyTable {
  /// Why a strategy is refused, or nil.
  static func refusal(of word: String, for event: IntercurrentEvent) -> String? {
    switch (event, word) {
    case (.worseBefore, "hypothetical"): "worsening is itself the outcome"
    case (.worseBefore, "principal_stratum"): "that is the population `entered`"
    case (.noResponse, "hypothetical"): "response is part of the course, not something added to it"
    case (.noResponse, "while_on"): "it is a state, not a moment"
    case (.noResponse, _): nil
    case (_, "ignored"): "that word is for a state such as no_response"
    default: nil
    }
  }

  /// The words that may stand for an event.
  static func allowed(for event: IntercurrentEvent) -> [String] {
    let words = [
      "hypothetical", event == .noResponse ? "ignored" : "treatment_policy", "composite",
      "while_on", "principal_stratum",
    ]
    return words.filter { refusal(of: $0, for: event) == nil }
  }
}
