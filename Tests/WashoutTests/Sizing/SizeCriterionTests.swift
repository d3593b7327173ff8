import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

/// Who is right: `EventSighting`, `Assurance` and sums over binomial counts at the rates of the simulation,
/// and for what has no formula the shares of simulated trials.
@Suite("A criterion of size")
struct SizeCriterionTests {
  private static func simulated(
    _ scenario: Scenario, _ sizes: ClosedRange<Int>, assuredWidth: Double? = nil
  ) async throws -> SizingResults {
    try await SizingSimulation(scenario, sizes: sizes, assuredWidth: assuredWidth).run(threads: 2)
  }

  private static func answer(
    _ criterion: SizeCriterion, _ results: SizingResults
  ) throws -> SizeAnswer {
    try #require(try results.answers([criterion]).answers.first)
  }

  @Test("of assurance is the exact one over the random denominator; known for Beta(3, 7)")
  func assurance() async throws {
    let prior = try BetaMixture(alpha: 3, beta: 7)
    var scenario = try Scenario.exponential(lost: .leftOut, trials: 600)
    let results = try await Self.simulated(scenario, 10...16)
    let answer = try Self.answer(.assurance(0.4, prior: prior), results)
    let table = DecisionTable(
      upTo: 16, upperLimitBelow: 0.55, IntervalTable(upTo: 16, .clopperPearson, level: 0.95))
    for size in 10...16 {
      let people = try #require(
        results.results(for: size).measure(.denominator, sampleSize: size, subject: "exact")?.value)
      let exact = Assurance(
        prior: prior, table, enrolled: size, inclusion: people / Double(size))
      #expect(abs(try #require(answer.number(at: size)?.value) - exact.mean) < 1e-9)
      #expect(try #require(answer.number(at: size)?.mcse) > 0)
    }
    scenario = try .exponential(lost: .noRecurrence, trials: 100)
    let whole = try Self.answer(
      .assurance(0.4, prior: prior), try await Self.simulated(scenario, 14...15))
    #expect(abs(try #require(whole.number(at: 15)?.value) - 0.396921) < 1e-6)
  }

  @Test("of an adverse event and of recurrences counts binomially")
  func counts() async throws {
    let results = try await Self.simulated(try .exponential(trials: 600), 5...30)
    let sighting = try #require(EventSighting(frequency: 0.1))
    let seen = try Self.answer(.seeEvent(sighting, chance: 0.8), results)
    #expect(seen.first?.value == 16 && seen.stable?.value == 16 && seen.first?.isCertain == true)
    let recorded = try Self.answer(.recurrences(atLeast: 2, chance: 0.9), results)
    let rate = try #require(results.recurrences(30)?.value) / 30
    for size in [5, 12, 30] {
      let exact = BinomialDistribution(trials: size, probability: rate).survival(1)
      #expect(abs(try #require(recorded.number(at: size)?.value) - exact) < 1e-12)
    }
    #expect(recorded.first?.value != seen.first?.value)
  }

  @Test("of an assured width is exact where counts have widths, and a share of trials where not")
  func assuredWidth() async throws {
    var scenario = try Scenario.exponential(trials: 2000)
    let exact = try await Self.simulated(scenario, 15...20, assuredWidth: 0.45)
    scenario.decision = Decision(name: "low", analysis: "survival", rule: .upperLimitBelow(0.55))
    let curve = try await Self.simulated(scenario, 15...20, assuredWidth: 0.45)
    let criterion = SizeCriterion.assuredWidth(0.45, chance: 0.8)
    let answers = [try Self.answer(criterion, exact), try Self.answer(criterion, curve)]
    #expect(answers[0].isExact && !answers[1].isExact)
    let rate = try #require(exact.rate()?.value)
    let intervals = IntervalTable(upTo: 20, .clopperPearson, level: 0.95)
    let sum = RandomDenominator(enrolled: 18, inclusion: 1, rate: rate).expectation {
      intervals[events: $0, of: $1].width <= 0.45 ? 1 : 0
    }
    #expect(abs(try #require(answers[0].number(at: 18)?.value) - #require(sum)) < 1e-12)
    let share = try #require(answers[1].number(at: 18)?.value) * 2000
    #expect(share == share.rounded() && share > 0)
    #expect(throws: SimulationError.self) {
      try curve.answers([.assuredWidth(0.5, chance: 0.8)])
    }
  }

  @Test("of a decision without a formula is simulated, with the shares of a run")
  func simulated() async throws {
    var scenario = try Scenario.exponential(trials: 500)
    scenario.decision = Decision(name: "low", analysis: "survival", rule: .upperLimitBelow(0.55))
    let results = try await Self.simulated(scenario, 14...16)
    scenario.whatIfSampleSizes = [14, 15, 16]
    let run = try await Model(scenario).run()
    for size in 14...16 {
      let share = run.measure(.probabilityOfDecision, sampleSize: size)
      #expect(results.chance(size) == share && share?.value != nil)
    }
    #expect(!results.hasExactChances && results.rate() == nil)
    #expect(try !Self.answer(.decision(0.2), results).isExact)
    #expect(throws: SimulationError.self) {
      try results.answers([.assurance(0.5, prior: try BetaMixture(alpha: 3, beta: 7))])
    }
  }

  @Test("that a scenario says nothing about is refused")
  func refused() async throws {
    var scenario = try Scenario.exponential(trials: 10)
    scenario.decision = nil
    scenario.trial.recruitedPerMonth = nil
    let results = try await Self.simulated(scenario, 5...6)
    #expect(throws: SimulationError.self) { try results.answers([.decision(0.8)]) }
    #expect(throws: SimulationError.self) { try results.answers([.months(24)]) }
    #expect(try results.answers([.width(0.9)]).first != nil)
    #expect(throws: SimulationError.self) { try SizingSimulation(scenario, sizes: 5...1001) }
  }

  @Test("has an answer where nobody or everybody recurs, and where everybody is lost")
  func edges() async throws {
    let soon = try Distribution(.exponential(mean: 0.001))
    for (cured, lost) in [(1.0, 0.0), (0, 0), (1, 1 - 1e-12)] {
      let scenario = Scenario.statistical(
        soon, cured: cured, lost: .leftOut, lostShare: lost, trials: 70)
      let results = try await Self.simulated(scenario, 5...8)
      let decided = try #require(results.chance(8)?.value)
      #expect(lost > 0.5 || decided == (cured == 1 ? 1 : 0))
      #expect(decided.isFinite)
      let answers = try results.answers([.decision(0.9), .recurrences(atLeast: 2, chance: 0.9)])
      #expect(lost > 0.5 || (answers.answers[0].first?.value != nil) == (cured == 1))
      #expect((answers.answers[1].first?.value != nil) == (cured == 0))
    }
  }

  @Test("that binds asks for the most people; one that wants few can conflict with it")
  func together() async throws {
    let results = try await Self.simulated(try .exponential(trials: 1000), 5...30)
    let free = try results.answers([.decision(0.5), .width(0.6)])
    let firsts = free.answers.map { $0.stable?.value ?? 0 }
    #expect(free.binding == [firsts[0] > firsts[1] ? 0 : 1] && free.conflicts.isEmpty)
    let first = try #require(free.first)
    #expect(free.answers.allSatisfy { $0.isMet(by: first) })
    #expect(!free.answers.allSatisfy { $0.isMet(by: first - 1) })
    #expect(free.stable == firsts.max())

    let short = try results.answers([.decision(0.5), .months(8)])
    #expect(short.first == nil && short.stable == nil)
    #expect(short.conflicts == [SizeAnswers.Conflict(few: 1, many: 0)] && short.binding == [0])
    let last = try #require(short.answers[1].last?.value)
    #expect(short.answers[1].isMet(by: last) && !short.answers[1].isMet(by: last + 1))

    let beyond = try results.answers([.decision(0.9)])
    #expect(beyond.first == nil && beyond.conflicts.isEmpty)
    #expect(try #require(beyond.answers[0].first?.value) > 30)
  }
}
