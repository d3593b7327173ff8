import TestSupport
import Testing
import WashoutStatistics

/// R's survfit, its quantiles and restricted means: Tests/Reference/kaplan_meier.R.
@Suite("The Kaplan-Meier curve on every scale")
struct KaplanMeierReferenceTests {
  /// Rows of one quantity with their curve.
  private func rows(_ quantity: String) throws -> [(KaplanMeier, [String])] {
    let sets = try SurvivalSets.all()
    return try Reference("kaplan_meier").rows.filter { $0[1] == quantity }.map {
      (KaplanMeier(try #require(sets[$0[0]])), $0)
    }
  }

  @Test("has R's shares, errors, numbers at risk and limits")
  func limits() throws {
    let rows = try rows("survival")
    #expect(rows.count > 1_000)
    for (curve, row) in rows {
      let scale = try #require(SurvivalScale(rawValue: row[2]))
      let (level, time) = (try #require(Double(row[3])), try #require(Double(row[4])))
      let survival = try #require(curve.survival(at: time))
      #expect(agrees(survival, row[5]), "\(row)")
      #expect(String(curve.numberAtRisk(at: time)) == row[9], "\(row)")
      let limits = try #require(curve.limits(at: time, level: level, scale: scale))
      if survival == 0 || survival == 1 { continue }
      #expect(!limits.isExact, "\(row)")
      #expect(agrees(curve.variance(at: time)?.squareRoot(), row[6]), "\(row)")
      #expect(agrees(limits.interval.lower, row[7]), "\(row)")
      #expect(agrees(limits.interval.upper, row[8]), "\(row)")
    }
  }

  @Test("has R's quantiles with their limits, also where the curve is exactly flat")
  func quantiles() throws {
    let rows = try rows("quantile")
    #expect(rows.count > 400)
    var notReached = 0
    for (curve, row) in rows {
      let scale = try #require(SurvivalScale(rawValue: row[2]))
      let (level, share) = (try #require(Double(row[3])), try #require(Double(row[4])))
      let quantile = curve.quantile(share, level: level, scale: scale)
      #expect(agrees(quantile.value, row[5]), "\(row)")
      #expect(agrees(quantile.lower, row[7]), "\(row)")
      #expect(agrees(quantile.upper, row[8]), "\(row)")
      if quantile.value == nil { notReached += 1 }
    }
    #expect(notReached > 50 && notReached < rows.count / 2)
  }

  @Test("has R's restricted means with their errors, short of and beyond the last time")
  func restrictedMeans() throws {
    let rows = try rows("mean")
    #expect(rows.count > 40)
    for (curve, row) in rows {
      let horizon = try #require(Double(row[4]))
      let mean = try #require(curve.restrictedMean(to: horizon))
      #expect(agrees(mean.value, row[5]), "\(row)")
      #expect(agrees(mean.standardError, row[6]), "\(row)")
    }
  }

  @Test("has the published errors of the 6-mercaptopurine group")
  func published() throws {
    // Klein and Moeschberger (2003), table 4.1.
    let curve = KaplanMeier(try SurvivalSets.sample("freireich"))
    for (time, survival, error) in [
      (6.0, 0.857, 0.0764), (7, 0.807, 0.0869), (10, 0.753, 0.0963), (13, 0.690, 0.1068),
      (16, 0.627, 0.1141), (22, 0.538, 0.1282), (23, 0.448, 0.1346),
    ] {
      #expect(abs(try #require(curve.survival(at: time)) - survival) <= 5.001e-4)
      let variance = try #require(curve.variance(at: time))
      #expect(abs(variance.squareRoot() - error) <= 5.001e-5)
    }
  }

  @Test("has limits on every scale where it is 1 or 0", arguments: SurvivalScale.allCases)
  func exact(scale: SurvivalScale) throws {
    let curve = try SurvivalSets.curve([2, 4, 4, 7], [0, 1, 1, 1])
    let four = try #require(Proportion(events: 4, of: 4)).clopperPearson(level: 0.9)
    let before = try #require(curve.limits(at: 1, level: 0.9, scale: scale))
    #expect(before.isExact && before.interval == four)
    let during = try #require(curve.limits(at: 5, level: 0.9, scale: scale))
    let after = try #require(curve.limits(at: 7, level: 0.9, scale: scale))
    #expect(!during.isExact && !after.isExact)
    #expect(after.interval == Interval(lower: 0, upper: during.interval.upper))
    let uncensored = try SurvivalSets.curve([4, 4, 7], [1, 1, 1])
    let three = try #require(Proportion(events: 0, of: 3)).clopperPearson(level: 0.9)
    let fallen = try #require(uncensored.limits(at: 7, level: 0.9, scale: scale))
    #expect(fallen.isExact && fallen.interval == three)
  }
}

@Suite("A quantile of the time to an event")
struct TimeQuantileTests {
  @Test("is the middle of an exactly flat stretch, of a sample without censoring the usual median")
  func flat() throws {
    #expect(try SurvivalSets.curve([1, 2, 3, 4], [1, 1, 1, 1]).median(level: 0.95).value == 2.5)
    #expect(try SurvivalSets.curve([1, 2, 3], [1, 1, 1]).median(level: 0.95).value == 2)
    // At 10 of 20 the products of survfit's curve are not exactly 1/2.
    let curve = KaplanMeier(try SurvivalSets.sample("flat"))
    #expect(curve.survival(at: 15) != 0.5 && curve.median(level: 0.95).value == 18)
    #expect(curve.quantile(0.51, level: 0.95).value == 21)
  }

  @Test(
    "where the curve stays there to the end is the middle between that and the last observation")
  func flatToTheEnd() throws {
    #expect(try SurvivalSets.curve([1, 2, 3, 4], [1, 1, 0, 0]).median(level: 0.95).value == 3)
    #expect(try SurvivalSets.curve([1, 2], [1, 0]).median(level: 0.95).value == 1.5)
    #expect(try SurvivalSets.curve([1, 2, 3], [1, 0, 0]).median(level: 0.95).value == nil)
  }

  @Test("has no value and no limits where it is not reached, or for nobody")
  func notReached() throws {
    let censored = try SurvivalSets.curve([5, 6], [0, 0]).median(level: 0.95)
    #expect(censored.value == nil && censored.lower == nil && censored.upper == nil)
    #expect(KaplanMeier().median(level: 0.95).value == nil)
    let some = KaplanMeier(try SurvivalSets.sample("freireich")).median(level: 0.95)
    #expect(some.value == 23 && some.lower == 13 && some.upper == nil)
  }

  @Test("lies within its limits, which are wider for a higher level, on every scale")
  func order() throws {
    let curve = KaplanMeier(try SurvivalSets.sample("lung"))
    for scale in SurvivalScale.allCases {
      let wide = curve.median(level: 0.99, scale: scale)
      let narrow = curve.median(level: 0.5, scale: scale)
      let value = try #require(narrow.value)
      #expect(wide.value == value)
      let (low, high) = (try #require(narrow.lower), try #require(narrow.upper))
      #expect(low <= value && value <= high)
      #expect(try #require(wide.lower) < low)
    }
  }
}

@Suite("The restricted mean")
struct RestrictedMeanTests {
  @Test("of everybody followed to the event is the mean time, with its population variance over n")
  func mean() throws {
    let curve = try SurvivalSets.curve([1, 2, 3, 6], [1, 1, 1, 1])
    let mean = try #require(curve.restrictedMean(to: 6))
    #expect(abs(mean.value - 3) < 1e-14)
    // The variance of 1, 2, 3, 6 with divisor n is 3.5.
    #expect(abs(mean.standardError - (3.5 / 4.0).squareRoot()) < 1e-14)
    #expect(!mean.isCarriedForward)
  }

  @Test("before the first event is the horizon; after the last observation it says so")
  func edges() throws {
    let curve = try SurvivalSets.curve([2, 4, 5], [1, 0, 0])
    let early = try #require(curve.restrictedMean(to: 1.5))
    #expect(early.value == 1.5 && early.standardError == 0 && !early.isCarriedForward)
    let late = try #require(curve.restrictedMean(to: 8))
    #expect(late.isCarriedForward && abs(late.value - 6) < 1e-14)
    #expect(curve.restrictedMean(to: 5)?.isCarriedForward == false)
    let fallen = try SurvivalSets.curve([2, 4], [1, 1])
    #expect(fallen.restrictedMean(to: 9) == fallen.restrictedMean(to: 4))
    #expect(KaplanMeier().restrictedMean(to: 1) == nil)
  }

  @Test("keeps its digits with 10^6 people")
  func large() throws {
    let n = 1_000_000
    let curve = try SurvivalSets.curve((1...n).map(Double.init), Array(repeating: 1, count: n))
    let mean = try #require(curve.restrictedMean(to: Double(n)))
    #expect(relativeError(mean.value, Double(n + 1) / 2) < 1e-9)
    let variance = (Double(n) * Double(n) - 1) / 12
    #expect(relativeError(mean.standardError, (variance / Double(n)).squareRoot()) < 1e-9)
    #expect(curve.median(level: 0.95).value == Double(n + 1) / 2)
  }
}
