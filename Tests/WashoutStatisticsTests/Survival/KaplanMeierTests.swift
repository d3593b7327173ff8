import Foundation
import TestSupport
import Testing
import WashoutNumerics
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
    let rows = try Reference("survival").rows
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
      if survival == 1 { #expect(limits.isExact, "\(row)") }
      if survival > 0 && survival < 1 {
        #expect(!limits.isExact, "\(row)")
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

  @Test("that has fallen to 0 has the exact upper limit of all people, if nobody was censored")
  func allEvents() throws {
    let curve = Sample([4, 5, 7, 12], [1, 1, 1, 1]).curve
    #expect(curve.survival(at: 12) == 0 && curve.variance(at: 12) == 0)
    let limits = try #require(curve.limits(at: 12, level: 0.95))
    let four = try #require(Proportion(events: 0, of: 4)).clopperPearson(level: 0.95)
    #expect(limits.isExact && limits.interval == four)
  }

  @Test("that has fallen to 0 after censorings keeps the upper limit of the step before")
  func fallenAfterCensoring() throws {
    let curve = Sample([4, 5, 7, 12], [1, 0, 1, 1]).curve
    let (before, after) = (
      try #require(curve.limits(at: 7, level: 0.95)),
      try #require(curve.limits(at: 12, level: 0.95))
    )
    #expect(after.interval == Interval(lower: 0, upper: before.interval.upper) && !after.isExact)
    // Of those with an event alone, 0 of 3, the limit would be another.
    #expect(
      after.interval.upper != Proportion(events: 0, of: 3)?.clopperPearson(level: 0.95).upper)
    let oneStep = Sample([1, 2, 3, 3, 3], [0, 0, 1, 1, 1]).curve
    let three = try #require(Proportion(events: 0, of: 3)).clopperPearson(level: 0.95)
    #expect(oneStep.limits(at: 3, level: 0.95)?.interval == three)
  }

  /// Exponential times with median 10, censored uniformly on (0, 20).
  ///
  /// Who is right: the true S at the time of the last event, when few are at risk in most such samples.
  @Test(
    "that has fallen to 0 after censorings still covers, which those with an event alone do not")
  func coverageAtZero() {
    let random = RandomSource(seed: 7)
    random.rewind(SubjectKey(replicate: 0, subject: 0), Stream(rawValue: 1))
    var curve = KaplanMeier(capacity: 20)
    var (fallen, missed, missedByCount) = (0, 0, 0)
    for _ in 0..<20_000 {
      var (times, isEvent) = ([Double](), [Bool]())
      for _ in 0..<20 {
        let event = random.exponential(mean: 10 / log(2))
        let censored = 20 * random.uniform()
        times.append(min(event, censored))
        isEvent.append(event <= censored)
      }
      curve.fit(times: times, isEvent: isEvent, count: 20)
      guard let last = curve.eventTimes.last, curve.survival(at: last) == 0 else { continue }
      fallen += 1
      let truth = pow(0.5, last / 10)
      if (curve.limits(at: last, level: 0.95)?.interval.upper ?? 0) < truth { missed += 1 }
      let events = curve.events(by: last)
      let alone = Proportion(events: 0, of: events)?.clopperPearson(level: 0.95).upper ?? 0
      if alone < truth { missedByCount += 1 }
    }
    let allowed = 0.025 * Double(fallen)
    #expect(fallen > 1_000)
    #expect(Double(missed) < allowed + 4 * allowed.squareRoot())
    #expect(Double(missedByCount) > 0.4 * Double(fallen))
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
