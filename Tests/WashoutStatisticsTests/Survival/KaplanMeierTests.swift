import TestSupport
import Testing
import WashoutStatistics

@Suite("The Kaplan-Meier curve")
struct KaplanMeierTests {
  struct Sample {
    let times: [Double]
    let isEvent: [Bool]

    init(_ times: [Double], _ events: [Int]) {
      self.times = times
      isEvent = events.map { $0 == 1 }
    }

    var curve: KaplanMeier {
      var curve = KaplanMeier(capacity: times.count)
      curve.fit(times: times, isEvent: isEvent, count: times.count)
      return curve
    }
  }

  /// The data sets of Tests/Reference/survival.R.
  static let samples: [String: Sample] = [
    "freireich": Sample(
      [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
      [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]),
    "visits": Sample(
      [4, 4, 4, 8, 8, 8, 12, 12, 12, 12, 12, 12, 6, 6, 2],
      [1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    "single": Sample([5], [1]),
    "unordered": Sample([9, 1, 5, 3, 7], [1, 1, 0, 1, 0]),
  ]

  @Test("is that of R's survfit with log-log limits (Tests/Reference/survival.R)")
  func reference() throws {
    let rows = try Reference("survival.csv").rows
    #expect(rows.count == 57)
    for row in rows {
      let curve = try #require(Self.samples[row[0]]).curve
      let time = try #require(Double(row[1]))
      let survival = try #require(curve.survival(at: time))
      #expect(abs(survival - (Double(row[2]) ?? .nan)) < 1e-14, "\(row)")
      #expect(curve.numberAtRisk(at: time) == Int(row[6]), "\(row)")
      if let error = Double(row[3]) {
        let variance = try #require(curve.variance(at: time))
        #expect(abs(variance.squareRoot() - error) < 1e-14, "\(row)")
      }
      let limits = try #require(curve.limits(at: time, level: 0.95))
      #expect(limits.isExact == (survival == 1 || survival == 0), "\(row)")
      if !limits.isExact {
        #expect(abs(limits.interval.lower - (Double(row[4]) ?? .nan)) < 1e-13, "\(row)")
        #expect(abs(limits.interval.upper - (Double(row[5]) ?? .nan)) < 1e-13, "\(row)")
      }
    }
  }

  @Test("without censoring is the share without the event, with its binomial variance")
  func uncensored() throws {
    let curve = Sample([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 1, 1, 1, 1, 1, 1]).curve
    for time in 1...8 {
      let share = Double(8 - time) / 8
      #expect(abs(try #require(curve.survival(at: Double(time))) - share) < 1e-15)
      let variance = try #require(curve.variance(at: Double(time)))
      #expect(abs(variance - share * (1 - share) / 8) < 1e-15)
    }
  }

  @Test("takes events before censorings at the same time")
  func ties() {
    let together = Sample([3, 3, 3, 3], [0, 1, 0, 0]).curve
    #expect(together.survival(at: 3) == 0.75)
    let censoredBefore = Sample([2.9, 3, 2.9, 2.9], [0, 1, 0, 0]).curve
    #expect(censoredBefore.survival(at: 3) == 0)
  }

  @Test("starts at 1, steps at the event and not before, and is carried forward")
  func steps() {
    let curve = Sample([2, 5, 6], [1, 0, 0]).curve
    #expect(curve.survival(at: 1.999) == 1)
    #expect(curve.survival(at: 2) == 2.0 / 3)
    #expect(curve.survival(at: 1_000) == 2.0 / 3)
    #expect(curve.events(by: 1.999) == 0 && curve.events(by: 2) == 1)
  }

  @Test("without events has the exact lower limit of those at risk at the time")
  func allCensored() throws {
    let curve = Sample([4, 12, 12, 12, 12], [0, 0, 0, 0, 0]).curve
    #expect(curve.survival(at: 12) == 1 && curve.variance(at: 12) == 0)
    let limits = try #require(curve.limits(at: 12, level: 0.95))
    let four = try #require(Proportion(events: 4, of: 4)).clopperPearson(level: 0.95)
    #expect(limits.isExact && limits.interval == four)
    let five = try #require(Proportion(events: 5, of: 5)).clopperPearson(level: 0.95)
    #expect(curve.limits(at: 4, level: 0.95)?.interval == five)
    #expect(five.lower > four.lower)
    // Nobody is followed beyond week 12, so nothing is known.
    let beyond = try #require(curve.limits(at: 13, level: 0.95))
    #expect(beyond.isExact && beyond.interval == Interval(lower: 0, upper: 1))
  }

  @Test("that has fallen to 0 has the exact upper limit of those with an event")
  func allEvents() throws {
    let curve = Sample([4, 5, 7, 12], [1, 0, 1, 1]).curve
    #expect(curve.survival(at: 12) == 0 && curve.variance(at: 12) == 0)
    let limits = try #require(curve.limits(at: 12, level: 0.95))
    let three = try #require(Proportion(events: 0, of: 3)).clopperPearson(level: 0.95)
    #expect(limits.isExact && limits.interval == three)
  }

  @Test("of nobody does not exist")
  func nobody() {
    let curve = Sample([], []).curve
    #expect(curve.survival(at: 1) == nil && curve.variance(at: 1) == nil)
    #expect(curve.limits(at: 1, level: 0.95) == nil)
    #expect(curve.numberAtRisk(at: 0) == 0)
  }

  @Test("forgets the trial before, and reads only the people it is told of")
  func refit() throws {
    let sample = try #require(Self.samples["freireich"])
    var curve = Sample([1, 2, 3], [1, 1, 1]).curve
    curve.fit(times: sample.times, isEvent: sample.isEvent, count: sample.times.count)
    #expect(curve.survival(at: 25) == sample.curve.survival(at: 25))
    curve.fit(times: sample.times, isEvent: sample.isEvent, count: 4)
    #expect(curve.count == 4 && curve.survival(at: 25) == 0.25)
  }
}
