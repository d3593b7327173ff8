import Foundation
import Testing
import Washout
import WashoutNumerics

@Suite("Laboratory markers")
struct MarkerTests {
  @Test("follow their items and the drug as GSL solves their equation")
  func equation() throws {
    var scenario = try Shipped.cstar012()
    scenario.flares.suppressiblePerYear = 4
    scenario.leaving.stopsDosing = Leaving.Clock(share: 0.4, byWeek: 12)
    var follower = try Follower(scenario, followsEverything: true)
    var undosed = 0.0
    for subject in 0..<12 {
      try follower.follow(subject)
      for (i, marker) in scenario.instrument.markers.enumerated() {
        let course = MarkerCourseReading(scenario, marker, i, follower.scratch)
        for day in [-13.5, 3, 40.25, 84, 131.7, 168] {
          let level = follower.markerLevel(i, at: day)
          let expected = try course.level(at: day, share: marker.loweredBy)
          #expect(abs(level / expected - 1) < 1e-6, "\(marker.name) of \(subject) on day \(day)")
          undosed = max(undosed, abs(level / (try course.level(at: day, share: 0)) - 1))
        }
      }
    }
    #expect(undosed > 0.1)
  }

  @Test("are log-normal at screening around what the items call for")
  func screening() throws {
    var scenario = try Shipped.cstar012()
    scenario.removeAnalyses()
    scenario.eligibility.criteria = [
      Criterion(
        id: "I1", text: "", kind: .include,
        rule: .all([
          .within(variable: "esr_mm_per_h", Bounds(lower: 0)),
          .within(variable: "crp_mg_per_l", Bounds(lower: 0)),
        ]))
    ]
    for i in scenario.instrument.markers.indices { scenario.instrument.markers[i].reportedFrom = 0 }
    var follower = try Follower(scenario)
    let names = scenario.instrument.markers.map(\.name)
    var residuals: [String: [Double]] = [:]
    for subject in 0..<20_000 {
      try follower.follow(subject)
      let items = scenario.itemNames(follower.scratch.person.active)
      for (i, name) in names.enumerated() {
        let base = scenario.logBase(of: name, items)
        let level = follower.markerAtScreening(i, of: subject)
        residuals[name, default: []].append(log(level) - base)
      }
    }
    let esr = try #require(residuals["esr_mm_per_h"])
    let crp = try #require(residuals["crp_mg_per_l"])
    let root = Double(esr.count).squareRoot()
    for (sample, sd) in [(esr, 0.80), (crp, 1.30)] {
      #expect(abs(sample.mean) < 4 * sd / root)
      #expect(abs(sample.sd - sd) < 4 * sd / (2.0.squareRoot() * root))
    }
    let between = ((0.64 - 0.09) * (1.69 - 0.81)).squareRoot()
    let r = 0.5 * (between + 0.30 * 0.90) / (0.80 * 1.30)
    let correlation = esr.correlation(with: crp)
    #expect(abs(correlation - r) < 4 * (1 - r * r) / root)
    #expect(abs(correlation) > 4 / root)
  }
}

/// A marker's equation: dR/dt = lag (target(items) (1 - loweredBy E/Emax) - R).
private struct MarkerCourseReading {
  private let scenario: Scenario
  private let marker: Marker
  private let scratch: MechanismScratch
  private let personal: Double

  init(_ scenario: Scenario, _ marker: Marker, _ index: Int, _ scratch: MechanismScratch) {
    self.scenario = scenario
    self.marker = marker
    self.scratch = scratch
    let sd = scenario.logSD(of: marker.name)
    let between = (sd * sd - marker.visitSDLog * marker.visitSDLog).squareRoot()
    personal = between * scratch.person.markerNormals[index]
  }

  private func target(_ day: Double) -> Double {
    var active: UInt64 = 0
    for episode in scratch.episodes where episode.start <= day && day < episode.end {
      active |= 1 << UInt64(episode.item)
    }
    return exp(scenario.logBase(of: marker.name, scenario.itemNames(active)) + personal)
  }

  func level(at day: Double, share: Double) throws -> Double {
    let start = Double(7 * scenario.trial.screeningWeek)
    let kinks = scratch.episodes.flatMap { [$0.start, $0.end] } + scratch.kinetics.doseDays
    let ends = [start] + kinks.filter { $0 > start && $0 < day }.sorted() + [day]
    var level = target(start)
    for (left, right) in zip(ends, ends.dropFirst()) where left < right {
      let target = target((left + right) / 2)
      let rate = log(2) / marker.halfLifeDays
      level = try solve(from: level, left, right) { day, level in
        let kinetics = scratch.kinetics
        let occupancy = kinetics.concentration(day) / (kinetics.concentration(day) + kinetics.ic50)
        return rate * (target * (1 - share * occupancy) - level)
      }
    }
    return level
  }
}

extension Scenario {
  /// Items of a mask by name.
  func itemNames(_ mask: UInt64) -> Set<String> {
    Set(instrument.items.filter { mask >> UInt64($0.number - 1) & 1 == 1 }.map(\.name))
  }

  private func marker(_ name: String) -> (median: Double, sd: Double, baseline: MarkerBaseline) {
    guard let covariate = patients.first(where: { $0.name == name }),
      case .lognormal(let median, let sd) = covariate.distribution.shape
    else { return (.nan, .nan, MarkerBaseline()) }
    return (median, sd, covariate.marker ?? MarkerBaseline())
  }

  func logSD(of name: String) -> Double { marker(name).sd }

  /// ln level that a set of active items calls for in the typical person.
  func logBase(of name: String, _ items: Set<String>) -> Double {
    let rules = RuleReading(activity: instrument)
    let (median, _, baseline) = marker(name)
    let score = rules.values(of: items)[instrument.scoreName] ?? 0
    return log(median) + logActivity(baseline, score: score, items, rules)
  }
}

extension [Double] {
  var sd: Double { variance.squareRoot() }

  func correlation(with other: [Double]) -> Double {
    let (mine, theirs) = (mean, other.mean)
    let sum = zip(self, other).reduce(0) { $0 + ($1.0 - mine) * ($1.1 - theirs) }
    return sum / Double(count - 1) / (sd * other.sd)
  }
}
