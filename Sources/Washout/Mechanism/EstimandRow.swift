/// An estimand as the subject loop reads it.
struct EstimandRow: Sendable {
  let population: PopulationOfInterest
  let definition: Int
  let byDay: Double
  /// Which course its truth is read from.
  let variant: Int
  let lost: Strategy
  let stopsDosing: Strategy
  let worseBefore: Strategy
  let therapyChanged: Strategy
  let noResponse: Strategy
  /// Whether any event is an outcome itself, ends the counting, or tells who belongs.
  let hasComposite: Bool
  let hasWhileOn: Bool
  let hasStratum: Bool

  init(
    population: PopulationOfInterest, definition: Int, byDay: Double, variant: Int, lost: Strategy,
    stopsDosing: Strategy, worseBefore: Strategy, therapyChanged: Strategy, noResponse: Strategy
  ) {
    self.population = population
    self.definition = definition
    self.byDay = byDay
    self.variant = variant
    self.lost = lost
    self.stopsDosing = stopsDosing
    self.worseBefore = worseBefore
    self.therapyChanged = therapyChanged
    self.noResponse = noResponse
    let all = [lost, stopsDosing, worseBefore, therapyChanged, noResponse]
    hasComposite = all.contains(.composite)
    hasWhileOn = all.contains(.whileOn)
    hasStratum = all.contains(.principalStratum)
  }

  /// Whether nothing counts that happens to a person after he was seen to be worse before withdrawal.
  var endsWithWorsening: Bool {
    population == .entered || population == .dosed && worseBefore == .composite
  }

  /// The rows of a scenario, and the course variants that they need; variant 0 is the trial itself.
  static func rows(
    _ scenario: Scenario, _ leaving: LeavingPlan
  ) throws(SimulationError) -> ([EstimandRow], [Variant]) {
    var variants = [Variant()]
    var rows: [EstimandRow] = []
    for estimand in scenario.estimands {
      try refuse(estimand)
      if scenario.response == nil { try refuseResponse(estimand) }
      let variant = Variant(
        stopsDosing: leaving.stopsDosing > 0 && estimand.strategies[.stopsDosing] == .hypothetical,
        therapyChanged: leaving.therapyChanged > 0
          && estimand.strategies[.therapyChanged] == .hypothetical)
      if !variants.contains(variant) { variants.append(variant) }
      rows.append(
        try row(estimand, scenario, variant: variants.firstIndex(of: variant) ?? 0))
    }
    return (rows, variants)
  }

  private static func row(
    _ estimand: Estimand, _ scenario: Scenario, variant: Int
  ) throws(SimulationError) -> EstimandRow {
    let definitions = scenario.recurrence.definitions
    let name = estimand.definition == "primary" ? scenario.recurrence.primary : estimand.definition
    guard let definition = definitions.firstIndex(where: { $0.name == name }) else {
      throw .invalid(
        path: "estimands.\(estimand.name).variable.recurrence",
        reason: "no definition named \(name)")
    }
    func strategy(_ event: IntercurrentEvent) -> Strategy {
      estimand.strategies[event] ?? .treatmentPolicy
    }
    return EstimandRow(
      population: estimand.population, definition: definition,
      byDay: Double(estimand.byWeek * 7), variant: variant, lost: strategy(.lost),
      stopsDosing: strategy(.stopsDosing), worseBefore: strategy(.worseBefore),
      therapyChanged: strategy(.therapyChanged), noResponse: strategy(.noResponse))
  }

  /// Without a definition of response nobody would respond.
  private static func refuseResponse(_ estimand: Estimand) throws(SimulationError) {
    let path = "estimands.\(estimand.name)"
    let reason = "the scenario does not say what counts as response"
    if estimand.population == .responders {
      throw .invalid(path: path + ".population", reason: reason)
    }
    if [.composite, .principalStratum].contains(estimand.strategies[.noResponse]) {
      throw .invalid(path: path + ".events.no_response", reason: reason)
    }
  }

  /// Strategies that have no meaning for their event (model of estimands, ICH E9(R1)).
  private static func refuse(_ estimand: Estimand) throws(SimulationError) {
    let refused: [(IntercurrentEvent, Strategy, String)] = [
      (.worseBefore, .hypothetical, "worsening before withdrawal is the outcome itself"),
      (.worseBefore, .principalStratum, "that is the population `entered`"),
      (.noResponse, .hypothetical, "response cannot be switched on"),
      (.noResponse, .whileOn, "non-response is a state, not an event in time"),
    ]
    for (event, strategy, reason) in refused where estimand.strategies[event] == strategy {
      throw .invalid(
        path: "estimands.\(estimand.name).events.\(event.rawValue)",
        reason: "\(strategy.rawValue) is refused: \(reason)")
    }
  }
}
