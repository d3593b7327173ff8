import Foundation
import Testing
import Washout
import WashoutNumerics

@Suite("Items at screening that share a factor")
struct ScreeningCopulaTests {
  private static let subjects = 20_000

  private func active(correlation: Double) throws -> (Scenario, [UInt64]) {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.admitEverybody()
    scenario.instrument.screeningCorrelation = correlation
    scenario.flares.backgroundPerYear = 0
    scenario.flares.suppressiblePerYear = 0
    var follower = try Follower(scenario)
    var masks: [UInt64] = []
    for subject in 0..<Self.subjects {
      try follower.follow(subject)
      masks.append(follower.scratch.person.active)
    }
    return (scenario, masks)
  }

  @Test("keep their shares and go together as a bivariate normal says", arguments: [0, 0.3])
  func pairs(correlation: Double) throws {
    let (scenario, masks) = try active(correlation: correlation)
    let items = scenario.instrument.items
    for item in items {
      let count = masks.count { $0 >> UInt64(item.number - 1) & 1 == 1 }
      #expect(isNear(count, of: Self.subjects, share: item.present), "\(item.name)")
    }
    for (first, second) in [
      ("arthritis", "rash"), ("low_complement", "dna_binding"), ("fever", "pleurisy"),
    ] {
      let pair = items.filter { [first, second].contains($0.name) }
      let both = pair.reduce(0 as UInt64) { $0 | 1 << UInt64($1.number - 1) }
      let count = masks.count { $0 & both == both }
      let share = bothAbove(pair[0].present, pair[1].present, correlation)
      #expect(isNear(count, of: Self.subjects, share: share), "\(first) and \(second)")
      let other = bothAbove(pair[0].present, pair[1].present, 0.3 - correlation)
      #expect(!isNear(count, of: Self.subjects, share: other), "\(first) and \(second)")
    }
  }

  /// P(X < q(a), Y < q(b)) for a bivariate normal.
  ///
  /// Its derivative by the correlation is the density (Plackett 1954, Biometrika 41:351).
  private func bothAbove(_ a: Double, _ b: Double, _ correlation: Double) -> Double {
    let (h, k) = (StandardNormal.quantile(a), StandardNormal.quantile(b))
    return a * b
      + quadrature(0, correlation) { r in
        exp(-(h * h - 2 * r * h * k + k * k) / (2 * (1 - r * r)))
          / (2 * .pi * (1 - r * r).squareRoot())
      }
  }
}
