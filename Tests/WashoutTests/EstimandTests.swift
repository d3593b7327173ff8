import Testing
import Washout

/// The table of strategies against a second reading of the traces of the same people.
@Suite("Estimands, subject by subject against a second reading")
struct EstimandTests {
  @Test(
    "every population, strategy and layer",
    arguments: [EntryRule.everyoneDosed, .notWorse, .responders])
  func everyStrategy(enters: EntryRule) throws {
    let estimands = Estimand.everyCombination
    let scenario = try Scenario.eventful(enters: enters, estimands: estimands)
    let readings = estimands.map { EstimandReading($0, primary: scenario.recurrence.primary) }
    let worlds = try Worlds(scenario)
    var follower = try Follower(scenario)
    var differing: [Int: Int] = [:]
    for subject in 0..<150 {
      let record = try follower.enrol(subject)
      let courses = try worlds.courses(of: subject)
      for (i, reading) in readings.enumerated() {
        var expected = EstimandOutcome()
        reading.truth(courses[Worlds.number(of: reading.estimand)], into: &expected)
        reading.data(courses[0], into: &expected)
        if record.assumed.outcomes[i].isAlike(expected) { continue }
        differing[i, default: 0] += 1
        if differing[i] == 1 && differing.count <= 3 {
          Issue.record(
            "\(reading.estimand) of \(subject): \(record.assumed.outcomes[i]), not \(expected)")
        }
      }
    }
    #expect(differing.count == 0)
  }

  @Test("thousands of people with one event handled at a time")
  func oneAtATime() throws {
    let estimands = Estimand.oneEventAtATime
    let scenario = try Scenario.eventful(enters: .notWorse, estimands: estimands)
    let readings = estimands.map { EstimandReading($0, primary: scenario.recurrence.primary) }
    let worlds = try Worlds(scenario)
    var follower = try Follower(scenario)
    var differing = 0
    for subject in 0..<2000 {
      let record = try follower.enrol(subject)
      let courses = try worlds.courses(of: subject)
      for (i, reading) in readings.enumerated() {
        var expected = EstimandOutcome()
        reading.truth(courses[Worlds.number(of: reading.estimand)], into: &expected)
        reading.data(courses[0], into: &expected)
        if !record.assumed.outcomes[i].isAlike(expected) { differing += 1 }
      }
    }
    #expect(differing == 0)
  }

  @Test("another strategy, population or layer gives another number")
  func different() throws {
    let estimands = Estimand.oneEventAtATime
    var follower = try Follower(.eventful(enters: .notWorse, estimands: estimands))
    var answers = estimands.map { _ in Answer() }
    for subject in 0..<2000 {
      let record = try follower.enrol(subject)
      for i in estimands.indices { answers[i].add(record.assumed.outcomes[i]) }
    }
    for population in PopulationOfInterest.allCases {
      for event in IntercurrentEvent.allCases {
        let strategies = Estimand.strategies(for: event)
        for (i, strategy) in strategies.enumerated() {
          for other in strategies[..<i] {
            let pair = [strategy, other]
            let two = pair.map { choice in
              estimands.firstIndex { $0.name == "\(population) \(event) \(choice)" }
                .map { answers[$0] }
            }
            let isSame = Estimand.agreesByDefinition(population, event, pair)
            #expect((two[0] == two[1]) == isSame, "\(population) \(event) \(pair)")
          }
        }
      }
    }
    for (estimand, answer) in zip(estimands, answers) {
      #expect(answer.latent != answer.atVisits, "\(estimand.name)")
      #expect(answer.assessed != answer.atVisits, "\(estimand.name)")
      #expect(min(answer.events, answer.noEvents) > 0, "\(estimand.name)")
    }
    #expect(answers.contains { $0.missing > 0 })
  }

  @Test("the drug that does nothing is the assumed drug with a maximum effect of zero")
  func noEffect() throws {
    var scenario = try Scenario.eventful(enters: .notWorse, estimands: Estimand.oneEventAtATime)
    var assumed = try Follower(scenario)
    scenario.drug.maximumEffect = 0
    var nothing = try Follower(scenario)
    var changed = 0
    for subject in 0..<300 {
      let both = try assumed.enrol(subject)
      let none = try nothing.enrol(subject)
      #expect(both.noEffect.outcomes == none.assumed.outcomes)
      #expect(both.noEffect.indicators == none.assumed.indicators)
      if both.assumed.indicators != both.noEffect.indicators { changed += 1 }
    }
    #expect(changed > 0)
  }

  @Test(
    "strategies without a meaning are refused",
    arguments: [
      (IntercurrentEvent.worseBefore, Strategy.hypothetical),
      (.worseBefore, .principalStratum), (.noResponse, .hypothetical), (.noResponse, .whileOn),
    ])
  func refused(event: IntercurrentEvent, strategy: Strategy) throws {
    var estimand = Estimand.plain
    estimand.strategies[event] = strategy
    let scenario = try Scenario.eventful(enters: .notWorse, estimands: [estimand])
    let fault = #expect(throws: SimulationError.self) { _ = try Mechanism(scenario) }
    guard case .invalid(let path, _) = fault else {
      Issue.record("refused as \(String(describing: fault))")
      return
    }
    #expect(path == "estimands.plain.events.\(event.rawValue)")
  }

  @Test("responders are refused where nothing says what counts as response")
  func undefinedResponse() throws {
    var estimands = [Estimand.plain, .plain, .plain]
    estimands[0].population = .responders
    estimands[1].strategies[.noResponse] = .composite
    estimands[2].strategies[.noResponse] = .principalStratum
    for estimand in estimands {
      var scenario = try Scenario.eventful(enters: .notWorse, estimands: [estimand])
      _ = try Mechanism(scenario)
      scenario.response = nil
      #expect(throws: SimulationError.self) { _ = try Mechanism(scenario) }
    }
    var scenario = try Scenario.eventful(enters: .responders, estimands: [])
    _ = try Mechanism(scenario)
    scenario.response = nil
    #expect(throws: SimulationError.self) { _ = try Mechanism(scenario) }
  }

  @Test("every other strategy is taken")
  func taken() throws {
    for estimand in Estimand.oneEventAtATime {
      _ = try Mechanism(.eventful(enters: .responders, estimands: [estimand]))
    }
  }
}

/// What an estimand adds up to over people.
struct Answer: Equatable {
  var people = 0
  var latent = 0
  var atVisits = 0
  var assessed = 0
  var events = 0
  var noEvents = 0
  var missing = 0

  mutating func add(_ outcome: EstimandOutcome) {
    if outcome.isInTruth {
      people += 1
      latent += outcome.latent ? 1 : 0
      atVisits += outcome.atVisits ? 1 : 0
      assessed += outcome.assessed ? 1 : 0
    }
    guard outcome.isInData else { return }
    switch outcome.status {
    case .event: events += 1
    case .noEvent: noEvents += 1
    case .missing: missing += 1
    }
  }
}

extension EstimandOutcome {
  /// Equal in all that a trial reads: the data of people outside the population are nobody's.
  fileprivate func isAlike(_ other: EstimandOutcome) -> Bool {
    guard isInTruth == other.isInTruth, isInData == other.isInData, latent == other.latent,
      atVisits == other.atVisits, assessed == other.assessed
    else { return false }
    return !isInData
      || status == other.status && day == other.day
        && countingEndedDay == other.countingEndedDay
  }
}
