import Foundation
import Testing
import Washout
import WashoutNumerics

@Suite("Clocks of what happens beside the disease")
struct ClockTests {
  private static func scenario() throws -> Scenario {
    var scenario = try Scenario.itemsOnly()
    scenario.admitEverybody()
    scenario.estimands = []
    return scenario
  }

  @Test("a tenth is lost by week 24 where nothing is linked to loss")
  func lost() throws {
    var follower = try Follower(Self.scenario())
    var (byTwelve, byTwentyFour) = (0, 0)
    for subject in 0..<20_000 {
      try follower.follow(subject)
      let day = follower.scratch.courses[0].lostDay
      if day <= 84 { byTwelve += 1 }
      if day <= 168 { byTwentyFour += 1 }
    }
    #expect(isNear(byTwentyFour, of: 20_000, share: 0.10))
    #expect(!isNear(byTwentyFour, of: 20_000, share: 0.12))
    #expect(isNear(byTwelve, of: 20_000, share: 1 - 0.9.squareRoot()))
  }

  @Test("loss linked to activity comes when its cumulative hazard reaches the person's exponential")
  func linked() throws {
    var scenario = try Self.scenario()
    scenario.flares.backgroundPerYear = 3
    scenario.leaving.lost = Leaving.Clock(share: 0.4, byWeek: 24)
    scenario.leaving.lostLink = Leaving.ActivityLink(score: "sledai", logHazardPerPoint: 0.2)
    let mu = -log1p(-0.4) / 168
    let rules = RuleReading(activity: scenario.instrument)
    let random = RandomSource(seed: scenario.simulation.seed)
    var follower = try Follower(scenario)
    var (reached, moved) = (0, 0)
    for subject in 0..<3000 {
      try follower.follow(subject)
      random.rewind(Follower.key(subject), Stream(rawValue: 30))
      let limit = random.exponential(mean: 1)
      let day = follower.scratch.courses[0].lostDay
      let history = ItemHistory(activity: scenario.instrument, episodes: follower.scratch.episodes)
      let end = min(day, 171)
      func score(_ day: Double) -> Double {
        rules.values(of: history.counted(at: day))["sledai"] ?? 0
      }
      var hazard = mu * min(end, 84)
      let before = score(84)
      let breaks = [84] + history.changes(from: 84, to: end).sorted() + [end]
      for (left, right) in zip(breaks, breaks.dropFirst()) where right > left {
        hazard += mu * exp(0.2 * (score((left + right) / 2) - before)) * (right - left)
      }
      #expect(day <= 171 ? abs(hazard - limit) < 1e-8 : hazard < limit, "\(subject)")
      if day <= 171 { reached += 1 }
      if day <= 171 && abs(mu * day - limit) > 1e-6 { moved += 1 }
    }
    #expect(reached > 500)
    #expect(moved > 100)
  }

  @Test("a change of standard therapy multiplies flares and adds clearing", arguments: [0, 0.95])
  func therapy(maximumEffect: Double) throws {
    var scenario = try Self.scenario()
    scenario.drug.maximumEffect = maximumEffect
    scenario.leaving.therapyChanged = Leaving.Clock(share: 0.9, byWeek: 24)
    scenario.leaving.therapyFlareHazardTimes = 2.5
    scenario.leaving.therapyClearsPerWeek = 0.2
    scenario.flares.backgroundPerYear = 1.5
    var follower = try Follower(scenario)
    var flares = Tallied()
    var clearings = Tallied()
    for subject in 0..<1500 {
      try follower.follow(subject)
      let scratch = follower.scratch
      let change = min(scratch.courses[0].therapyDay, 171)
      flares.observed += scratch.flares.count { $0.day > change }
      clearings.observed += scratch.episodes.count { $0.end > change && $0.end <= 171 }
      let driven: Double = scratch.kinetics.isDriven ? 1 : 0
      let suppressible = driven * scenario.flares.suppressiblePerYear
      let effect = EffectSums(scratch.kinetics)
      let days = 171 - change
      let off = suppressible * (days - effect.integral(from: change, to: 171))
      let hazard = (scenario.flares.backgroundPerYear * days + off) / 365.25
      flares.expected += 2.5 * hazard
      flares.expectedUnchanged += hazard
      for episode in scratch.episodes {
        let item = try #require(scenario.instrument.items.first { $0.number == episode.item + 1 })
        let (from, to) = (max(change, episode.start), min(episode.end, 171))
        guard to > from else { continue }
        let added = driven == 1 ? item.drivenPerWeek : item.otherPerWeek
        let own = item.clearsPerWeek * (to - from) + added * effect.integral(from: from, to: to)
        clearings.expected += (own + 0.2 * (to - from)) / 7
        clearings.expectedUnchanged += own / 7
      }
    }
    for tallied in [flares, clearings] {
      #expect(abs(tallied.excess(over: tallied.expected)) < 4)
      #expect(abs(tallied.excess(over: tallied.expectedUnchanged)) > 8)
    }
  }

  @Test(
    "dosing stops in the share that its clock gives before the last dose, and only doses to come fall out"
  )
  func stops() throws {
    var scenario = try Self.scenario()
    scenario.trial.missedDoseShare = 0
    scenario.trial.doseWindowDays = 0
    scenario.leaving.stopsDosing = Leaving.Clock(share: 0.5, byWeek: 12)
    var follower = try Follower(scenario)
    var stopped = 0
    for subject in 0..<5000 {
      try follower.follow(subject)
      let day = follower.scratch.courses[0].stopDay
      #expect(follower.scratch.kinetics.doseDays == [0.0, 28, 56].filter { $0 <= day })
      #expect(day < 56 || day == .infinity)
      if day < .infinity { stopped += 1 }
    }
    #expect(isNear(stopped, of: 5000, share: 1 - pow(0.5, 56.0 / 84)))
    #expect(!isNear(stopped, of: 5000, share: 0.5))
  }

  @Test("doses after the first are missed in their share")
  func missedDoses() throws {
    var scenario = try Self.scenario()
    scenario.trial.missedDoseShare = 0.15
    scenario.leaving.stopsDosing = nil
    var follower = try Follower(scenario)
    var given = 0
    for subject in 0..<10_000 {
      try follower.follow(subject)
      let days = follower.scratch.kinetics.doseDays
      #expect(days.first == 0)
      given += days.count - 1
    }
    #expect(isNear(given, of: 20_000, share: 0.85))
    #expect(!isNear(given, of: 20_000, share: 0.87))
  }
}

/// Events against their compensator, whose difference has the compensator as its variance.
private struct Tallied {
  var observed = 0
  var expected = 0.0
  var expectedUnchanged = 0.0

  func excess(over expected: Double) -> Double {
    (Double(observed) - expected) / expected.squareRoot()
  }
}

/// Integrals of one person's effect, by small steps.
private struct EffectSums {
  private static let step = 0.125
  private static let start = -14.0
  private let sums: [Double]

  init(_ kinetics: Kinetics) {
    var sums = [0.0]
    var day = Self.start + Self.step / 2
    while day < 172 {
      sums.append(sums[sums.count - 1] + Self.step * kinetics.effect(day))
      day += Self.step
    }
    self.sums = sums
  }

  private func integral(to day: Double) -> Double {
    let place = max(day - Self.start, 0) / Self.step
    let whole = Int(place)
    return sums[whole] + (place - Double(whole)) * (sums[whole + 1] - sums[whole])
  }

  func integral(from: Double, to: Double) -> Double { integral(to: to) - integral(to: from) }
}
