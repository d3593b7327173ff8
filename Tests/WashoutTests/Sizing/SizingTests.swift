import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

/// Who is right: the exponential trial's closed forms, the numbers of a run of the same trials, and sums
/// over every outcome at the rates of a run.
@Suite("The sizes of a trial")
struct SizingTests {
  private static func simulated(
    _ scenario: Scenario, _ sizes: ClosedRange<Int>, assuredWidth: Double? = nil
  ) async throws -> SizingResults {
    try await SizingSimulation(scenario, sizes: sizes, assuredWidth: assuredWidth).run(threads: 2)
  }

  private static func run(
    _ scenario: Scenario, _ sizes: ClosedRange<Int>
  ) async throws -> SimulationResults {
    var scenario = scenario
    scenario.trial.sampleSize = sizes.upperBound
    scenario.whatIfSampleSizes = Array(sizes)
    return try await Model(scenario).run(threads: 2)
  }

  private func same(_ a: Measure?, _ b: Measure?) -> Bool {
    guard let a, let b, let x = a.value, let y = b.value, let s = a.mcse, let t = b.mcse else {
      return a == nil && b == nil
    }
    return abs(x - y) <= 1e-9 * abs(y) && abs(s - t) <= 1e-9 * t
  }

  @Test("have the numbers and errors of a run of the same trials")
  func asRun() async throws {
    let scenario = try Scenario.exponential(lost: .leftOut, trials: 600)
    let sizing = try await Self.simulated(scenario, 9...14)
    let run = try await Self.run(scenario, 9...14)
    for size in 9...14 {
      func of(_ name: MeasureName, _ subject: String? = nil) -> Measure? {
        run.measure(name, sampleSize: size, subject: subject)
      }
      #expect(same(sizing.chance(size), of(.exactProbabilityOfDecision)))
      #expect(same(sizing.simulatedChance(size), of(.probabilityOfDecision)))
      #expect(same(sizing.simulatedMinusExact(size), of(.decisionSimulatedMinusExact)))
      #expect(same(sizing.width(size), of(.exactIntervalWidth, "exact")))
      #expect(same(sizing.simulatedWidth(size), of(.intervalWidth, "exact")))
      #expect(same(sizing.entered(size), of(.entered)))
      #expect(same(sizing.recurrences(size), of(.recurrences)))
      #expect(same(sizing.months(size), of(.months)))
      #expect(!same(sizing.chance(size), of(.probabilityOfDecision)))
    }
    #expect(sizing.hasExactChances && sizing.hasExactWidths)
  }

  @Test("that the decision needs are those that a run of the same trials tells, with their ranges")
  func decisionSizes() async throws {
    for lost in [Analysis.LostPatients.leftOut, .noRecurrence] {
      let scenario = try Scenario.exponential(lost: lost, trials: 600)
      let answer = try await Self.simulated(scenario, 1...45).answers([.decision(0.8)]).answers[0]
      let run = try #require(try await Self.run(scenario, 40...45).decisionSizes.first)
      let (first, stable) = (try #require(answer.first), try #require(answer.stable))
      #expect(run.drug == .assumed && run.probability == 0.8)
      #expect(first.value == run.first.size && first.low == run.first.low)
      #expect(first.high == run.first.high && first.value != nil)
      #expect(stable.value == run.stable.size && stable.low == run.stable.low)
      #expect(stable.low != stable.high)
    }
  }

  @Test("are the same for any number of threads, and others for another seed")
  func threads() async throws {
    let criteria: [SizeCriterion] = [.decision(0.5), .width(0.5), .months(14)]
    func answers(_ threads: Int, _ seed: UInt64) async throws -> SizeAnswers {
      let scenario = try Scenario.exponential(trials: 500, seed: seed)
      return try await SizingSimulation(scenario, sizes: 5...20).run(threads: threads)
        .answers(criteria)
    }
    let one = try await answers(1, 1)
    #expect(try await answers(3, 1) == one)
    #expect(try await answers(1, 2) != one)
  }

  struct Cell: Sendable {
    var recurrence: Double
    var lost: Double
  }

  private static let grid = [0.15, 0.2, 0.25, 0.3].flatMap { recurrence in
    [0.02, 0.15].map { Cell(recurrence: recurrence, lost: $0) }
  }

  /// p and e of those whose outcome is known, from hazards a week.
  private static func known(_ cell: Cell) -> (rate: Double, inclusion: Double) {
    let (l, c) = (-log1p(-cell.recurrence) / 12, -log1p(-cell.lost) / 12)
    let event = l / (l + c) * (1 - exp(-12 * (l + c)))
    let inclusion = event + exp(-12 * (l + c))
    return (event / inclusion, inclusion)
  }

  private static func scenario(_ cell: Cell, trials: Int = 2000) throws -> Scenario {
    try .statistical(
      Distribution(.exponential(mean: -12 / log1p(-cell.recurrence))), lost: .leftOut,
      lostShare: cell.lost, trials: trials, seed: 11)
  }

  @Test("follow the closed forms of power and width on a grid of rates and loss")
  func closedForms() async throws {
    let intervals = IntervalTable(upTo: 40, .clopperPearson, level: 0.95)
    let table = DecisionTable(upTo: 40, upperLimitBelow: 0.55, intervals)
    let limit = Surprise(checks: 2 * 36 * Self.grid.count).limit
    var contained = 0
    for cell in Self.grid {
      let results = try await Self.simulated(try Self.scenario(cell), 5...40)
      let (rate, inclusion) = Self.known(cell)
      func exact(_ size: Int) -> RandomDenominator {
        RandomDenominator(enrolled: size, inclusion: inclusion, rate: rate)
      }
      for size in 5...40 {
        let (chance, width) = (
          try #require(results.chance(size)), try #require(results.width(size))
        )
        #expect(
          try Surprise.z(
            #require(chance.value), exact(size).power(table), #require(chance.mcse)) < limit)
        #expect(
          try Surprise.z(
            #require(width.value), #require(exact(size).expectedWidth(intervals)),
            #require(width.mcse)) < limit)
      }
      let answer = try results.answers([.decision(0.7)]).answers[0]
      let met = (5...40).map { exact($0).power(table) >= 0.7 }
      let first = try #require(met.firstIndex(of: true)) + 5
      let stable = (met.lastIndex(of: false) ?? -1) + 6
      contained += try Self.holds(answer.first, first) + Self.holds(answer.stable, stable)
    }
    // Each range of 2 errors misses with 5 %; 6 misses of 16 have a chance below 0.001.
    #expect(contained > 10, "\(contained) of \(2 * Self.grid.count)")
  }

  private static func holds(_ range: SizeRange?, _ size: Int) throws -> Int {
    let range = try #require(range)
    return size >= range.low ?? .max && size <= range.high ?? .max ? 1 : 0
  }

  @Test("of another rate are other sizes")
  func otherRate() async throws {
    let cells = [Cell(recurrence: 0.15, lost: 0.02), Cell(recurrence: 0.3, lost: 0.02)]
    var firsts: [Int?] = []
    for cell in cells {
      let results = try await Self.simulated(try Self.scenario(cell), 5...40)
      let range = try #require(try results.answers([.decision(0.7)]).answers[0].first)
      firsts += [range.high, range.low]
    }
    #expect(try #require(firsts[0]) < #require(firsts[3]))
  }
}
