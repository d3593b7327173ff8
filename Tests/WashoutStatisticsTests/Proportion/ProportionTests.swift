import Foundation
import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("The interval of a proportion")
struct ProportionTests {
  /// Both limits of both methods for 0 to 15 events among 15, to the printed digits, by R 4.2's
  /// binom.test and by Wilson's formula: Clopper-Pearson, then Wilson.
  static let fifteen: [[Double]] = [
    [0, 0.218, 0, 0.204], [0.002, 0.319, 0.012, 0.298], [0.017, 0.405, 0.037, 0.379],
    [0.043, 0.481, 0.070, 0.452], [0.078, 0.551, 0.109, 0.520], [0.118, 0.616, 0.152, 0.583],
    [0.163, 0.677, 0.198, 0.643], [0.213, 0.734, 0.248, 0.699], [0.266, 0.787, 0.301, 0.752],
    [0.323, 0.837, 0.357, 0.802], [0.384, 0.882, 0.417, 0.848], [0.449, 0.922, 0.480, 0.891],
    [0.519, 0.957, 0.548, 0.930], [0.595, 0.983, 0.621, 0.963], [0.681, 0.998, 0.702, 0.988],
    [0.782, 1, 0.796, 1],
  ]

  @Test("of 15 people is the tabled one")
  func table() throws {
    for (events, limits) in Self.fifteen.enumerated() {
      let proportion = try #require(Proportion(events: events, of: 15))
      let exact = proportion.clopperPearson(level: 0.95)
      let score = proportion.wilson(level: 0.95)
      for (value, printed) in zip([exact.lower, exact.upper, score.lower, score.upper], limits) {
        #expect(abs(value - printed) <= 0.0005, "\(events) of 15")
      }
    }
  }

  @Test("is that of R (Tests/Reference/proportions.R), from one person to a million")
  func reference() throws {
    let rows = try Reference("proportions").rows.filter { row in
      row[0].hasPrefix("exact") || row[0].hasPrefix("score")
    }
    #expect(rows.count == 286)
    for row in rows {
      let numbers = row.dropFirst().compactMap(Double.init)
      let proportion = try #require(Proportion(events: Int(numbers[0]), of: Int(numbers[1])))
      let method: IntervalMethod = row[0].hasPrefix("exact") ? .clopperPearson : .wilson
      let interval = proportion.interval(method, level: numbers[2])
      let value = row[0].hasSuffix("lower") ? interval.lower : interval.upper
      // R's score limits of 0 and of all events carry rounding; the exact ones 1e-9 at a million.
      let tolerance = numbers[1] > 1e5 ? 1e-9 : 1e-11
      #expect(
        abs(value - numbers[3]) <= tolerance * max(numbers[3], 1e-4), "\(row): \(value)")
    }
  }

  @Test("widens with the level and differs between methods")
  func different() throws {
    let proportion = try #require(Proportion(events: 3, of: 15))
    let narrow = proportion.clopperPearson(level: 0.9)
    let wide = proportion.clopperPearson(level: 0.95)
    #expect(wide.lower < narrow.lower && narrow.upper < wide.upper)
    #expect(wide.width > proportion.wilson(level: 0.95).width)
  }

  @Test("of the events mirrors that of the people without", arguments: [1, 2, 15, 150])
  func mirrored(_ people: Int) throws {
    for events in 0...people {
      for method in IntervalMethod.allCases {
        let one = try #require(Proportion(events: events, of: people))
        let other = try #require(Proportion(events: people - events, of: people))
        let mirror = other.interval(method, level: 0.95)
        let interval = one.interval(method, level: 0.95)
        #expect(abs(interval.lower - (1 - mirror.upper)) < 1e-13)
        #expect(abs(interval.upper - (1 - mirror.lower)) < 1e-13)
      }
    }
  }

  @Test("solves its defining equations where GSL's beta quantile gives up")
  func large() throws {
    let cases = [(30_000, 100_000), (300_000, 1_000_000), (7, 1_000_000), (3_000_000, 10_000_000)]
    for (events, people) in cases {
      let proportion = try #require(Proportion(events: events, of: people))
      let interval = proportion.clopperPearson(level: 0.95)
      let low = BinomialDistribution(trials: people, probability: interval.lower)
      let high = BinomialDistribution(trials: people, probability: interval.upper)
      #expect(abs(low.survival(events - 1) - 0.025) < 1e-8, "\(events) of \(people)")
      #expect(abs(high.cdf(events) - 0.025) < 1e-8, "\(events) of \(people)")
    }
  }

  @Test("has closed forms for nobody and for everybody")
  func extremes() throws {
    // 1 - (alpha / 2)^(1/n): after 0 of 15, one-sided 95 %, 18.1 %.
    let none = try #require(Proportion(events: 0, of: 15)).clopperPearson(level: 0.9)
    #expect(none.lower == 0 && abs(none.upper - (1 - pow(0.05, 1.0 / 15))) < 1e-14)
    let all = try #require(Proportion(events: 1, of: 1)).clopperPearson(level: 0.95)
    #expect(all.upper == 1 && abs(all.lower - 0.025) < 1e-15)
  }

  /// Among n all with the event the lower limit is (alpha / 2)^(1/n), with one event 1 - (1 - alpha / 2)^(1/n); the
  /// probabilities behind the limits of counts in the middle are far below the smallest number.
  @Test(
    "has closed forms among a million, where probabilities underflow",
    arguments: [0.5, 0.95, 1 - 1e-15])
  func million(_ level: Double) throws {
    let (n, tail) = (1e6, (1 - level) / 2)
    func limits(_ events: Int) throws -> Interval {
      try #require(Proportion(events: events, of: 1_000_000)).clopperPearson(level: level)
    }
    let rare = -expm1(Foundation.log(tail) / n)
    let one = -expm1(log1p(-tail) / n)
    #expect(try limits(0).lower == 0 && abs(limits(0).upper / rare - 1) < 1e-9)
    #expect(try limits(1_000_000).upper == 1 && abs(limits(1_000_000).lower - (1 - rare)) < 1e-12)
    #expect(try abs(limits(1).lower / one - 1) < 1e-9)
    for events in [2, 1_000, 500_000, 999_998] {
      let interval = try limits(events)
      let rate = Double(events) / n
      #expect(0 < interval.lower && interval.lower < rate)
      #expect(rate < interval.upper && interval.upper < 1)
    }
  }

  @Test("needs people, and no more events than people")
  func impossible() {
    #expect(Proportion(events: 0, of: 0) == nil)
    #expect(Proportion(events: -1, of: 3) == nil)
    #expect(Proportion(events: 4, of: 3) == nil)
  }

  @Test("comes with the estimate and its model standard error")
  func estimate() throws {
    let proportion = try #require(Proportion(events: 3, of: 12))
    #expect(proportion.estimate == 0.25)
    #expect(relativeError(proportion.standardError, 0.125) < 1e-15)  // sqrt(0.25 * 0.75 / 12)
    #expect(try #require(Proportion(events: 0, of: 12)).standardError == 0)
  }
}

@Suite("The binomial distribution")
struct BinomialDistributionTests {
  @Test("is 0 and 1 outside its range and whole at its edges")
  func edges() {
    let count = BinomialDistribution(trials: 4, probability: 0.5)
    #expect(count.pmf(-1) == 0 && count.pmf(5) == 0)
    #expect(count.cdf(-1) == 0 && count.cdf(4) == 1 && count.cdf(99) == 1)
    #expect(count.survival(-1) == 1 && count.survival(4) == 0)
    #expect(relativeError(count.cdf(1), 5.0 / 16) < 1e-13)
    #expect(relativeError(count.pmf(2), 6.0 / 16) < 1e-13)
    for probability in [0.0, 1.0] {
      let sure = BinomialDistribution(trials: 4, probability: probability)
      #expect((0...4).map(sure.pmf) == (probability == 0 ? [1, 0, 0, 0, 0] : [0, 0, 0, 0, 1]))
      #expect((0...4).map(sure.cdf) == (probability == 0 ? [1, 1, 1, 1, 1] : [0, 0, 0, 0, 1]))
    }
    let nobody = BinomialDistribution(trials: 0, probability: 0.3)
    #expect(nobody.pmf(0) == 1 && nobody.cdf(0) == 1 && nobody.survival(0) == 0)
  }

  @Test("sums its probabilities", arguments: [1, 15, 60])
  func sums(_ trials: Int) {
    let count = BinomialDistribution(trials: trials, probability: 0.29)
    var sum = 0.0
    for x in 0...trials {
      sum += count.pmf(x)
      #expect(abs(count.cdf(x) - sum) < 1e-13 && abs(count.survival(x) - (1 - sum)) < 1e-13)
    }
  }

  @Test("at ten million trials, where GSL's continued fraction ends in NaN, is that of R")
  func millions() {
    // R 4.2.2: pbinom(3e6, 1e7, 0.3), pbinom(3e6, 1e7, 0.3005).
    let middle = BinomialDistribution(trials: 10_000_000, probability: 0.3)
    #expect(abs(middle.cdf(3_000_000) - 0.500_156_001_245_903_87) < 1e-7)
    #expect(abs(middle.survival(3_000_000) - 0.499_843_998_754_096_13) < 1e-7)
    let tail = BinomialDistribution(trials: 10_000_000, probability: 0.3005)
    #expect(relativeError(tail.cdf(3_000_000), 0.000_281_496_753_304_246_19) < 1e-7)
  }
}
