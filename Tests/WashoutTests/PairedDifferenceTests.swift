import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutScenarios
import WashoutStatistics

/// The shipped trial with a drug and, on the same people, one that does nothing; every subject is kept.
@Suite("Differences to a drug that does nothing have the errors of pairs:")
struct PairedDifferenceTests {
  static let largest = 20
  static let trials = 400

  static func scenario() throws -> Scenario {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var scenario = try ScenarioParser().parse(
      fileAt: root.appending(path: "scenarios/cstar012.yaml").path
    ).scenario
    scenario.whatIfSampleSizes = [largest]
    scenario.simulation = Simulation(trials: trials, seed: 4)
    return scenario
  }

  /// Element `trial`, then `subject`.
  static func people(_ scenario: Scenario) throws -> [[SubjectRecord]] {
    let mechanism = try Mechanism(scenario)
    var scratch = MechanismScratch(for: mechanism)
    let random = RandomSource(seed: scenario.simulation.seed)
    var record = SubjectRecord(estimands: scenario.estimands.count)
    return try (0..<trials).map { replicate in
      try (0..<largest).map { subject in
        try mechanism.enrol(
          SubjectKey(replicate: UInt64(replicate), subject: UInt64(subject)), random, &scratch,
          screensInFull: true, into: &record)
        return record
      }
    }
  }

  private func expect(
    _ results: SimulationResults, _ name: MeasureName, size: Int? = 15, subject: String? = nil,
    layer: Layer? = nil, _ value: Double, mcse: Double
  ) throws {
    let measure = try #require(
      results.measure(name, drug: .difference, sampleSize: size, subject: subject, layer: layer))
    #expect(abs(try #require(measure.value) - value) < 1e-11, "\(name)")
    #expect(abs(try #require(measure.mcse) - mcse) <= 1e-7 * mcse, "error of \(name)")
  }

  @Test("per trial and per analysis")
  func trials() async throws {
    let scenario = try Self.scenario()
    let results = try await Model(scenario).run(threads: 2)
    let people = try Self.people(scenario)
    func differences(_ value: ([ArmRecord]) -> Double) -> [Double] {
      people.map { trial in
        value(trial.prefix(15).map(\.assumed)) - value(trial.prefix(15).map(\.noEffect))
      }
    }
    let entered = differences { Double($0.count { $0.entered }) }
    try expect(results, .entered, entered.mean, mcse: entered.standardError)
    let recurrences = differences { Double($0.count { $0.entered && $0.recurred }) }
    try expect(results, .recurrences, recurrences.mean, mcse: recurrences.standardError)
    let decided = differences { Self.interval($0).upper < 0.40 ? 1 : 0 }
    let population = (decided.moment(2) / Double(Self.trials)).squareRoot()
    try expect(results, .probabilityOfDecision, decided.mean, mcse: population)
    let widths = differences { Self.interval($0).width }
    try expect(
      results, .intervalWidth, subject: "exact", widths.mean, mcse: widths.standardError)
    let estimates = differences { people in
      let (events, count) = Self.counts(people)
      return Double(events) / Double(count)
    }
    try expect(
      results, .meanEstimate, subject: "exact", estimates.mean, mcse: estimates.standardError)
    let independent = try #require(
      results.measure(.meanEstimate, sampleSize: 15, subject: "exact")?.mcse)
    #expect(estimates.standardError < 1.2 * independent)
  }

  @Test("per patient, from ratios of two random sums each")
  func patients() async throws {
    let scenario = try Self.scenario()
    let results = try await Model(scenario).run(threads: 2)
    let people = try Self.people(scenario)
    let primary = try #require(
      scenario.recurrence.definitions.firstIndex { $0.name == scenario.recurrence.primary })
    func ratio(_ arm: KeyPath<SubjectRecord, ArmRecord>) -> (value: Double, u: [Double]) {
      func sums(_ indicator: Indicator) -> [Double] {
        people.map { $0.reduce(0) { $0 + ($1[keyPath: arm].indicators[indicator] ? 1 : 0) } }
      }
      let (a, b) = (sums(.recurrence(definition: primary, layer: .assessed)), sums(.entered))
      let value = a.mean / b.mean
      return (value, zip(a, b).map { ($0 - value * $1) / b.mean })
    }
    let (assumed, noEffect) = (ratio(\.assumed), ratio(\.noEffect))
    try expect(
      results, .recurrenceRate, size: nil, subject: scenario.recurrence.primary, layer: .assessed,
      assumed.value - noEffect.value,
      mcse: zip(assumed.u, noEffect.u).map { $0 - $1 }.standardError)
  }

  /// Both drugs reach the same concentrations, so a drug without effect has no share of its own.
  @Test("a share above the IC50 is told of the assumed drug alone")
  func aboveIC50() async throws {
    var scenario = try Self.scenario()
    scenario.simulation.trials = 64
    func drugs(_ name: MeasureName) async throws -> [DrugAssumption] {
      try await Model(scenario).run(threads: 2).measures.filter { $0.name == name }.map(\.drug)
    }
    #expect(try await drugs(.aboveIC50Share) == [.assumed])
    #expect(try await drugs(.shareLost) == DrugAssumption.allCases)
    scenario = try Shipped.cstar012 { drug, _ in drug.maximumEffect = 0 }
    scenario.simulation.trials = 64
    #expect(try await drugs(.aboveIC50Share) == [])
  }

  @Test("exact and simulated decision agree on both drugs")
  func agreement() async throws {
    var scenario = try Self.scenario()
    scenario.simulation.trials = 2000
    let results = try await Model(scenario).run(threads: 2)
    for drug in [DrugAssumption.assumed, .noEffect] {
      for size in [15, 20] {
        let measure = try #require(
          results.measure(.decisionSimulatedMinusExact, drug: drug, sampleSize: size))
        let z = try Surprise.z(#require(measure.value), 0, #require(measure.mcse))
        #expect(z < Surprise(checks: 4).limit)
      }
    }
  }

  @Test("a mechanistic tally does not depend on threads, but on the seed", arguments: [2, 5])
  func threads(_ threads: Int) async throws {
    var scenario = try Self.scenario()
    let one = try await Model(scenario).simulate(threads: 1)
    #expect(try await Model(scenario).simulate(threads: threads) == one)
    scenario.simulation.seed += 1
    #expect(try await Model(scenario).simulate(threads: threads) != one)
  }

  @Test("a size can count those who entered")
  func entered() async throws {
    var scenario = try Self.scenario()
    scenario.trial.sizeCounts = .entered
    #expect(throws: SimulationError.self) { try Model(scenario) }
    scenario.analyses.removeAll { $0.name == "all_dosed" }
    let results = try await Model(scenario).run(threads: 2)
    for drug in [DrugAssumption.assumed, .noEffect] {
      let entered = try #require(results.measure(.entered, drug: drug, sampleSize: 15))
      #expect(entered.value == 15)
      #expect(entered.mcse == 0)
    }
    let screened = try #require(results.measure(.screened, sampleSize: 15)?.value)
    let enrolled = try #require(
      await Model(Self.scenario()).run(threads: 2).measure(.screened, sampleSize: 15)?.value)
    #expect(screened > enrolled)
  }

  private static func counts(_ people: [ArmRecord]) -> (events: Int, count: Int) {
    let seen = people.filter { $0.outcomes[0].isInData && $0.outcomes[0].status != .missing }
    return (seen.count { $0.outcomes[0].status == .event }, seen.count)
  }

  private static func interval(_ people: [ArmRecord]) -> Interval {
    let (events, count) = counts(people)
    return Proportion(events: events, of: count)?.clopperPearson(level: 0.95)
      ?? Interval(lower: 0, upper: 1)
  }
}
