import Foundation
import Testing
import WashoutStatistics

@Suite("A tilted proportion")
struct TiltedProportionTests {
  struct Counts: Sendable {
    var events: Int
    var observed: Int
    var missing: Int
  }

  /// Every count of up to 12 observed and 6 missing.
  static let all: [Counts] = (1...12).flatMap { m in
    (0...6).flatMap { l in (0...m).map { Counts(events: $0, observed: m, missing: l) } }
  }

  private func tilted(_ counts: Counts, _ odds: Double) throws -> TiltedProportion {
    try #require(
      TiltedProportion(
        events: counts.events, of: counts.observed, missing: counts.missing, odds: odds))
  }

  private func expectEqual(_ tilted: TiltedProportion, _ plain: Proportion) {
    #expect(abs(tilted.estimate - plain.estimate) < 1e-14)
    #expect(abs(tilted.variance - plain.standardError * plain.standardError) < 1e-14)
    let (a, b) = (tilted.wilson(level: 0.95), plain.wilson(level: 0.95))
    #expect(abs(a.lower - b.lower) < 1e-12 && abs(a.upper - b.upper) < 1e-12)
  }

  @Test(
    "at odds 1 is that of the observed, at odds 0 that without, at infinite odds that with them")
  func limits() throws {
    for counts in Self.all {
      let (x, m, l) = (counts.events, counts.observed, counts.missing)
      expectEqual(try tilted(counts, 1), try #require(Proportion(events: x, of: m)))
      expectEqual(try tilted(counts, 0), try #require(Proportion(events: x, of: m + l)))
      expectEqual(try tilted(counts, .infinity), try #require(Proportion(events: x + l, of: m + l)))
      if x > 0 {
        let huge = try tilted(counts, 1e12).estimate
        #expect(abs(huge - Double(x + l) / Double(m + l)) < 1e-9)
      }
    }
    #expect(try tilted(Counts(events: 3, observed: 10, missing: 4), 2).estimate > 0.3)
  }

  @Test("is (x + l q) / (m + l), worked by hand: 3 of 10, 4 missing with odds 2")
  func byHand() throws {
    // p = 0.3, q = 2 * 0.3 / (0.7 + 2 * 0.3) = 6/13, theta = (3 + 24/13) / 14.
    let proportion = try tilted(Counts(events: 3, observed: 10, missing: 4), 2)
    #expect(abs(proportion.estimate - (3 + 24.0 / 13) / 14) < 1e-15)
    // dtheta/dp = 10/14 + 4/14 * 2 / 1.3^2; q - p = 6/13 - 3/10; s (1 - s) = 40/196.
    let slope = 10.0 / 14 + 4.0 / 14 * 2 / 1.69
    let distance = 6.0 / 13 - 0.3
    let variance = slope * slope * 0.021 + distance * distance * 40 / 196 / 14
    #expect(abs(proportion.variance - variance) < 1e-15)
  }

  @Test(
    "has the variance that its slopes by p and by the share missing give, by finite differences")
  func deltaMethod() throws {
    for odds in [0.2, 0.7, 3, 20] {
      let (x, m, l) = (30.0, 100.0, 25.0)
      func theta(_ p: Double, _ s: Double) -> Double {
        (1 - s) * p + s * odds * p / (1 - p + odds * p)
      }
      let (p, s, h) = (x / m, l / (m + l), 1e-6)
      let byRate = (theta(p + h, s) - theta(p - h, s)) / (2 * h)
      let byShare = (theta(p, s + h) - theta(p, s - h)) / (2 * h)
      let variance = byRate * byRate * p * (1 - p) / m + byShare * byShare * s * (1 - s) / (m + l)
      let proportion = try tilted(Counts(events: 30, observed: 100, missing: 25), odds)
      #expect(abs(proportion.variance / variance - 1) < 1e-8)
    }
  }

  @Test("rises with the odds and with the events, and its limits hold it")
  func order() throws {
    let odds = [0, 0.1, 0.5, 1, 2, 10, 1000]
    for counts in Self.all {
      let series = try odds.map { try tilted(counts, $0) }
      for (a, b) in zip(series, series.dropFirst()) { #expect(a.estimate <= b.estimate) }
      for proportion in series {
        let limits = proportion.wilson(level: 0.95)
        #expect(limits.contains(proportion.estimate) && limits.lower >= 0 && limits.upper <= 1)
      }
      guard counts.events < counts.observed else { continue }
      var more = counts
      more.events += 1
      for (odds, fewer) in zip(odds, series) {
        #expect(try tilted(more, odds).estimate > fewer.estimate)
      }
    }
  }

  @Test("covers at about its level where its assumption holds")
  func coverage() throws {
    // 60 people, each missing with probability 0.25; p = 0.3, odds 3 for the missing. All outcomes summed.
    let (p, odds, missing) = (0.3, 3.0, 0.25)
    let theta = 0.75 * p + 0.25 * odds * p / (1 - p + odds * p)
    let trial = MissingOutcomeTrial(enrolled: 60, observed: 0.75, missing: missing, rate: p)
    func covered(_ assumed: Double) -> Double {
      trial.power(
        MissingOutcomeTable(upTo: 60) { x, m, l in
          TiltedProportion(events: x, of: m, missing: l, odds: assumed)?.wilson(level: 0.95)
            .contains(theta) ?? false
        })
    }
    #expect(abs(covered(odds) - 0.95) < 0.012)
    // An analysis that believes the missing to be like the others misses the truth more often.
    #expect(covered(1) < 0.90)
  }

  @Test("does not exist where nobody is observed, unless the odds alone decide")
  func nobody() {
    #expect(TiltedProportion(events: 0, of: 0, missing: 3, odds: 2) == nil)
    #expect(TiltedProportion(events: 0, of: 0, missing: 0, odds: 0) == nil)
    #expect(TiltedProportion(events: 0, of: 0, missing: 3, odds: 0)?.estimate == 0)
    #expect(TiltedProportion(events: 0, of: 0, missing: 3, odds: .infinity)?.estimate == 1)
    #expect(TiltedProportion(events: 2, of: 1, missing: 0, odds: 1) == nil)
    #expect(TiltedProportion(events: 1, of: 1, missing: 0, odds: .nan) == nil)
    #expect(TiltedProportion(events: 1, of: 1, missing: 0, odds: -1) == nil)
  }
}

@Suite("A trial with missing outcomes")
struct MissingOutcomeTrialTests {
  private static let trial = MissingOutcomeTrial(
    enrolled: 7, observed: 0.6, missing: 0.25, rate: 0.3)

  /// Any set of counts, with gaps.
  private static func succeeds(_ x: Int, _ m: Int, _ l: Int) -> Bool { (x * 5 + m * 3 + l) % 4 < 2 }

  /// Each of four classes for each of seven people, 4^7 sequences.
  private func enumerated(_ trial: MissingOutcomeTrial) -> Double {
    let chances = [
      trial.observed * trial.rate, trial.observed * (1 - trial.rate), trial.missing,
      1 - trial.observed - trial.missing,
    ]
    var total = 0.0
    for sequence in 0..<(1 << (2 * trial.enrolled)) {
      var (chance, counts) = (1.0, [0, 0, 0, 0])
      for person in 0..<trial.enrolled {
        let kind = (sequence >> (2 * person)) & 3
        chance *= chances[kind]
        counts[kind] += 1
      }
      if Self.succeeds(counts[0], counts[0] + counts[1], counts[2]) { total += chance }
    }
    return total
  }

  @Test("succeeds as often as all sequences of outcomes say")
  func power() {
    let table = MissingOutcomeTable(upTo: 9, Self.succeeds)
    #expect(abs(Self.trial.power(table) - enumerated(Self.trial)) < 1e-13)
    let other = MissingOutcomeTrial(enrolled: 7, observed: 0.6, missing: 0.25, rate: 0.4)
    #expect(abs(other.power(table) - enumerated(Self.trial)) > 1e-4)
  }

  @Test("moves with its three probabilities as finite differences say")
  func slopes() {
    let table = MissingOutcomeTable(upTo: 7, Self.succeeds)
    func power(_ e: Double, _ q: Double, _ p: Double) -> Double {
      MissingOutcomeTrial(enrolled: 7, observed: e, missing: q, rate: p).power(table)
    }
    let (e, q, p, h) = (0.6, 0.25, 0.3, 1e-5)
    let slopes = Self.trial.powerSlopes(table)
    #expect(abs(slopes.observed - (power(e + h, q, p) - power(e - h, q, p)) / (2 * h)) < 1e-8)
    #expect(abs(slopes.missing - (power(e, q + h, p) - power(e, q - h, p)) / (2 * h)) < 1e-8)
    #expect(abs(slopes.rate - (power(e, q, p + h) - power(e, q, p - h)) / (2 * h)) < 1e-8)
  }

  @Test("is the trial of a random denominator where nothing is missing")
  func nothingMissing() {
    let plain = DecisionTable(
      upTo: 30, upperLimitBelow: 0.4, IntervalTable(upTo: 30, .wilson, level: 0.95))
    let table = MissingOutcomeTable(upTo: 30) { x, m, l in
      (TiltedProportion(events: x, of: m, missing: l, odds: 1)?.wilson(level: 0.95).upper ?? 1)
        < 0.4
    }
    let trial = MissingOutcomeTrial(enrolled: 30, observed: 0.8, missing: 0, rate: 0.2)
    let power = RandomDenominator(enrolled: 30, inclusion: 0.8, rate: 0.2).power(plain)
    #expect(abs(trial.power(table) - power) < 1e-12)
    // With odds 1 the missing do not matter.
    let some = MissingOutcomeTrial(enrolled: 30, observed: 0.8, missing: 0.15, rate: 0.2)
    #expect(abs(some.power(table) - power) < 1e-12)
    #expect(power > 0.1 && power < 0.9)
  }
}
