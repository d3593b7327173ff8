import Foundation
import Testing
import Washout
import WashoutNumerics

@Suite("A numeric score such as pain")
struct NumericScoreTests {
  private static func scenario() throws -> Scenario {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.flares.suppressiblePerYear = 6
    scenario.instrument.scores = [
      NumericScore(
        name: "pain", baseline: try Distribution(.uniform(low: 0, high: 2)),
        inFlare: try Distribution(.normal(mean: 6, sd: 1.5, lower: 0, upper: 10)),
        inFlareAtScreening: 0.7, returnsPerWeek: 0.3, drivenPerWeek: 0.9, otherPerWeek: 0.2,
        visitSD: 0.8, reported: 0...10, isSymptom: true)
    ]
    return scenario
  }

  @Test("returns to its quiet level at the rates of its equation, solved by GSL")
  func equation() throws {
    let scenario = try Self.scenario()
    let pain = scenario.instrument.scores[0]
    var follower = try Follower(scenario, followsEverything: true)
    var lowered = 0.0
    for subject in 0..<40 {
      try follower.follow(subject)
      let levels = try levelsInFlares(follower.scratch.flares, pain, subject, scenario)
      for day in [-14.0, 0, 10.5, 84, 121.3, 168] {
        let found = follower.scoreLevel(0, at: day, of: subject)
        let expected = try level(pain, at: day, follower.scratch, levels, added: 1)
        #expect(abs(found - expected) < 1e-5, "\(subject) on day \(day)")
        let without = try level(pain, at: day, follower.scratch, levels, added: 0)
        lowered = max(lowered, without - found)
      }
    }
    #expect(lowered > 0.5)
  }

  @Test("is in a flare at screening in its share, with its own levels")
  func screening() throws {
    let scenario = try Self.scenario()
    var follower = try Follower(scenario, followsEverything: true)
    var inFlare = 0
    let n = 4000
    for subject in 0..<n {
      try follower.follow(subject)
      let person = follower.scratch.person
      #expect((0...2).contains(person.quietLevels[0]))
      if person.screeningLevels[0] > person.quietLevels[0] { inFlare += 1 }
    }
    let flare = scenario.instrument.scores[0].inFlare
    let lower = (0..<2000).map { flare.cdf(Double($0) / 1000 + 0.0005) }.mean
    #expect(isNear(inFlare, of: n, share: 0.7 * (1 - lower)))
    #expect(!isNear(inFlare, of: n, share: 0.77))
  }

  @Test("is recorded with the noise of its visits, between its limits")
  func noise() throws {
    let scenario = try Self.scenario()
    var silent = scenario
    silent.instrument.scores[0].visitSD = 0
    let (noisy, exact) = (try Model(scenario), try Model(silent))
    var errors: [Double] = []
    var outside = 0
    for subject in 0..<2000 {
      let one = try noisy.trace(subject: subject)
      let other = try exact.trace(subject: subject)
      for (visit, level) in zip(one.visits, other.visits) {
        let (recorded, true_) = (visit.values[0].value, level.values[0].value)
        if !(0...10).contains(recorded) { outside += 1 }
        if (4...6).contains(true_) { errors.append(recorded - true_) }
      }
    }
    let n = Double(errors.count)
    #expect(outside == 0)
    #expect(abs(errors.mean) < 4 * 0.8 / n.squareRoot())
    #expect(abs(errors.sd - 0.8) < 4 * 0.8 / (2 * n).squareRoot())
    #expect(n > 900)
  }

  /// What each flare would raise it to: drawn a second time.
  private func levelsInFlares(
    _ flares: [Flare], _ pain: NumericScore, _ subject: Int, _ scenario: Scenario
  ) throws -> [Double] {
    let random = RandomSource(seed: scenario.simulation.seed)
    var samplers = SamplerTable()
    let sampler = samplers.add(pain.inFlare)
    return flares.map { flare in
      random.rewind(Follower.key(subject), Stream(named: "score-flare:pain"), place: flare.place)
      return samplers.draw(sampler, random)
    }
  }

  private func level(
    _ pain: NumericScore, at day: Double, _ scratch: MechanismScratch, _ levels: [Double],
    added: Double
  ) throws -> Double {
    let kinetics = scratch.kinetics
    let quiet = scratch.person.quietLevels[0]
    var level = scratch.person.screeningLevels[0]
    let drug = added * (kinetics.isDriven ? pain.drivenPerWeek : pain.otherPerWeek)
    let flares = zip(scratch.flares.map(\.day), levels).filter { $0.0 <= day }
    let kinks = flares.map(\.0) + kinetics.doseDays.filter { $0 < day } + [day]
    var from = -14.0
    for to in kinks.sorted() {
      if to > from {
        level = try solve(from: level, from, to) { time, level in
          -(pain.returnsPerWeek + drug * kinetics.effect(time)) / 7 * (level - quiet)
        }
      }
      for (_, raised) in flares.filter({ $0.0 == to }) { level = max(level, raised) }
      from = to
    }
    return level
  }
}
