import Testing
import Washout
import WashoutNumerics

/// Common random numbers: what a change of the scenario may and may not move, person by person.
@Suite("Of the same people, a change")
struct CouplingTests {
  /// Flares and items of one person on one scenario.
  struct Course {
    var flareDays: [Double]
    /// Items that count on each day from 0 to 168.
    var masks: [UInt64]
  }

  static func courses(_ scenario: Scenario, seed: UInt64 = 9, people: Int = 2_000) throws
    -> [Course]
  {
    let mechanism = try Mechanism(scenario)
    var scratch = MechanismScratch(for: mechanism)
    let random = RandomSource(seed: seed)
    return try (0..<people).map { person in
      let key = SubjectKey(replicate: UInt64(person / 20), subject: UInt64(person % 20))
      try mechanism.followClosely(key, random, &scratch)
      return Course(
        flareDays: scratch.flares.map(\.day),
        masks: stride(from: 0.0, through: 168, by: 1).map {
          mechanism.countedItems(at: $0, scratch.episodes)
        })
    }
  }

  /// People for whom the second course has a later or missing flare, or lacks an item some day.
  static func violations(_ base: [Course], _ worse: [Course]) -> Int {
    zip(base, worse).count { base, worse in
      let keepsFlares = base.flareDays.allSatisfy(worse.flareDays.contains)
      let keepsItems = zip(base.masks, worse.masks).allSatisfy { $0 & ~$1 == 0 }
      return !keepsFlares || !keepsItems
    }
  }

  static func differences(_ a: [Course], _ b: [Course]) -> Int {
    zip(a, b).count { $0.flareDays != $1.flareDays || $0.masks != $1.masks }
  }

  /// What makes the disease worse: more hazard, a weaker drug.
  static let worsenings: [@Sendable (inout Drug, inout Flares) -> Void] = [
    { _, flares in flares.backgroundPerYear *= 1.1 },
    { _, flares in flares.backgroundPerYear *= 7 },
    { _, flares in flares.suppressiblePerYear *= 2 },
    { drug, _ in drug.ic50.median *= 1.2 },
    { drug, _ in drug.ic50.median *= 5 },
    { drug, _ in drug.maximumEffect = 0.8 },
    { drug, _ in drug.maximumEffect = 0 },
  ]

  @Test("for the worse takes no flare and no point away from anybody", arguments: 0..<7)
  func monotone(_ change: Int) throws {
    let base = try Self.courses(Shipped.cstar012())
    let worse = try Self.courses(Shipped.cstar012(Self.worsenings[change]))
    #expect(Self.violations(base, worse) == 0)
    #expect(Self.violations(worse, base) > 0)
  }

  @Test("of an item nobody asks about leaves everything else where it was")
  func newStream() throws {
    var scenario = try Shipped.cstar012()
    let base = try Self.courses(scenario)
    scenario.patients.append(
      Covariate(name: "smoker", distribution: try Distribution(.bernoulli(share: 0.3))))
    scenario.eligibility.criteria.append(
      Criterion(id: "E31", text: "Never", kind: .exclude, share: 0))
    #expect(Self.differences(base, try Self.courses(scenario)) == 0)
    scenario.eligibility.criteria.append(
      Criterion(id: "E32", text: "Often", kind: .exclude, share: 0.2))
    #expect(Self.differences(base, try Self.courses(scenario)) > 0)
  }

  @Test("of the seed changes nearly everybody")
  func seed() throws {
    let scenario = try Shipped.cstar012()
    let base = try Self.courses(scenario, people: 300)
    #expect(Self.differences(base, try Self.courses(scenario, people: 300)) == 0)
    #expect(Self.differences(base, try Self.courses(scenario, seed: 10, people: 300)) > 290)
  }
}

@Suite("Trials of CSTAR012 do not depend on")
struct MechanisticInvarianceTests {
  static func tally(
    sizes: [Int] = [], threads: Int = 1, trials: Int = 320, seed: UInt64? = nil
  ) async throws -> SimulationResults {
    var scenario = try Shipped.scenario("cstar012")
    scenario.whatIfSampleSizes = sizes
    scenario.simulation.stopWhen = nil
    if let seed { scenario.simulation.seed = seed }
    return try await Model(scenario).run(trials: trials, threads: threads)
  }

  @Test("the number of threads", arguments: [2, 3, 8])
  func threads(_ threads: Int) async throws {
    let reference = try await Self.tally()
    #expect(try await Self.tally(threads: threads) == reference)
    #expect(try await Self.tally(threads: threads, seed: 1) != reference)
  }

  @Test("what larger sizes are asked for beside them")
  func sizes() async throws {
    let alone = try await Self.tally()
    let beside = try await Self.tally(sizes: [15, 40])
    for name in [MeasureName.entered, .recurrences, .screened, .months, .probabilityOfDecision] {
      let small = alone.measure(name, sampleSize: 15)
      #expect(small != nil)
      #expect(beside.measure(name, sampleSize: 15) == small)
      #expect(beside.measure(name, sampleSize: 40)?.value != small?.value)
    }
  }
}
