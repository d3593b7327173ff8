import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("After a two-stage trial")
struct TwoStageResultTests {
  static func result(
    _ design: TwoStageDesign, _ first: Int, _ second: Int, of people: Int
  ) throws -> TwoStageResult {
    try TwoStageResult(
      design, firstResponses: first,
      second: first > design.r1 ? Proportion(events: second, of: people) : nil)
  }

  /// Every result of a trial whose stage 2 has a size, with its probability.
  static func results(
    _ design: TwoStageDesign, secondPeople: Int, rate: Double
  ) throws -> [(result: TwoStageResult, chance: Double)] {
    let first = BinomialDistribution(trials: design.n1, probability: rate)
    let second = BinomialDistribution(trials: secondPeople, probability: rate)
    return try (0...design.n1).flatMap { x in
      try (0...(x > design.r1 ? secondPeople : 0)).map { y in
        (
          try result(design, x, y, of: secondPeople),
          first.pmf(x) * (x > design.r1 ? second.pmf(y) : 1)
        )
      }
    }
  }

  @Test(
    "estimate, p-value, median and limits are those of R (Tests/Reference/designs.R), with the examples of Koyama and Chen (2008), sections 3.4 and 4"
  )
  func reference() throws {
    let rows = try Reference("designs").rows.filter { $0[0] == "result" }
      .map { $0.dropFirst().compactMap(Double.init) }
    #expect(rows.count == 12)
    for row in rows {
      let counts = row[0..<7].map { Int($0) }
      let design = try TwoStageDesign(r1: counts[0], n1: counts[1], r: counts[2], n: counts[3])
      let result = try Self.result(design, counts[5], counts[6], of: counts[4])
      let interval = try #require(result.interval(level: 0.9))
      let values = [
        result.unbiased, result.pValue(row[7]), result.medianUnbiased, interval.lower,
        interval.upper,
      ]
      // R's limits are found to 1e-14 by uniroot, its tails to about 1e-12.
      for (value, number) in zip(values, row[8...]) {
        #expect(abs(value - number) < 1e-11, "\(row): \(value)")
      }
    }
  }

  @Test(
    "the estimate of Jung and Kim is unbiased at every rate and stage-2 size, the naive one is not",
    arguments: [19, 25, 7])
  func unbiased(_ secondPeople: Int) throws {
    let design = try TwoStageDesign(r1: 1, n1: 10, r: 5, n: 29)
    for step in 1...19 {
      let rate = Double(step) / 20
      let results = try Self.results(design, secondPeople: secondPeople, rate: rate)
      let mean = results.reduce(0) { $0 + $1.chance * $1.result.unbiased }
      let naive = results.reduce(0) { $0 + $1.chance * $1.result.naive }
      #expect(abs(mean - rate) < 1e-12, "at \(rate)")
      #expect(step > 8 || naive - rate < -1e-3, "at \(rate)")
    }
  }

  @Test("the p-value is at most the level exactly where the rule rejects")
  func agreement() throws {
    let design = try TwoStageDesign(r1: 3, n1: 13, r: 12, n: 43)
    let level = design.rejection(at: 0.2)
    for (result, _) in try Self.results(design, secondPeople: 30, rate: 0.2) {
      #expect((result.pValue(0.2) <= level * (1 + 1e-12)) == result.rejects)
    }
    #expect(try Self.result(design, 4, 20, of: 31).rejects == nil)
  }

  @Test("the exact interval never covers too seldom; the published upper limit can")
  func coverage() throws {
    let design = try TwoStageDesign(r1: 1, n1: 10, r: 5, n: 29)
    let all = try Self.results(design, secondPeople: 19, rate: 0.5).map(\.result)
    let exact = all.map { $0.exactInterval(level: 0.9) }
    let published = all.map { $0.interval(level: 0.9) }
    var least = 1.0
    for step in 1..<200 {
      let rate = Double(step) / 200
      let chances = try Self.results(design, secondPeople: 19, rate: rate).map(\.chance)
      func covered(_ isCovered: (Int) -> Bool) -> Double {
        chances.indices.reduce(0) { isCovered($1) ? $0 + chances[$1] : $0 }
      }
      #expect(covered { exact[$0].contains(rate) } >= 0.9 - 1e-12, "at \(rate)")
      #expect(covered { exact[$0].lower <= rate } >= 0.95 - 1e-12)
      #expect(covered { published[$0].map { $0.lower <= rate } ?? true } >= 0.95 - 1e-12)
      least = min(least, covered { published[$0]?.contains(rate) ?? false })
    }
    #expect(least < 0.85)
  }

  @Test("with another stage-2 size than planned, the p-value keeps its level at any size")
  func changedSize() throws {
    let design = try TwoStageDesign(r1: 6, n1: 19, r: 16, n: 39)
    for secondPeople in [5, 15, 23, 40] {
      let results = try Self.results(design, secondPeople: secondPeople, rate: 0.3)
      for level in [design.rejection(at: 0.3), 0.02, 0.1] {
        let rejected = results.reduce(0) { $1.result.pValue(0.3) <= level ? $0 + $1.chance : $0 }
        #expect(rejected <= level + 1e-12, "\(secondPeople) at \(level)")
      }
    }
    let planned = try Self.result(design, 7, 10, of: 20)
    let longer = try Self.result(design, 7, 10, of: 23)
    #expect(longer.pValue(0.3) > planned.pValue(0.3))
  }

  @Test("a trial that stopped has the Clopper-Pearson interval of its stage 1")
  func stopped() throws {
    let design = try TwoStageDesign(r1: 3, n1: 13, r: 12, n: 43)
    for responses in 0...3 {
      let result = try TwoStageResult(design, firstResponses: responses, second: nil)
      let exact = result.exactInterval(level: 0.95)
      let known = try #require(Proportion(events: responses, of: 13)).clopperPearson(level: 0.95)
      #expect(abs(exact.lower - known.lower) < 1e-12 && abs(exact.upper - known.upper) < 1e-12)
      #expect(result.unbiased == result.naive && result.rejects == false)
      #expect((result.interval(level: 0.95) == nil) == (responses == 0))
    }
    let none = try TwoStageResult(design, firstResponses: 0, second: nil)
    #expect(none.pValue(0.2) == 1 && none.medianUnbiased == 0)
  }

  @Test("cannot be what such a trial cannot give")
  func impossible() throws {
    let design = try TwoStageDesign(r1: 3, n1: 13, r: 12, n: 43)
    let second = Proportion(events: 2, of: 30)
    for (first, second) in [(3, second), (4, nil), (-1, nil), (14, second)] {
      #expect(throws: DesignError.impossibleResult) {
        try TwoStageResult(design, firstResponses: first, second: second)
      }
    }
  }
}
