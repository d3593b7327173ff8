import Foundation
import TestSupport
import Testing
import WashoutStatistics

@Suite("Exact operating characteristics over a random denominator")
struct RandomDenominatorTests {
  static let intervals = IntervalTable(upTo: 60, .clopperPearson, level: 0.95)
  static let low = DecisionTable(upTo: 60, upperLimitBelow: 0.5, intervals)
  static let high = DecisionTable(upTo: 60, lowerLimitAbove: 0.2, intervals)

  /// P(M = m, X = x), adding one person at a time: excluded, with the event, without.
  static func outcomes(_ trial: RandomDenominator) -> [[Double]] {
    let n = trial.enrolled
    var table = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n + 1)
    table[0][0] = 1
    for person in 0..<n {
      for m in stride(from: person, through: 0, by: -1) {
        for x in stride(from: m, through: 0, by: -1) {
          let mass = table[m][x]
          table[m][x] = mass * (1 - trial.inclusion)
          table[m + 1][x + 1] += mass * trial.inclusion * trial.rate
          table[m + 1][x] += mass * trial.inclusion * (1 - trial.rate)
        }
      }
    }
    return table
  }

  @Test("give the known powers of the exponential scenario")
  func exponential() throws {
    // S(12 weeks) = 0.70, 5 % lost in 12 weeks, 15 people; the upper limit below 0.55.
    let table = DecisionTable(upTo: 15, upperLimitBelow: 0.55, Self.intervals)
    let recurrence = -log(0.70) / 12
    let loss = -log(0.95) / 12
    let all = recurrence + loss
    let rate = recurrence / all * (1 - exp(-all * 12))
    #expect(table.critical[12...] == [2, 3, 3, 3])
    #expect(abs(rate - 0.292881) < 5e-7)
    let everybody = RandomDenominator(enrolled: 15, inclusion: 1, rate: rate)
    #expect(abs(everybody.power(table) - 0.318038) < 5e-7)

    let known = rate + 0.70 * 0.95
    #expect(abs(rate / known - 0.305759) < 5e-7)
    let leftOut = RandomDenominator(enrolled: 15, inclusion: known, rate: rate / known)
    #expect(abs(leftOut.power(table) - 0.312439) < 5e-7)

    let survival = [0, 4, 8, 12].map { exp(-recurrence * $0) }
    let stays = [0, 4, 8, 12].map { exp(-loss * $0) }
    let visits = (1...3).reduce(0) { $0 + (survival[$1 - 1] - survival[$1]) * stays[$1] }
    #expect(abs(visits - 0.290335) < 5e-7)
    let atVisits = RandomDenominator(enrolled: 15, inclusion: 1, rate: visits)
    #expect(abs(atVisits.power(table) - 0.325808) < 5e-7)
  }

  @Test(
    "agree with enumeration, person by person",
    arguments: [1, 2, 7, 15, 40], [(0.87, 0.3), (0.2, 0.6), (1, 0.1), (0.995, 0)])
  func enumeration(_ enrolled: Int, _ chances: (inclusion: Double, rate: Double)) throws {
    let trial = RandomDenominator(
      enrolled: enrolled, inclusion: chances.inclusion, rate: chances.rate)
    var power = (low: 0.0, high: 0.0)
    var coverage = 0.0
    var width = 0.0
    let table = Self.outcomes(trial)
    for m in 1...enrolled {
      for x in 0...m {
        power.low += Self.low.succeeds(events: x, of: m) ? table[m][x] : 0
        power.high += Self.high.succeeds(events: x, of: m) ? table[m][x] : 0
        coverage += Self.intervals[events: x, of: m].contains(0.3) ? table[m][x] : 0
        width += Self.intervals[events: x, of: m].width * table[m][x]
      }
    }
    let somebody = 1 - table[0][0]
    #expect(abs(trial.power(Self.low) - power.low) < 1e-13)
    #expect(abs(trial.power(Self.high) - power.high) < 1e-13)
    let exactCoverage = try #require(trial.coverage(of: 0.3, Self.intervals))
    #expect(abs(exactCoverage - coverage / somebody) < 1e-13)
    let exactWidth = try #require(trial.expectedWidth(Self.intervals))
    #expect(abs(exactWidth - width / somebody) < 1e-13)
  }

  @Test("agree with R (Tests/Reference/proportions.R)")
  func reference() throws {
    var checked = 0
    for row in try Reference("proportions").rows {
      let expected = try #require(Double(row[4]))
      let trial = RandomDenominator(
        enrolled: try #require(Int(row[2])), inclusion: 0.87, rate: 0.3)
      let value: Double? =
        switch row[0] {
        case "power low": trial.power(Self.low)
        case "power high": trial.power(Self.high)
        case "coverage": trial.coverage(of: 0.3, Self.intervals)
        case "width": trial.expectedWidth(Self.intervals)
        default: nil
        }
      guard let value else { continue }
      checked += 1
      // R sums 1e-16 errors of binom.test's limits, which stop at 1e-9.
      #expect(abs(value - expected) < 1e-9, "\(row): \(value)")
    }
    #expect(checked == 8)
  }

  @Test("have the slopes of their finite differences", arguments: [0, 1], [1, 15, 40])
  func slopes(_ direction: Int, _ enrolled: Int) {
    let table = direction == 0 ? Self.low : Self.high
    func power(_ inclusion: Double, _ rate: Double) -> Double {
      RandomDenominator(enrolled: enrolled, inclusion: inclusion, rate: rate).power(table)
    }
    for (e, p) in [(0.87, 0.3), (0.5, 0.45), (0.3, 0.1)] {
      let slopes = RandomDenominator(enrolled: enrolled, inclusion: e, rate: p).powerSlopes(table)
      let h = 1e-5
      // Central differences err by h^2/6 times a third derivative below n^3, and by 1e-16/h.
      let tolerance = h * h / 6 * pow(Double(enrolled), 3) + 1e-9
      #expect(abs(slopes.rate - (power(e, p + h) - power(e, p - h)) / (2 * h)) < tolerance)
      #expect(abs(slopes.inclusion - (power(e + h, p) - power(e - h, p)) / (2 * h)) < tolerance)
    }
    if enrolled == 40 {
      let slope = RandomDenominator(enrolled: 40, inclusion: 0.87, rate: 0.3).powerSlopes(table)
      #expect(direction == 0 ? slope.rate < -1 : slope.rate > 1)
    }
  }

  /// The value that is covered stays where it is while the rate moves.
  @Test("have slopes of coverage and width as their finite differences", arguments: [1, 15, 40])
  func expectationSlopes(_ enrolled: Int) throws {
    func trial(_ e: Double, _ p: Double) -> RandomDenominator {
      RandomDenominator(enrolled: enrolled, inclusion: e, rate: p)
    }
    let h = 1e-5
    let tolerance = h * h / 6 * pow(Double(enrolled), 3) + 1e-9
    for (e, p) in [(0.87, 0.3), (0.5, 0.45), (0.3, 0.1)] {
      let width = { try #require(trial($0, $1).expectedWidth(Self.intervals)) }
      let coverage = { try #require(trial($0, $1).coverage(of: p, Self.intervals)) }
      let cases = [
        (try #require(trial(e, p).expectedWidthSlopes(Self.intervals)), width),
        (try #require(trial(e, p).coverageSlopes(of: p, Self.intervals)), coverage),
      ]
      for (slopes, value) in cases {
        let byRate = (try value(e, p + h) - value(e, p - h)) / (2 * h)
        let byInclusion = (try value(e + h, p) - value(e - h, p)) / (2 * h)
        #expect(abs(slopes.rate - byRate) < tolerance)
        #expect(abs(slopes.inclusion - byInclusion) < tolerance)
      }
    }
    let wider = try #require(trial(0.5, 0.1).expectedWidthSlopes(Self.intervals))
    #expect(enrolled == 1 ? abs(wider.rate) < 1e-12 : wider.rate > 0.1)
    #expect(enrolled == 1 ? abs(wider.inclusion) < 1e-12 : wider.inclusion < -0.1)
  }

  @Test("have the coverage and width that are known for 15 people")
  func fifteen() throws {
    func trial(_ rate: Double) -> RandomDenominator {
      RandomDenominator(enrolled: 15, inclusion: 1, rate: rate)
    }
    #expect(abs(try #require(trial(0.1).expectedWidth(Self.intervals)) - 0.34) <= 0.005)
    #expect(abs(try #require(trial(0.5).expectedWidth(Self.intervals)) - 0.51) <= 0.005)
    let coverages = try [0.1, 0.2, 0.3, 0.4, 0.5].map { rate in
      try #require(trial(rate).coverage(of: rate, Self.intervals))
    }
    #expect(abs((coverages.min() ?? 0) - 0.965) <= 0.0005)
    #expect(abs((coverages.max() ?? 0) - 0.987) <= 0.0005)
    // The exact interval never covers less than its level; the score interval does.
    let wilson = IntervalTable(upTo: 15, .wilson, level: 0.95)
    let rates = stride(from: 0.01, through: 0.99, by: 0.01)
    #expect(rates.allSatisfy { (trial($0).coverage(of: $0, Self.intervals) ?? 0) >= 0.95 })
    #expect(rates.contains { (trial($0).coverage(of: $0, wilson) ?? 1) < 0.95 })
  }

  @Test("end where nobody counts")
  func nobody() {
    let empty = RandomDenominator(enrolled: 15, inclusion: 0, rate: 0.3)
    #expect(empty.power(Self.low) == 0)
    #expect(empty.coverage(of: 0.3, Self.intervals) == nil)
    #expect(empty.expectedWidth(Self.intervals) == nil)
    #expect(empty.expectedWidthSlopes(Self.intervals) == nil)
    #expect(empty.coverageSlopes(of: 0.3, Self.intervals) == nil)
    let none = RandomDenominator(enrolled: 0, inclusion: 0.5, rate: 0.3)
    #expect(none.power(Self.low) == 0 && none.powerSlopes(Self.low) == (0, 0))
    let certain = RandomDenominator(enrolled: 15, inclusion: 1, rate: 0)
    #expect(certain.power(Self.low) == 1 && certain.power(Self.high) == 0)
    let all = RandomDenominator(enrolled: 15, inclusion: 1, rate: 1)
    #expect(all.power(Self.low) == 0 && all.power(Self.high) == 1)
  }
}

@Suite("A decision table")
struct DecisionTableTests {
  @Test("holds the counts whose limit is on the right side, for either method")
  func counts() throws {
    for method in IntervalMethod.allCases {
      let intervals = IntervalTable(upTo: 40, method, level: 0.9)
      let low = DecisionTable(upTo: 40, upperLimitBelow: 0.4, intervals)
      let high = DecisionTable(upTo: 40, lowerLimitAbove: 0.15, intervals)
      for people in 1...40 {
        for events in 0...people {
          let proportion = try #require(Proportion(events: events, of: people))
          let interval = proportion.interval(method, level: 0.9)
          #expect(intervals[events: events, of: people] == interval)
          #expect(low.succeeds(events: events, of: people) == (interval.upper < 0.4))
          #expect(high.succeeds(events: events, of: people) == (interval.lower > 0.15))
        }
      }
    }
  }

  @Test("never lets nobody succeed")
  func nobody() {
    let table = DecisionTable(.atMost, critical: [0, 1])
    #expect(table.critical == [nil, 1])
    #expect(!table.succeeds(events: 0, of: 0) && table.succeeds(events: 0, of: 1))
    #expect(!table.succeeds(events: 0, of: 2))
    #expect(DecisionTable(.atLeast, critical: []).critical == [nil])
  }

  @Test("of the exact one-sided test has the published critical count and power")
  func test() throws {
    // n = 15: H0 p <= 0.2 at 2.5 % needs 7, power 0.70 at 0.5; H0 p <= 0.3 needs 9, power 0.61 at 0.6.
    let intervals = RandomDenominatorTests.intervals
    let fifth = DecisionTable(upTo: 15, lowerLimitAbove: 0.2, intervals)
    #expect(fifth.critical[15] == 7)
    let half = RandomDenominator(enrolled: 15, inclusion: 1, rate: 0.5).power(fifth)
    #expect(abs(half - 0.70) <= 0.005)
    let third = DecisionTable(upTo: 15, lowerLimitAbove: 0.3, intervals)
    #expect(third.critical[15] == 9)
    let most = RandomDenominator(enrolled: 15, inclusion: 1, rate: 0.6).power(third)
    #expect(abs(most - 0.61) <= 0.005)
  }
}
