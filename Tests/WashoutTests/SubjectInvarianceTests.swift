import Testing
import Washout
import WashoutNumerics

/// A person's course depends on nothing but the seed and what bears on it.
@Suite("A subject's record does not depend on")
struct SubjectInvarianceTests {
  private static let subjects = 2000

  private static func scenario() throws -> Scenario {
    var scenario = try Shipped.cstar012()
    scenario.removeAnalyses()
    scenario.trial.missedVisitShare = 0.1
    return scenario
  }

  /// What a change of the scenario leaves alone.
  enum Change: String, CaseIterable {
    case unreadCovariate, emptyExclusion, orderOfPatients, orderOfDefinitions, orderOfItems
    case orderOfGroups, orderOfMarkers, orderOfCriteria, sampleSize, trials

    func apply(to scenario: inout Scenario) throws {
      switch self {
      case .unreadCovariate:
        let normal = try Distribution(.normal(mean: 0, sd: 1, lower: -3, upper: 3))
        scenario.patients.insert(Covariate(name: "creatinine", distribution: normal), at: 0)
      case .emptyExclusion:
        let criterion = Criterion(id: "E15", text: "Nobody", kind: .exclude, share: 0)
        scenario.eligibility.criteria.insert(criterion, at: 3)
      case .orderOfPatients: scenario.patients.reverse()
      case .orderOfDefinitions: scenario.recurrence.definitions.reverse()
      case .orderOfItems: scenario.instrument.items.reverse()
      case .orderOfGroups: scenario.instrument.groups.reverse()
      case .orderOfMarkers: scenario.instrument.markers.reverse()
      case .orderOfCriteria: scenario.eligibility.criteria.reverse()
      case .sampleSize: scenario.trial.sampleSize = 60
      case .trials: scenario.simulation.trials = 7
      }
    }
  }

  @Test("what nobody reads, the order of lists, the trial's size", arguments: Change.allCases)
  func unchanged(change: Change) throws {
    let scenario = try Self.scenario()
    var other = scenario
    try change.apply(to: &other)
    #expect(other != scenario)
    #expect(try differing(scenario, other, subjects: Self.subjects) == 0)
  }

  @Test("nothing else: another seed, a hazard or an exclusion changes people")
  func changed() throws {
    let scenario = try Self.scenario()
    var seed = scenario
    seed.simulation.seed += 1
    var hazard = scenario
    hazard.flares.backgroundPerYear *= 1.2
    var exclusion = scenario
    exclusion.eligibility.criteria.append(
      Criterion(id: "E15", text: "Some", kind: .exclude, share: 0.3))
    #expect(try differing(scenario, seed, subjects: 300) > 280)
    #expect((1..<150).contains(try differing(scenario, hazard, subjects: 300)))
    #expect((50..<200).contains(try differing(scenario, exclusion, subjects: 300)))
  }

  /// People whose records differ: definitions and estimands by name.
  private func differing(_ one: Scenario, _ other: Scenario, subjects: Int) throws -> Int {
    var first = try Follower(one)
    var second = try Follower(other)
    var count = 0
    for subject in 0..<subjects {
      let (a, b) = (try first.enrol(subject), try second.enrol(subject))
      let isSame =
        a.screened == b.screened && facts(a.assumed, one) == facts(b.assumed, other)
        && facts(a.noEffect, one) == facts(b.noEffect, other)
      if !isSame { count += 1 }
    }
    return count
  }

  private struct Facts: Equatable {
    var outcomes: [EstimandOutcome]
    var indicators: [Bool]
    var entered: Bool
    var recurred: Bool
    var daysInTrial: Double
  }

  /// A record with its definitions in the order of their names.
  private func facts(_ record: ArmRecord, _ scenario: Scenario) -> Facts {
    let names = scenario.recurrence.definitions.map(\.name)
    var indicators: [Bool] = []
    for i in names.indices.sorted(by: { names[$0] < names[$1] }) {
      let own: [Indicator] =
        Layer.allCases.map { .recurrence(definition: i, layer: $0) }
        + [
          .falseRecurrence(definition: i), .missedFlare(definition: i), .asObserved(definition: i),
        ]
      indicators += own.map { record.indicators[$0] }
    }
    let common: [Indicator] = [
      .dosed, .entered, .leftBefore, .lost, .response, .aboveIC50AtEnd, .flare,
    ]
    indicators += common.map { record.indicators[$0] }
    return Facts(
      outcomes: record.outcomes, indicators: indicators, entered: record.entered,
      recurred: record.recurred, daysInTrial: record.daysInTrial)
  }

  @Test("a rule that everybody passes, unless it reads what differs between candidates")
  func keyedByCandidate() throws {
    let scenario = try Self.scenario()
    var other = scenario
    other.eligibility.criteria.append(
      Criterion(
        id: "I8", text: "", kind: .include, rule: .within(variable: "weight_kg", Bounds(lower: 1))))
    var first = try Follower(scenario)
    var second = try Follower(other)
    var firstCandidates = 0
    for subject in 0..<500 {
      try first.follow(subject)
      try second.follow(subject)
      let (one, two) = (first.scratch, second.scratch)
      #expect(one.person.candidate == two.person.candidate)
      #expect(one.person.active == two.person.active)
      #expect(one.kinetics.ic50 == two.kinetics.ic50)
      let isSame = one.kinetics.elimination == two.kinetics.elimination
      #expect(isSame == (one.person.candidate == 0))
      if isSame { firstCandidates += 1 }
    }
    #expect((1..<499).contains(firstCandidates))
  }

  @Test("a stricter criterion, for people who are seated all the same")
  func kept() throws {
    let scenario = try Self.scenario()
    var stricter = scenario
    stricter.eligibility.criteria.append(
      Criterion(
        id: "I8", text: "", kind: .include, rule: .within(variable: "age_years", Bounds(upper: 40)))
    )
    var first = try Follower(scenario)
    var second = try Follower(stricter)
    var (kept, replaced) = (0, 0)
    for subject in 0..<500 {
      let (one, two) = (try first.enrol(subject), try second.enrol(subject))
      let isKept = first.scratch.person.candidate == second.scratch.person.candidate
      if isKept { kept += 1 } else { replaced += 1 }
      #expect(one.screened <= two.screened)
      #expect(!isKept || facts(one.assumed, scenario) == facts(two.assumed, stricter))
    }
    #expect(min(kept, replaced) > 50)
  }
}
