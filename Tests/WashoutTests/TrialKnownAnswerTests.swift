import Foundation
import Testing
import Washout
import WashoutNumerics

/// The answers that CSTAR012 was designed to give; rates within 4 MCSE at 200,000
/// subjects, rows that say "about" within a tenth of the value.
@Suite("CSTAR012 gives its known answers")
struct TrialKnownAnswerTests {
  static let subjects = 200_000

  /// Sums over subjects: element `i` of indicators, and estimand 0 in its truth.
  struct Sums {
    var assumed: [Double]
    var noEffect: [Double]
    var entered = 0.0
    var latent = (assumed: 0.0, noEffect: 0.0)
    var inTruth = (assumed: 0.0, noEffect: 0.0)
  }

  static func run(_ scenario: Scenario, subjects: Int = subjects) throws -> Sums {
    let mechanism = try Mechanism(scenario)
    let layout = IndicatorLayout(definitions: scenario.recurrence.definitions.count)
    var scratch = MechanismScratch(for: mechanism)
    var record = SubjectRecord(estimands: scenario.estimands.count)
    let random = RandomSource(seed: 20_261_122)
    let zeros = Array(repeating: 0.0, count: layout.count)
    var sums = Sums(assumed: zeros, noEffect: zeros)
    for subject in 0..<subjects {
      let key = SubjectKey(replicate: UInt64(subject / 50), subject: UInt64(subject % 50))
      try mechanism.enrol(key, random, &scratch, screensInFull: false, into: &record)
      for indicator in Indicator.all(definitions: layout.definitions) {
        let i = layout.index(of: indicator)
        sums.assumed[i] += record.assumed.indicators[indicator] ? 1 : 0
        sums.noEffect[i] += record.noEffect.indicators[indicator] ? 1 : 0
      }
      sums.entered += record.assumed.entered ? 1 : 0
      sums.latent.assumed += record.assumed.outcomes[0].latent ? 1 : 0
      sums.latent.noEffect += record.noEffect.outcomes[0].latent ? 1 : 0
      sums.inTruth.assumed += record.assumed.outcomes[0].isInTruth ? 1 : 0
      sums.inTruth.noEffect += record.noEffect.outcomes[0].isInTruth ? 1 : 0
    }
    return sums
  }

  /// Everyone dosed, any flare between weeks 12 and 24, doses as planned.
  static func flares(driven share: Double) throws -> Sums {
    var scenario = Shipped.asPlanned(try Shipped.cstar012 { drug, _ in drug.drivenShare = share })
    scenario.estimands = [
      Estimand(
        name: "flare", population: .dosed, definition: "any_flare", byWeek: 24, truth: .latent,
        strategies: [.lost: .hypothetical, .worseBefore: .treatmentPolicy])
    ]
    scenario.analyses = []
    scenario.decision = nil
    return try run(scenario)
  }

  private func isWithin4MCSE(_ rate: Double, _ expected: Double) -> Bool {
    abs(rate - expected) < 4 * (expected * (1 - expected) / Double(Self.subjects)).squareRoot()
  }

  private func isAbout(_ value: Double, _ expected: Double) -> Bool {
    abs(value / expected - 1) < 0.1
  }

  @Test("a flare in weeks 12-24 among all dosed", arguments: [(0.5, 0.1496), (1.0, 0.1905)])
  func flareAmongAllDosed(_ row: (share: Double, rate: Double)) throws {
    let sums = try Self.flares(driven: row.share)
    let n = Double(Self.subjects)
    #expect(sums.inTruth.assumed == n)
    #expect(isWithin4MCSE(sums.latent.assumed / n, row.rate))
    #expect(!isWithin4MCSE(sums.latent.noEffect / n, row.rate))
    if row.share == 0.5 {
      // Closed form: half with 0.5 + 1.6 a year, half with 0.5, over 84 days.
      let years = 84 / 365.25
      let exact = 1 - (exp(-2.1 * years) + exp(-0.5 * years)) / 2
      #expect(abs(exact - 0.245834) < 5e-7)
      #expect(isWithin4MCSE(sums.latent.noEffect / n, exact))
    }
  }

  @Test("response, entering and recurrence")
  func trialRates() throws {
    let scenario = try Shipped.cstar012()
    let sums = try Self.run(scenario)
    let layout = IndicatorLayout(definitions: scenario.recurrence.definitions.count)
    let rise = try #require(
      scenario.recurrence.definitions.firstIndex { $0.name == "sledai_rise" })
    func ratio(_ sums: [Double], _ top: Indicator, _ bottom: Indicator) -> Double {
      sums[layout.index(of: top)] / sums[layout.index(of: bottom)]
    }
    #expect(isAbout(ratio(sums.noEffect, .response, .dosed), 0.25))
    #expect(isAbout(ratio(sums.assumed, .response, .dosed), 0.40))
    #expect(isAbout(sums.entered / Double(Self.subjects), 0.87))
    let visits = ratio(sums.assumed, .recurrence(definition: rise, layer: .atVisits), .entered)
    let assessed = ratio(sums.assumed, .recurrence(definition: rise, layer: .assessed), .entered)
    #expect(isAbout(visits, 0.089))
    #expect(isAbout(assessed, 0.115))
    #expect(!isAbout(assessed, 0.089))
  }

  @Test("the pool's SLEDAI at screening")
  func pool() throws {
    let scenario = try Shipped.cstar012()
    let mechanism = try Mechanism(scenario)
    var scratch = MechanismScratch(for: mechanism)
    var record = SubjectRecord(estimands: scenario.estimands.count)
    let random = RandomSource(seed: 5)
    for subject in 0..<20_000 {
      let key = SubjectKey(replicate: 0, subject: UInt64(subject))
      try mechanism.enrol(key, random, &scratch, screensInFull: true, into: &record)
    }
    let n = Double(scratch.funnel.screenedInFull)
    let mean = Double(scratch.funnel.scoreSum) / n
    let sd = (Double(scratch.funnel.scoreSquareSum) / n - mean * mean).squareRoot()
    let items = try #require(scenario.activity).items
    // Independent items: sum of w p, and the root of the sum of w^2 p (1 - p).
    let exactMean = items.reduce(0) { $0 + Double($1.weight) * $1.present }
    let exactSD = items.reduce(0) {
      $0 + pow(Double($1.weight), 2) * $1.present * (1 - $1.present)
    }.squareRoot()
    #expect(abs(exactMean - 9.6) < 0.05)
    #expect(abs(exactSD - 4.6) < 0.05)
    #expect(abs(mean - exactMean) < 4 * exactSD / n.squareRoot())
    #expect(abs(sd - exactSD) < 0.05)
  }

  @Test("recorded SLEDAI at weeks 0, 12 and 24", arguments: [true, false])
  func scores(_ hasEffect: Bool) throws {
    let expected = hasEffect ? [8.1, 5.7, 4.8] : [8.1, 7.1, 6.4]
    let scenario = try Shipped.cstar012 { drug, _ in
      if !hasEffect { drug.maximumEffect = 0 }
    }
    let model = try Model(scenario)
    let people = 2_000
    var sums = [0.0, 0.0, 0.0]
    for person in 0..<people {
      let trace = try model.trace(trial: person / 40 + 1, patient: person % 40 + 1)
      for (i, day) in [0.0, 84, 168].enumerated() {
        let visit = try #require(trace.visits.first { $0.isPlanned && $0.nominalDay == day })
        sums[i] += Double(visit.recordedScore)
      }
    }
    for i in 0..<3 { #expect(isAbout(sums[i] / Double(people), expected[i])) }
    #expect(!isAbout(sums[2] / Double(people), hasEffect ? 6.4 : 4.8))
  }

  @Test("serositis clears in about 7.5 days in a driven person on drug")
  func serositis() throws {
    let times = try serositisTimes(hasEffect: true)
    #expect(isAbout(times[times.count / 2], 7.5))
    let without = try serositisTimes(hasEffect: false)
    #expect(without[without.count / 2] > 40)
  }

  /// Days from the third dose until pleurisy clears, sorted, in driven people who have it then.
  private func serositisTimes(hasEffect: Bool) throws -> [Double] {
    let scenario = Shipped.asPlanned(
      try Shipped.cstar012 { drug, flares in
        drug.drivenShare = 1
        if !hasEffect { drug.maximumEffect = 0 }
        flares.suppressiblePerYear = 0
      })
    let mechanism = try Mechanism(scenario)
    var scratch = MechanismScratch(for: mechanism)
    let random = RandomSource(seed: 11)
    let pleurisy = try #require(scenario.activity?.items.first { $0.name == "pleurisy" })
    try mechanism.followClosely(SubjectKey(replicate: 0, subject: 0), random, &scratch)
    var times: [Double] = []
    for subject in 0..<20_000 {
      scratch.flares = [Flare(day: 60, items: 1 << UInt64(pleurisy.number - 1))]
      scratch.person.active = 0
      mechanism.followItems(
        SubjectKey(replicate: 1, subject: UInt64(subject)), random, &scratch, therapyDay: .infinity)
      times.append(scratch.episodes[0].end - 60)
    }
    return times.sorted()
  }

  @Test("without a flare, recorded SLEDAI moves by an SD of about 1.8 in 4 weeks")
  func quietChange() throws {
    let model = try Model(try Shipped.cstar012())
    var (sum, squares, n) = (0.0, 0.0, 0.0)
    for person in 0..<2_000 {
      let trace = try model.trace(trial: person / 40 + 1, patient: person % 40 + 1)
      guard trace.flares.isEmpty else { continue }
      let scores = trace.visits.map { Double($0.recordedScore) }
      for (before, after) in zip(scores, scores.dropFirst()) {
        sum += after - before
        squares += (after - before) * (after - before)
        n += 1
      }
    }
    #expect(n > 4_000)
    #expect(isAbout((squares / n - (sum / n) * (sum / n)).squareRoot(), 1.8))
  }
}
