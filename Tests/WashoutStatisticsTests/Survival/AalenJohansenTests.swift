import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("The cumulative incidence with competing risks")
struct AalenJohansenTests {
  private struct Case {
    var times: [Double] = []
    var causes: [Int] = []
    var rows: [[String]] = []

    var estimate: AalenJohansen { get throws { try AalenJohansen(times: times, causes: causes) } }
  }

  private func cases() throws -> [String: Case] {
    var cases: [String: Case] = [:]
    for row in try Reference("competing").rows {
      if row[1] == "data" {
        cases[row[0], default: Case()].times.append(try #require(Double(row[2])))
        cases[row[0], default: Case()].causes.append(try #require(Int(row[3])))
      } else {
        cases[row[0], default: Case()].rows.append(row)
      }
    }
    return cases
  }

  @Test("is R's survfit with its errors and limits, and cmprsk's (Tests/Reference/competing.R)")
  func reference() throws {
    var rows = 0
    for each in try cases().values {
      let estimate = try each.estimate
      for row in each.rows {
        let (cause, time) = (try #require(Int(row[2])), try #require(Double(row[3])))
        #expect(agrees(estimate.incidence(of: cause, at: time), row[4]), "\(row)")
        #expect(agrees(estimate.incidence(of: cause, at: time), row[8]), "\(row)")
        #expect(agrees(estimate.standardError(of: cause, at: time), row[5]), "\(row)")
        let limits = estimate.limits(of: cause, at: time, level: 0.95)
        if !limits.isExact && estimate.incidence(of: cause, at: time) < 1 {
          #expect(agrees(limits.interval.lower, row[6]), "\(row)")
          #expect(agrees(limits.interval.upper, row[7]), "\(row)")
        }
        rows += 1
      }
    }
    #expect(rows > 300)
  }

  @Test("of one cause is 1 minus Kaplan and Meier's share, with its variance")
  func oneCause() throws {
    for (name, sample) in try SurvivalSets.all() where sample.events > 0 {
      let curve = KaplanMeier(sample)
      let causes = sample.isEvent.map { $0 ? 1 : 0 }
      let estimate = try AalenJohansen(times: sample.times, causes: causes)
      for time in sample.times {
        let survival = try #require(curve.survival(at: time))
        #expect(abs(estimate.incidence(of: 1, at: time) - (1 - survival)) < 1e-14, "\(name)")
        let variance = try #require(curve.variance(at: time))
        #expect(abs(estimate.variance(of: 1, at: time) - variance) < 1e-14, "\(name)")
      }
    }
  }

  @Test("of two causes and of neither sum to 1, below what censoring the other cause would give")
  func sums() throws {
    let all = try cases()
    let each = try #require(all["mgus"])
    let estimate = try each.estimate
    let censored = KaplanMeier(
      try RightCensoredSample(times: each.times, isEvent: each.causes.map { $0 == 2 }))
    for time in each.times {
      let both = estimate.incidence(of: 1, at: time) + estimate.incidence(of: 2, at: time)
      #expect(abs(both + estimate.eventFree(at: time) - 1) < 1e-13)
    }
    let last = try #require(each.times.max())
    let share = try #require(censored.survival(at: last))
    #expect(estimate.incidence(of: 2, at: last) < 1 - share - 0.01)
  }

  @Test(
    "without censoring is the share with the cause and its binomial variance, exact at the ends")
  func uncensored() throws {
    let causes = [1, 2, 1, 1, 2, 3, 1, 2, 2, 2]
    let estimate = try AalenJohansen(times: (1...10).map(Double.init), causes: causes)
    for (cause, events) in [(1, 4), (2, 5), (3, 1)] {
      let share = Double(events) / 10
      #expect(abs(estimate.incidence(of: cause, at: 10) - share) < 1e-15)
      #expect(abs(estimate.variance(of: cause, at: 10) - share * (1 - share) / 10) < 1e-15)
    }
    // By the second time 8 are at risk beyond it, one had cause 1 and one cause 2, none cause 3.
    let none = estimate.limits(of: 3, at: 2, level: 0.95)
    #expect(none.isExact)
    #expect(none.interval == Proportion(events: 0, of: 10)?.clopperPearson(level: 0.95))
    #expect(estimate.incidence(of: 4, at: 10) == 0)
    let all = try AalenJohansen(times: [1, 2], causes: [1, 1]).limits(of: 1, at: 2, level: 0.95)
    #expect(all.isExact)
    #expect(all.interval == Proportion(events: 2, of: 2)?.clopperPearson(level: 0.95))
  }

  @Test("of 1 after censorings keeps the lower limit of the step before")
  func oneAfterCensoring() throws {
    let estimate = try AalenJohansen(times: [1, 2, 3, 4, 7], causes: [1, 0, 0, 1, 1])
    #expect(estimate.incidence(of: 1, at: 7) == 1)
    let (before, after) = (
      estimate.limits(of: 1, at: 4, level: 0.95), estimate.limits(of: 1, at: 7, level: 0.95)
    )
    #expect(after.interval == Interval(lower: before.interval.lower, upper: 1))
    #expect(!after.isExact && before.interval.lower > 0)
  }

  @Test("of nobody with an event is 0, and what is no cause or no time is refused by name")
  func faults() throws {
    let none = try AalenJohansen(times: [3, 4], causes: [0, 0])
    #expect(none.causes == 0 && none.incidence(of: 1, at: 9) == 0)
    #expect(none.limits(of: 1, at: 9, level: 0.95).interval == Interval(lower: 0, upper: 1))
    #expect(throws: SurvivalError.notACause(subject: 1, value: -1)) {
      try AalenJohansen(times: [3, 4], causes: [0, -1])
    }
    #expect(throws: SurvivalError.nobody) { try AalenJohansen(times: [], causes: []) }
    #expect(throws: SurvivalError.notATime(subject: 0, value: -3)) {
      try AalenJohansen(times: [-3, 4], causes: [0, 1])
    }
  }

  @Test("with 10^5 people of two causes keeps its multinomial variance")
  func large() throws {
    let n = 100_000
    let causes = (0..<n).map { $0 % 5 == 0 ? 1 : 2 }
    let estimate = try AalenJohansen(times: (0..<n).map { Double($0) + 1 }, causes: causes)
    let variance = estimate.variance(of: 1, at: Double(n))
    #expect(relativeError(variance, 0.2 * 0.8 / Double(n)) < 1e-9)
  }
}
