import Foundation
import Testing
import Washout
import WashoutNumerics

/// Given a person's drug levels and items, the chance that an item counts needs no simulation.
///
///     dp/dt = h q (1 - p) - r(t) p
///     P(counts at v) = p(v - 10) + (1 - p(v - 10)) (1 - exp(-q integral of h over the last 10 days))
@Suite("Items of one person follow their differential equations")
struct ExpectedScoreTests {
  static let courses = 100_000
  static let days = [0.0, 28, 84, 112, 168]

  /// One person's fixed part, and how often each item counted on each day over many courses.
  struct Observed {
    var kinetics: Kinetics
    var active: UInt64
    /// Element `item * days.count + day`.
    var counts: [Double]
  }

  static func observe(
    _ scenario: Scenario, subject: UInt64, hasEffect: Bool
  ) throws -> Observed {
    let mechanism = try Mechanism(scenario)
    var scratch = MechanismScratch(for: mechanism)
    let random = RandomSource(seed: 77)
    let items = scenario.activity?.items.count ?? 0
    try mechanism.followClosely(SubjectKey(replicate: 0, subject: subject), random, &scratch)
    if !hasEffect { scratch.kinetics.maximumEffect = 0 }
    var counts = Array(repeating: 0.0, count: items * days.count)
    for course in 0..<courses {
      let key = SubjectKey(replicate: 1, subject: UInt64(course))
      mechanism.drawFlares(key, random, &scratch, therapyDay: .infinity)
      mechanism.followItems(key, random, &scratch, therapyDay: .infinity)
      for (d, day) in days.enumerated() {
        var mask = mechanism.countedItems(at: day, scratch.episodes)
        while mask != 0 {
          counts[mask.trailingZeroBitCount * days.count + d] += 1
          mask &= mask - 1
        }
      }
    }
    return Observed(
      kinetics: scratch.kinetics, active: scratch.person.active, counts: counts)
  }

  /// Largest |z| over items and days, observed against the equations with hazards times `factor`.
  static func largestZ(
    _ observed: Observed, _ scenario: Scenario, factor: Double = 1
  ) throws -> Double {
    guard case .mechanistic(_, let flares, let activity) = scenario.course else { return .nan }
    var largest = 0.0
    for (i, item) in activity.items.enumerated() {
      let isActive = observed.active & 1 << UInt64(item.number - 1) != 0
      let chances = Expectation(
        item: item, kinetics: observed.kinetics, background: factor * flares.backgroundPerYear,
        suppressible: factor * flares.suppressiblePerYear
      ).chances(startsActive: isActive, days: days)
      for (d, p) in chances.enumerated() {
        let count = observed.counts[i * days.count + d]
        let sd = (p * (1 - p) * Double(courses)).squareRoot()
        largest = max(largest, abs(count - p * Double(courses)) / max(sd, 1))
      }
    }
    return largest
  }

  /// Two people, a driven one and one who is not, with and without effect: 0.001 over 480 checks.
  @Test("with and without drug effect", arguments: [true, false], [true, false])
  func equations(_ isDriven: Bool, _ hasEffect: Bool) throws {
    let scenario = try Shipped.cstar012 { drug, _ in drug.drivenShare = isDriven ? 1 : 0 }
    let observed = try Self.observe(scenario, subject: 3, hasEffect: hasEffect)
    let limit = -StandardNormal.quantile(0.001 / 480 / 2)
    #expect(observed.active != 0)
    #expect(try Self.largestZ(observed, scenario) < limit)
    #expect(try Self.largestZ(observed, scenario, factor: 1.2) > limit)
  }
}

/// One item of one person, by Runge-Kutta in steps of an eighth of a day.
private struct Expectation {
  let item: Item
  let kinetics: Kinetics
  let background: Double
  let suppressible: Double
  private let step = 0.125

  func hazard(_ day: Double) -> Double {
    let driven = kinetics.isDriven ? suppressible * (1 - kinetics.effect(day)) : 0
    return (background + driven) / 365.25
  }

  func slope(_ day: Double, _ p: Double) -> Double {
    let added = kinetics.isDriven ? item.drivenPerWeek : item.otherPerWeek
    let clearing = (item.clearsPerWeek + added * kinetics.effect(day)) / 7
    return hazard(day) * item.inFlare * (1 - p) - clearing * p
  }

  func chances(startsActive: Bool, days: [Double]) -> [Double] {
    days.map { day in
      let before = share(at: day - 10, startsActive: startsActive)
      let integral = quadrature(day - 10, day, breaks: kinetics.doseDays) { hazard($0) }
      return before + (1 - before) * (1 - exp(-item.inFlare * integral))
    }
  }

  private func share(at end: Double, startsActive: Bool) -> Double {
    var (day, p) = (-14.0, startsActive ? 1.0 : 0.0)
    while day < end - 1e-9 {
      let h = min(step, end - day)
      let k1 = slope(day, p)
      let k2 = slope(day + h / 2, p + h / 2 * k1)
      let k3 = slope(day + h / 2, p + h / 2 * k2)
      let k4 = slope(day + h, p + h * k3)
      p += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
      day += h
    }
    return p
  }
}
