import Testing
import Washout

@Suite("A tally does not depend on")
struct TallyInvarianceTests {
  @Test("the number of threads", arguments: [2, 3, 8])
  func threads(_ threads: Int) async throws {
    let model = try Model(.exponential(sizes: [10, 30]))
    let one = try await model.simulate(threads: 1)
    #expect(try await model.simulate(threads: threads) == one)
  }

  @Test("nothing but the seed: another seed differs")
  func seed() async throws {
    let one = try await Model(.exponential(seed: 1)).simulate()
    let other = try await Model(.exponential(seed: 2)).simulate()
    #expect(one != other)
  }

  @Test("how blocks are divided between two calls")
  func halves() async throws {
    let model = try Model(.exponential(trials: 5000))
    let whole = try await model.simulate()
    var blocks: [Int: Tally] = [:]
    for half in [[1, 3], [0, 2, 4]] {
      try await model.simulate(blocks: half, of: 5000, threads: 2) { blocks[$0] = $1 }
    }
    var merged = try await model.simulate(trials: 0)
    for block in 0..<5 { merged.merge(try #require(blocks[block])) }
    #expect(merged == whole)
    #expect(blocks[0] != blocks[1])
  }

  @Test("larger sizes beside a size, apart from the true value that they make more precise")
  func sizes() async throws {
    let few = try await Model(.exponential(lost: .leftOut, sizes: [10])).run()
    let many = try await Model(.exponential(lost: .leftOut, sizes: [5, 10, 40])).run()
    let truthful: Set<MeasureName> = [
      .bias, .meanSquaredError, .coverage, .coverageLow, .coverageHigh, .exactCoverage,
      .exactIntervalWidth, .exactProbabilityOfDecision, .decisionSimulatedMinusExact,
    ]
    func kept(_ results: SimulationResults) -> [Measure] {
      results.measures.filter {
        ($0.sampleSize == 10 || $0.sampleSize == 15) && !truthful.contains($0.name)
      }
    }
    #expect(kept(few) == kept(many))
    #expect(kept(few).count > 40)
    #expect(
      few.measure(.trueValue, subject: "recurrence", layer: .latent)
        != many.measure(.trueValue, subject: "recurrence", layer: .latent))
  }
}
