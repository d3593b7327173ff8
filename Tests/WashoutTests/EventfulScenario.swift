import Washout

extension Scenario {
  /// CSTAR012 with so many flares, losses, stops and changes of therapy that every case occurs.
  static func eventful(enters: EntryRule, estimands: [Estimand]) throws -> Scenario {
    var scenario = try itemsOnly()
    scenario.trial.enters = enters
    scenario.trial.missedVisitShare = 0.1
    scenario.trial.missedDoseShare = 0.1
    scenario.flares.backgroundPerYear = 2
    scenario.flares.suppressiblePerYear = 5
    scenario.leaving = Leaving(
      lost: Leaving.Clock(share: 0.4, byWeek: 24),
      stopsDosing: Leaving.Clock(share: 0.5, byWeek: 12),
      therapyChanged: Leaving.Clock(share: 0.4, byWeek: 24), therapyFlareHazardTimes: 3,
      therapyClearsPerWeek: 0.1)
    scenario.estimands = estimands
    return scenario
  }
}

extension Estimand {
  /// Everybody dosed; every event left as it happens.
  static let plain = Estimand(
    name: "plain", population: .dosed, definition: "primary", byWeek: 24,
    strategies: Dictionary(
      uniqueKeysWithValues: IntercurrentEvent.allCases.map { ($0, .treatmentPolicy) }))

  /// Strategies that have a meaning for an event.
  static func strategies(for event: IntercurrentEvent) -> [Strategy] {
    switch event {
    case .worseBefore: [.treatmentPolicy, .composite, .whileOn]
    case .noResponse: [.treatmentPolicy, .composite, .principalStratum]
    case .lost, .stopsDosing, .therapyChanged: Strategy.allCases
    }
  }

  /// Each event in turn by each strategy, the others left as they happen, of each population.
  static var oneEventAtATime: [Estimand] {
    PopulationOfInterest.allCases.flatMap { population in
      IntercurrentEvent.allCases.flatMap { event in
        strategies(for: event).map { strategy in
          var estimand = plain
          estimand.name = "\(population) \(event) \(strategy)"
          estimand.population = population
          estimand.strategies[event] = strategy
          return estimand
        }
      }
    }
  }

  /// Every strategy of every event with every other, of each population, by two definitions and weeks.
  static var everyCombination: [Estimand] {
    var combinations = PopulationOfInterest.allCases.map { population in
      var estimand = plain
      estimand.population = population
      return estimand
    }
    for event in IntercurrentEvent.allCases {
      combinations = combinations.flatMap { combination in
        strategies(for: event).map { strategy in
          var estimand = combination
          estimand.strategies[event] = strategy
          return estimand
        }
      }
    }
    for i in combinations.indices {
      combinations[i].name = "estimand \(i)"
      combinations[i].definition = i % 2 == 0 ? "primary" : "confirmed_rise"
      combinations[i].byWeek = i % 3 == 0 ? 20 : 24
    }
    return combinations
  }

  /// Strategies that must agree: nobody who entered was worse, every responder responded, and of all
  /// dosed the same people count whether their loss is ignored or imagined away.
  static func agreesByDefinition(
    _ population: PopulationOfInterest, _ event: IntercurrentEvent, _ pair: [Strategy]
  ) -> Bool {
    switch (population, event) {
    case (.entered, .worseBefore), (.responders, .noResponse): true
    case (.dosed, .lost): pair.allSatisfy { [.hypothetical, .treatmentPolicy].contains($0) }
    default: false
    }
  }
}

/// The courses of the same people with the event processes of an estimand switched off.
struct Worlds {
  private let models: [Model]
  private let scenarios: [Scenario]

  /// World 0 is the trial itself; bit 0 keeps dosing going, bit 1 keeps therapy unchanged.
  init(_ scenario: Scenario) throws {
    scenarios = (0..<4).map { world in
      var other = scenario
      if world & 1 != 0 { other.leaving.stopsDosing = nil }
      if world & 2 != 0 { other.leaving.therapyChanged = nil }
      return other
    }
    models = try scenarios.map { world in
      var alone = world
      alone.estimands = []
      return try Model(alone)
    }
  }

  static func number(of estimand: Estimand) -> Int {
    (estimand.strategies[.stopsDosing] == .hypothetical ? 1 : 0)
      + (estimand.strategies[.therapyChanged] == .hypothetical ? 2 : 0)
  }

  func courses(of subject: Int) throws -> [CourseFacts] {
    try zip(scenarios, models).map { scenario, model in
      CourseFacts(scenario, try model.trace(subject: subject))
    }
  }
}
