import Foundation
import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("A single-stage design")
struct SingleStageDesignTests {
  /// A row of `Tests/Reference/single_stage.json`.
  private struct Row {
    var rule: String
    var inputs: [Double]
    var first: [Double]
    var stable: [Double]
  }

  private static func rows() throws -> [Row] {
    try Reference("single_stage").rows.map { row in
      let numbers = row.dropFirst().compactMap(Double.init)
      #expect(numbers.count == 13)
      return Row(
        rule: row[0], inputs: Array(numbers[..<5]), first: Array(numbers[5..<9]),
        stable: Array(numbers[9...]))
    }
  }

  private static func design(_ row: Row) throws -> SingleStageDesign {
    let (p0, p1, alpha, inclusion) = (row.inputs[0], row.inputs[1], row.inputs[2], row.inputs[4])
    if row.rule.hasPrefix("test") {
      return try #require(
        SingleStageDesign(null: p0, alternative: p1, alpha: alpha, inclusion: inclusion))
    }
    let rule = try #require(
      DecisionRule(
        row.rule == "limit_low" ? .atMost : .atLeast, ofValue: p0,
        by: .interval(.clopperPearson, level: alpha)))
    return try #require(SingleStageDesign(rule, alternative: p1, inclusion: inclusion))
  }

  @Test("has R's first and stable size, counts, levels and powers (Tests/Reference/single_stage.R)")
  func reference() throws {
    let rows = try Self.rows()
    #expect(rows.count == 140)
    for row in rows {
      let design = try Self.design(row)
      let size = try #require(design.sampleSize(power: row.inputs[3], atMost: 5000))
      for (enrolled, expected) in [(size.first, row.first), (size.stable, row.stable)] {
        let found = design.performance(enrolled: enrolled)
        #expect(enrolled == Int(expected[0]), "\(row)")
        #expect(found.critical == Int(expected[1]), "\(row)")
        #expect(abs(found.alpha - expected[2]) < 1e-12, "\(row)")
        #expect(abs(found.power - expected[3]) < 1e-12, "\(row)")
      }
    }
  }

  /// A'Hern (2001), doi 10.1002/sim.721, as cited with exact errors by Khan, Sarker and Hackshaw (2012),
  /// doi 10.1038/bjc.2012.444: 10 % against 20 %, 5 % one-sided, power 80 %.
  @Test("is that of A'Hern")
  func published() throws {
    let design = try #require(SingleStageDesign(null: 0.1, alternative: 0.2, alpha: 0.05))
    let size = try #require(design.sampleSize(power: 0.8, atMost: 5000))
    #expect(size.first == 78)
    let found = design.performance(enrolled: 78)
    #expect(abs(found.alpha - 0.0453) <= 0.00005)
    #expect(abs(found.power - 0.8081) <= 0.0001)
    // The same paper: at 65 the next count has an actual level of 5.67 % and a power of 77.7 %.
    let short = design.performance(enrolled: 65)
    #expect(short.critical == 12 && short.alpha < 0.05)
    let loose = BinomialDistribution(trials: 65, probability: 0.1).survival(10)
    #expect(abs(loose - 0.0567) <= 0.00005)
    #expect(abs(BinomialDistribution(trials: 65, probability: 0.2).survival(10) - 0.777) <= 0.0005)
  }

  @Test("has the power of the exponential scenario, not the normal approximation's")
  func exponential() throws {
    // The known answer: n = 15, upper limit below 0.55, rate 0.292881; rpact 3.3.4 says 0.518.
    let rule = try #require(
      DecisionRule(.atMost, ofValue: 0.55, by: .interval(.clopperPearson, level: 0.95)))
    let design = try #require(SingleStageDesign(rule, alternative: 0.292881))
    let found = design.performance(enrolled: 15)
    #expect(found.critical == 3 && abs(found.power - 0.318038) < 1e-6)
    let leftOut = try #require(
      SingleStageDesign(rule, alternative: 0.305759, inclusion: 0.292881 + 0.665))
    #expect(abs(leftOut.performance(enrolled: 15).power - 0.312439) < 1e-5)
  }

  @Test("reaches its power at every size from the stable one to far beyond the proven one")
  func stable() throws {
    for (rule, alternative) in try Self.everyRule() {
      for inclusion in [1, 0.8] {
        let design = try #require(
          SingleStageDesign(rule, alternative: alternative, inclusion: inclusion))
        let size = try #require(design.sampleSize(power: 0.8, atMost: 5000))
        let curve = design.curve(upTo: 2 * size.provenFrom)
        // Wald's lets one of one succeed, with 0.8 but for rounding.
        let reaches = (0...curve.largest).map { curve[$0].power >= 0.8 * (1 - 1e-12) }
        #expect(reaches[size.stable...].allSatisfy { $0 })
        #expect(size.stable == 1 || !reaches[size.stable - 1])
        #expect(reaches.firstIndex(of: true) == size.first)
      }
    }
  }

  private static func everyRule() throws -> [(DecisionRule, Double)] {
    var evidence: [DecisionRule.Evidence] = IntervalMethod.allCases.map {
      .interval($0, level: 0.9)
    }
    evidence.append(.test(alpha: 0.05))
    return try evidence.flatMap { evidence in
      [
        (try #require(DecisionRule(.atMost, ofValue: 0.5, by: evidence)), 0.2),
        (try #require(DecisionRule(.atLeast, ofValue: 0.15, by: evidence)), 0.4),
      ]
    }
  }

  @Test("has the critical counts of its rule at every size, alone or in a table")
  func counts() throws {
    for (rule, _) in try Self.everyRule() {
      let table = rule.table(upTo: 60)
      for people in 0...60 {
        #expect(table.critical[people] == rule.critical(of: people), "\(rule) of \(people)")
        for events in 0...people {
          let result = Proportion(events: events, of: people)
          #expect(
            table.succeeds(events: events, of: people) == (result.map(rule.succeeds) ?? false))
        }
      }
      #expect(rule.table(upTo: -1).critical == [nil])
    }
  }

  @Test("mirrors: few of the events are many without")
  func mirror() throws {
    let few = try #require(SingleStageDesign(null: 0.5, alternative: 0.25, alpha: 0.05))
    let many = try #require(SingleStageDesign(null: 0.5, alternative: 0.75, alpha: 0.05))
    #expect(
      few.sampleSize(power: 0.9, atMost: 900) == many.sampleSize(power: 0.9, atMost: 900))
    for people in 1...50 {
      let (low, high) = (few.performance(enrolled: people), many.performance(enrolled: people))
      #expect(low.critical.map { people - $0 } == high.critical)
      #expect(abs(low.power - high.power) < 1e-13 && abs(low.alpha - high.alpha) < 1e-13)
    }
  }

  @Test("keeps its level at every size, and reaches it where a count has it exactly")
  func level() throws {
    // P(X = 0) of 5 at one half is 1/32.
    let design = try #require(SingleStageDesign(null: 0.5, alternative: 0.1, alpha: 1.0 / 32))
    #expect(design.performance(enrolled: 5).critical == 0)
    #expect(design.performance(enrolled: 4).critical == nil)
    #expect(design.performance(enrolled: 4).power == 0)
    let curve = design.curve(upTo: 200)
    #expect((0...200).allSatisfy { curve[$0].alpha <= 1.0 / 32 * (1 + 1e-12) })
  }

  @Test("says nil where no size can be proven, and refuses what cannot be")
  func impossible() throws {
    let close = try #require(SingleStageDesign(null: 0.5, alternative: 0.5001, alpha: 0.05))
    #expect(close.sampleSize(power: 0.8, atMost: 10_000) == nil)
    let design = try #require(SingleStageDesign(null: 0.5, alternative: 0.2, alpha: 0.05))
    for power in [0, 1, -1, 2, .nan] { #expect(design.sampleSize(power: power, atMost: 99) == nil) }
    #expect(design.sampleSize(power: 0.8, atMost: 0) == nil)
    #expect(SingleStageDesign(null: 0.5, alternative: 0.5, alpha: 0.05) == nil)
    #expect(SingleStageDesign(null: 0.5, alternative: .nan, alpha: 0.05) == nil)
    #expect(SingleStageDesign(null: 0, alternative: 0.5, alpha: 0.05) == nil)
    #expect(SingleStageDesign(null: 0.5, alternative: 0.2, alpha: 0) == nil)
    #expect(SingleStageDesign(null: 0.5, alternative: 0.2, alpha: 0.05, inclusion: 0) == nil)
    let rule = try #require(DecisionRule(.atLeast, ofValue: 0.5, by: .test(alpha: 0.05)))
    #expect(SingleStageDesign(rule, alternative: 0.2) == nil)
  }

  @Test("keeps its digits among a million")
  func million() throws {
    let design = try #require(SingleStageDesign(null: 0.3, alternative: 0.302, alpha: 0.05))
    let found = design.performance(enrolled: 1_000_000)
    // R 4.2.2: k = qbinom(0.95, 1e6, 0.3) + 1, pbinom(k - 1, 1e6, c(0.3, 0.302), lower.tail = FALSE).
    #expect(found.critical == 300_755)
    #expect(abs(found.alpha - 0.049_860_725_461_857) < 1e-9)
    #expect(abs(found.power - 0.996_673_018_727_222) < 1e-9)
  }
}
