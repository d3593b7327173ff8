import Testing
import Washout
import WashoutScenarios
import WashoutStatistics

/// Who is right: the engine, which scored the same people without ever writing them down.
@Suite("A simulated trial written out as visits and analysed")
struct RoundTripTests {
  private static let mechanistic = [
    "cstar012", "pericarditis", "all-driven", "fast-clearance", "long-follow-up", "no-drug-effect",
    "not-driven",
  ]

  @Test(
    "gives the recurrences, entries and losses of the engine, patient by patient",
    arguments: mechanistic)
  func shipped(name: String) throws {
    let scenario = try Shipped.scenario(name)
    var recurred = 0
    for trial in 1...40 {
      let trip = try RoundTrip(scenario, trial: trial)
      #expect(trip.differences() == [])
      #expect(trip.results.patients.map(\.recurred) == trip.records.map(\.recurred))
      #expect(trip.results.lost == trip.count(.lost))
      #expect(
        trip.results.remarks.allSatisfy {
          if case .finalVisitIsMissing = $0 { true } else { false }
        })
      recurred += trip.results.recurrences
    }
    #expect(recurred > 20)
  }

  /// The planned size alone, so that a tally holds these trials and no other people.
  @Test("gives its estimates, limits and decisions", arguments: ["cstar012", "pericarditis"])
  func estimates(name: String) async throws {
    let scenario = try Shipped.scenario(name).planned(for: 15)
    let model = try Model(scenario)
    let simulated = model.results(of: try await model.simulate(trials: 100))
    var decided = 0
    var sums: [String: (value: Double, width: Double, trials: Int)] = [:]
    for trial in 1...100 {
      let results = try RoundTrip(scenario, trial: trial).results
      decided += results.isDecided == true ? 1 : 0
      for analysis in results.analyses {
        guard let estimate = analysis.estimate else { continue }
        sums[analysis.name, default: (0, 0, 0)].value += try #require(estimate.value)
        sums[analysis.name, default: (0, 0, 0)].width +=
          try #require(estimate.upper) - #require(estimate.lower)
        sums[analysis.name, default: (0, 0, 0)].trials += 1
      }
    }
    let share = simulated.measure(.probabilityOfDecision, sampleSize: 15)
    #expect(try #require(share?.value) == Double(decided) / 100)
    for analysis in scenario.analyses {
      let sum = try #require(sums[analysis.name])
      func engine(_ name: MeasureName) throws -> Double {
        try #require(simulated.measure(name, sampleSize: 15, subject: analysis.name)?.value)
      }
      #expect(abs(sum.value / Double(sum.trials) - (try engine(.meanEstimate))) < 1e-9)
      #expect(abs(sum.width / Double(sum.trials) - (try engine(.intervalWidth))) < 1e-9)
    }
  }

  /// As if nobody left at recurrence, each definition ends its own follow-up.
  @Test("gives what every definition records, with loss", arguments: ["cstar012", "pericarditis"])
  func definitions(name: String) throws {
    var scenario = try Shipped.scenario(name)
    scenario.removeAnalyses()
    scenario.estimands = scenario.recurrence.definitions.map { definition in
      var estimand = Estimand.plain
      estimand.name = definition.name
      estimand.definition = definition.name
      estimand.population = .entered
      return estimand
    }
    for trial in 1...40 {
      let trip = try RoundTrip(scenario, trial: trial, leavesAtRecurrence: false)
      #expect(trip.differences() == [])
    }
  }

  /// Without responders, whom the engine knows also of people who left before the response visit.
  @Test(
    "gives the outcomes of every strategy for every event",
    arguments: [EntryRule.notWorse, .everyoneDosed, .responders])
  func strategies(enters: EntryRule) throws {
    var scenario = try Scenario.eventful(enters: enters, estimands: Estimand.oneEventAtATime)
    scenario.trial.missedVisitShare = 0
    for trial in 1...30 {
      let trip = try RoundTrip(scenario, trial: trial)
      #expect(
        trip.differences {
          $0.population != .responders && $0.strategies[.noResponse] != .principalStratum
        } == [])
    }
  }

  /// Confirmation at a visit of its own, at least 14 days later.
  @Test("gives recurrences that were confirmed some days later")
  func confirmedLater() throws {
    var scenario = try Scenario.eventful(enters: .notWorse, estimands: [.plain])
    scenario.trial.missedVisitShare = 0
    scenario.recurrence.definitions = [
      RecurrenceDefinition(
        name: "late", rule: .rise(score: "sledai", from: .week(12), by: 3),
        confirmation: .afterDays(14))
    ]
    scenario.recurrence.primary = "late"
    var recurrences = 0
    for trial in 1...40 {
      let trip = try RoundTrip(scenario, trial: trial)
      #expect(trip.differences() == [])
      recurrences += trip.results.recurrences
    }
    #expect(recurrences > 20)
  }

  /// Who is different: one item more at the visit that recurs no longer makes the same trial.
  @Test("and another result when one visit is changed")
  func changed() throws {
    let scenario = try Shipped.scenario("cstar012")
    let trip = try #require(
      try (1...40).lazy.map { try RoundTrip(scenario, trial: $0) }.first {
        $0.results.recurrences > 0
      })
    var data = trip.data
    let place = try #require(trip.results.patients.firstIndex { $0.recurred })
    let last = data.patients[place].visits.count - 1
    data.patients[place].visits[last].items = []
    data.patients[place].visits[last].isForFlare = false
    let other = try trip.model.analyze(data)
    #expect(other.recurrences == trip.results.recurrences - 1)
    #expect(
      other.remarks == [
        .reasonNotFound(data.patients[place].id, data.patients[place].visits[last].day)
      ])
    #expect(other.analyses != trip.results.analyses)
  }
}
