import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

/// Who is right: sums over every denominator and count, written here from the binomial formula alone, at the
/// rates that closed forms give.
@Suite("Every size exactly, over the numbers that really enter")
struct ExactBySizeTests {
  /// A rate of recurrence by week 12 and a share lost by then.
  struct Case: Sendable, CustomTestStringConvertible {
    var rate: Double
    var lost: Double
    var testDescription: String { "recurrence \(rate), lost \(lost)" }
  }

  static let largest = 40
  static let grid = [0.05, 0.15, 0.3].flatMap { rate in
    [0, 0.05, 0.25].map { Case(rate: rate, lost: $0) }
  }

  private static func scenario(_ point: Case, trials: Int = 4000) throws -> Scenario {
    let mean = -12 / log1p(-point.rate)
    var scenario = try Scenario.statistical(
      Distribution(.exponential(mean: mean)), lost: .leftOut, lostShare: max(point.lost, 0.01),
      sizes: [largest], trials: trials, seed: 11)
    if point.lost == 0 { scenario.leaving.lost = nil }
    scenario.trueRatesOfInterest = []
    return scenario
  }

  private static func truth(_ point: Case) throws -> (rate: Double, inclusion: Double) {
    let form = ClosedForm(
      time: try Distribution(.exponential(mean: -12 / log1p(-point.rate))), cured: 0,
      lossPerWeek: -log1p(-point.lost) / 12)
    return (form.beforeLoss / form.known, form.known)
  }

  @Test("is the sum over every denominator and count, on a grid of rates and loss", arguments: grid)
  func closedForm(_ point: Case) throws {
    let (rate, inclusion) = try Self.truth(point)
    let own = Enumeration(rate: rate, inclusion: inclusion, limit: 0.55)
    let intervals = IntervalTable(upTo: Self.largest, .clopperPearson, level: 0.95)
    let table = DecisionTable(upTo: Self.largest, upperLimitBelow: 0.55, intervals)
    for size in 1...Self.largest {
      let trial = RandomDenominator(enrolled: size, inclusion: inclusion, rate: rate)
      #expect(abs(trial.power(table) - own.power(size)) < 1e-9)
      #expect(abs(try #require(trial.expectedWidth(intervals)) - own.width(size)) < 1e-9)
    }
    let chances = (1...Self.largest).map(own.power)
    let sizes = ReachedSizes(chances, reaching: 0.80)
    #expect(sizes.first == (1...Self.largest).first { chances[$0 - 1] >= 0.80 })
    let stable = (1...Self.largest).first { size in
      (size...Self.largest).allSatisfy { chances[$0 - 1] >= 0.80 }
    }
    #expect(sizes.stable == stable)
  }

  /// Two numbers at each of 40 sizes on 9 points, 0.001 in all.
  private static let surprising = StandardNormal.twoSided(level: 1 - 0.001 / 720)

  @Test("agrees with the closed form within its error, when simulated", arguments: grid)
  func simulated(_ point: Case) async throws {
    let results = try await Model(Self.scenario(point)).run(threads: 2)
    let (rate, inclusion) = try Self.truth(point)
    let own = Enumeration(rate: rate, inclusion: inclusion, limit: 0.55)
    for measure in results.exactBySize where measure.name != .exactCoverage {
      let size = try #require(measure.sampleSize)
      let isWidth = measure.name == .exactIntervalWidth
      let truth = isWidth ? own.width(size) : own.power(size)
      let error = abs(try #require(measure.value) - truth)
      #expect(error <= Self.surprising * (measure.mcse ?? 0) + 1e-9, "\(measure)")
    }
    #expect(results.exactBySize.count == 3 * Self.largest)
    // Another rate is told from this one.
    let other = Enumeration(rate: rate + 0.05, inclusion: inclusion, limit: 0.55)
    let power = try #require(
      results.exactBySize.first {
        $0.name == .exactProbabilityOfDecision && $0.sampleSize == 15
      })
    #expect(
      abs(try #require(power.value) - other.power(15)) > Self.surprising * (power.mcse ?? 0))
  }

  @Test("gives first and stable n at the simulated rates and over their errors", arguments: grid)
  func sizes(_ point: Case) async throws {
    let trials = 4000
    let results = try await Model(Self.scenario(point, trials: trials)).run(threads: 2)
    let sizes = try #require(results.decisionSizes.first)
    #expect(sizes.probability == 0.80 && sizes.largest == Self.largest)
    let people = try #require(results.measure(.recurrences, sampleSize: Self.largest)?.value)
    let known = try #require(
      results.measure(.denominator, sampleSize: Self.largest, subject: "exact")?.value)
    let (rate, inclusion) = (people / known, known / Double(Self.largest))
    let middle = Self.reached(rate, inclusion)
    #expect(sizes.first.size == middle.first && sizes.stable.size == middle.stable)
    // The spread of shares among independent people, so that a tenth more or less than 2 errors brackets
    // the range: an error of 4,000 trials is itself known to 1 %.
    let cases = Double(trials * Self.largest)
    let (rateError, inclusionError) = (
      (rate * (1 - rate) / (cases * inclusion)).squareRoot(),
      (inclusion * (1 - inclusion) / cases).squareRoot()
    )
    func range(_ times: Double, _ size: (ReachedSizes) -> Int?) -> ClosedRange<Int> {
      var found: [Int] = []
      for i in [-1.0, 0, 1] {
        for j in [-1.0, 0, 1] {
          let reached = Self.reached(
            min(1, max(0, rate + i * times * rateError)),
            min(1, inclusion + j * times * inclusionError))
          found.append(size(reached) ?? .max)
        }
      }
      return (found.min() ?? 0)...(found.max() ?? 0)
    }
    for (span, size) in [(sizes.first, \ReachedSizes.first), (sizes.stable, \ReachedSizes.stable)] {
      let (inner, outer) = (range(1.8) { $0[keyPath: size] }, range(2.2) { $0[keyPath: size] })
      let (low, high) = (span.low ?? .max, span.high ?? .max)
      #expect((outer.lowerBound...inner.lowerBound).contains(low), "\(span)")
      #expect((inner.upperBound...outer.upperBound).contains(high), "\(span)")
    }
  }

  private static func reached(_ rate: Double, _ inclusion: Double) -> ReachedSizes {
    let own = Enumeration(rate: rate, inclusion: inclusion, limit: 0.55)
    return ReachedSizes((1...largest).map(own.power), reaching: 0.80)
  }

  /// Simulated minus exact varies less than the simulated mean itself, whose counts both follow: with its
  /// error in place of the difference's, 4 errors are more than 4.
  @Test("agrees with simulated widths within 4 errors, and is told from those of other sizes")
  func widths() async throws {
    var scenario = try Shipped.scenario("cstar012")
    scenario.simulation.stopWhen = nil
    let results = try await Model(scenario).run(trials: 2000, threads: 2)
    for drug in [DrugAssumption.assumed, .noEffect] {
      func measure(_ name: MeasureName, _ size: Int) throws -> (value: Double, mcse: Double) {
        let found = try #require(
          results.measure(name, drug: drug, sampleSize: size, subject: "exact"))
        return (try #require(found.value), try #require(found.mcse))
      }
      for size in results.sizes {
        let simulated = try measure(.intervalWidth, size)
        let exact = try measure(.exactIntervalWidth, size).value
        #expect(abs(simulated.value - exact) < 4 * simulated.mcse, "\(drug) of \(size)")
        for other in results.sizes where other != size {
          let wrong = try measure(.exactIntervalWidth, other).value
          #expect(abs(simulated.value - wrong) > 4 * simulated.mcse)
        }
      }
    }
  }

  @Test("is what the sizes that are simulated have beside them")
  func simulatedSizes() async throws {
    var scenario = try Shipped.scenario("cstar012")
    scenario.simulation.stopWhen = nil
    let results = try await Model(scenario).run(trials: 300, threads: 2)
    var compared = 0
    for measure in results.exactBySize {
      guard let size = measure.sampleSize, results.sizes.contains(size) else { continue }
      let other = try #require(
        results.measure(
          measure.name, drug: measure.drug, sampleSize: size, subject: measure.subject))
      #expect(abs(try #require(measure.value) - #require(other.value)) < 1e-12)
      #expect(abs(try #require(measure.mcse) - #require(other.mcse)) < 1e-12)
      compared += 1
    }
    #expect(compared == 9 * 3 * 2)
    #expect(results.exactBySize.count == 60 * 3 * 2)
    #expect(results.decisionSizes.map(\.drug) == [.assumed, .noEffect])
  }

  @Test("is told of no decision that the counts alone do not make")
  func others() async throws {
    var scenario = try Self.scenario(Self.grid[4], trials: 64)
    scenario.decision?.analysis = "survival"
    let results = try await Model(scenario).run(threads: 2)
    #expect(results.decisionSizes.isEmpty && results.exactBySize.isEmpty)
  }

  @Test(
    "agrees with the simulated decision within 4 errors of their difference",
    arguments: ["exponential", "cstar012", "no-drug-effect", "not-driven", "fast-clearance"])
  func agreement(_ name: String) async throws {
    var scenario = try Shipped.scenario(name)
    scenario.simulation.stopWhen = nil
    let results = try await Model(scenario).run(trials: 2000, threads: 2)
    let differences = results.measures.filter { $0.name == .decisionSimulatedMinusExact }
    #expect(differences.count >= results.sizes.count)
    for difference in differences {
      #expect(
        abs(try #require(difference.value)) <= 4 * (difference.mcse ?? 0), "\(difference)")
    }
    // More people are told from these.
    let more = try #require(
      results.exactBySize.first {
        $0.name == .exactProbabilityOfDecision && $0.sampleSize == 40 && $0.drug == .assumed
      }?.value)
    let fewer = try #require(results.measure(.probabilityOfDecision, sampleSize: 20))
    #expect(abs(try #require(fewer.value) - more) > 4 * (fewer.mcse ?? 0))
  }
}

/// Power and width by summing over every denominator and count, from the binomial formula.
private struct Enumeration {
  let rate: Double
  let inclusion: Double
  /// The decision is an upper 95 % Clopper-Pearson limit below this.
  let limit: Double

  private func chance(_ x: Int, _ n: Int, _ p: Double) -> Double {
    if p == 0 || p == 1 { return x == (p == 0 ? 0 : n) ? 1 : 0 }
    let ways = lgamma(Double(n + 1)) - lgamma(Double(x + 1)) - lgamma(Double(n - x + 1))
    return exp(ways + Double(x) * log(p) + Double(n - x) * log1p(-p))
  }

  private func atMost(_ x: Int, _ n: Int, _ p: Double) -> Double {
    (0...x).reduce(0) { $0 + chance($1, n, p) }
  }

  /// Upper limit below the limit: at the limit itself so few recurrences have a chance below 2.5 %.
  func power(_ size: Int) -> Double {
    (1...size).reduce(0) { sum, people in
      let success = (0...people).reduce(0.0) {
        atMost($1, people, limit) < 0.025 ? $0 + chance($1, people, rate) : $0
      }
      return sum + chance(people, size, inclusion) * success
    }
  }

  func width(_ size: Int) -> Double {
    let sum = (1...size).reduce(0.0) { sum, people in
      let mean = (0...people).reduce(0.0) {
        $0 + chance($1, people, rate) * Self.widths[people][$1]
      }
      return sum + chance(people, size, inclusion) * mean
    }
    return sum / (1 - chance(0, size, inclusion))
  }

  /// Clopper-Pearson by halving, element [people][events].
  private static let widths: [[Double]] = (0...ExactBySizeTests.largest).map { people in
    let one = Enumeration(rate: 0, inclusion: 0, limit: 0)
    func root(_ isBelow: (Double) -> Bool) -> Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if isBelow(middle) { low = middle } else { high = middle }
      }
      return low
    }
    return (0...people).map { events in
      if people == 0 { return 0 }
      let upper = events == people ? 1 : root { one.atMost(events, people, $0) > 0.025 }
      let lower =
        events == 0 ? 0 : root { 1 - one.atMost(events - 1, people, $0) < 0.025 }
      return upper - lower
    }
  }
}
