import Foundation
import TestSupport
import Testing
import WashoutStatistics

@Suite("The one-sample log-rank test")
struct OneSampleLogRankTests {
  private func reference(_ name: String) throws -> ReferenceCurve {
    switch name {
    case "exponential": try .exponential(median: 10)
    case "weibull": try .weibull(shape: 1.3, scale: 14)
    default: try .piecewiseExponential(breaks: [4, 12], hazards: [0.1, 0.04, 0.02])
    }
  }

  @Test(
    "is R's: O, E, z, survdiff's chi-squared, Poisson tails and limits (Tests/Reference/log_rank.R)"
  )
  func reference() throws {
    let rows = try Reference("log_rank").rows.filter { $0[1] == "test" }
    #expect(rows.count == 18)
    for row in rows {
      let test = try OneSampleLogRank(SurvivalSets.sample(row[0]), against: reference(row[2]))
      #expect(String(test.observed) == row[3])
      #expect(agrees(test.expected, row[4]), "\(row)")
      let classic = try #require(test.test())
      #expect(agrees(classic.z, row[5]), "\(row)")
      if let squared = Double(row[6]) {
        #expect(relativeError(classic.z * classic.z, squared) < 1e-9)
      }
      #expect(agrees(test.test(.wu)?.z, row[7]), "\(row)")
      #expect(agrees(test.poisson?.fewer, row[8]), "\(row)")
      #expect(agrees(test.poisson?.more, row[9]), "\(row)")
      let limits = try #require(test.ratioLimits(level: 0.95))
      #expect(agrees(limits.lower, row[10]) && agrees(limits.upper, row[11]), "\(row)")
    }
  }

  @Test("has one-sided p values that sum to 1, the smaller one half of the two-sided one")
  func sides() throws {
    let sample = try SurvivalSets.sample("freireich")
    let reference = try ReferenceCurve.exponential(median: 10)
    let six = try OneSampleLogRank(sample, against: reference)
    let test = try #require(six.test())
    #expect(test.z < 0 && test.fewer < test.more)
    #expect(abs(test.fewer + test.more - 1) < 1e-15)
    #expect(abs(test.twoSided - 2 * test.fewer) < 1e-16)
    let placebo = try OneSampleLogRank(SurvivalSets.sample("placebo"), against: reference)
    let worse = try #require(placebo.test())
    #expect(worse.z > 0 && worse.more < worse.fewer)
  }

  @Test("with Wu's variance is further from 0 with fewer events than expected, nearer with more")
  func wu() throws {
    for (name, isFewer) in [("freireich", true), ("placebo", false)] {
      let test = try OneSampleLogRank(
        SurvivalSets.sample(name), against: .exponential(median: 10))
      let (classic, wu) = (try #require(test.test()).z, try #require(test.test(.wu)).z)
      #expect((abs(wu) > abs(classic)) == isFewer)
    }
  }

  @Test("takes a tabulated curve as it is, and refuses who is followed beyond it")
  func table() throws {
    let curve = KaplanMeier(try SurvivalSets.sample("placebo"))
    let times = [1.0, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22]
    let shares = try times.map { try #require(curve.survival(at: $0)) }
    let reference = try ReferenceCurve.table(times: times, survival: shares)
    for time in stride(from: 0.0, through: 22, by: 0.5) {
      let share = try #require(curve.survival(at: time))
      #expect(abs(try #require(reference.survival(at: time)) - share) < 1e-15)
    }
    #expect(reference.cumulativeHazard(at: 22.5) == nil)
    let sample = try RightCensoredSample(times: [2, 9, 30], isEvent: [true, true, false])
    #expect(throws: SurvivalError.beyondReference(subject: 2, time: 30)) {
      try OneSampleLogRank(sample, against: reference)
    }
    let short = try RightCensoredSample(times: [2, 9], isEvent: [true, true])
    let expected = try OneSampleLogRank(short, against: reference).expected
    #expect(abs(expected + log(shares[1] * shares[5])) < 1e-14)
    // A curve that has fallen to 0 says nothing of who is still followed.
    let fallen = try ReferenceCurve.table(times: [1, 2], survival: [0.5, 0])
    #expect(fallen.cumulativeHazard(at: 2) == nil && fallen.cumulativeHazard(at: 1.9) != nil)
  }

  @Test("has no z where nothing is expected")
  func nothingExpected() throws {
    let sample = try RightCensoredSample(times: [0, 0], isEvent: [true, false])
    let test = try OneSampleLogRank(sample, against: .exponential(rate: 1))
    #expect(test.expected == 0 && test.test() == nil && test.ratio == nil)
    #expect(test.ratioLimits(level: 0.95) == nil && test.poisson == nil)
    // One event, none expected: (1 - 0) over the root of 1/2.
    #expect(abs(try #require(test.test(.wu)).z - 2.0.squareRoot()) < 1e-15)
  }

  @Test("refuses curves that are none, saying which number is wrong")
  func faults() {
    #expect(throws: SurvivalError.notPositive(parameter: "median", value: 0)) {
      try ReferenceCurve.exponential(median: 0)
    }
    #expect(throws: SurvivalError.notPositive(parameter: "rate", value: -.infinity)) {
      try ReferenceCurve.exponential(rate: -.infinity)
    }
    #expect(throws: SurvivalError.rising(parameter: "survival")) {
      try ReferenceCurve.table(times: [1, 2], survival: [0.5, 0.6])
    }
    #expect(throws: SurvivalError.notIncreasing(parameter: "breaks")) {
      try ReferenceCurve.piecewiseExponential(breaks: [4, 4], hazards: [1, 1, 1])
    }
    #expect(throws: SurvivalError.countMismatch(expected: 2, found: 1)) {
      try ReferenceCurve.piecewiseExponential(breaks: [4], hazards: [1])
    }
    #expect(throws: SurvivalError.notAShare(parameter: "survival", value: 1.5)) {
      try ReferenceCurve.table(times: [1], survival: [1.5])
    }
  }
}
