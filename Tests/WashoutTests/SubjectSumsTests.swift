import Testing
import Washout
import WashoutNumerics

/// Each person counted by himself, indicator by indicator, is right.
@Suite("Sums over the people of a trial")
struct SubjectSumsTests {
  @Test(
    "are those of person by person, in one word or in many, also where a byte would run over",
    arguments: [(1, 15), (5, 15), (9, 255), (9, 256), (10, 15), (64, 600)])
  func sums(definitions: Int, people: Int) {
    let layout = Self.layout(definitions)
    var sums = SubjectSums(layout)
    var totals = OwnedArray<Int64>(repeating: 0, count: layout.count)
    var expected = Array(repeating: Int64(0), count: layout.count)
    let random = RandomSource(seed: 7)
    for person in 0..<people {
      for arm in 0..<2 {
        random.rewind(
          SubjectKey(replicate: UInt64(arm), subject: UInt64(person)), Stream(rawValue: 1))
        var subject = Self.subject(definitions, random)
        sums.add(&subject, arm: arm, to: &totals)
        Self.add(subject, arm, layout, to: &expected)
      }
    }
    sums.finish(&totals)
    #expect(totals.indices.map { totals[$0] } == expected)
    let arms = (0..<2).map { Array(expected[layout.first(arm: $0)...].prefix(layout.perArm)) }
    #expect(arms[0] != arms[1])
    #expect(arms[0] != arms[0].reversed())
  }

  @Test("begin anew after they were added to the totals")
  func again() {
    let layout = Self.layout(2)
    var sums = SubjectSums(layout)
    var subject = ArmRecord(estimands: 2)
    subject.entered = true
    subject.outcomes[1].isInTruth = true
    var totals = OwnedArray<Int64>(repeating: 0, count: layout.count)
    for expected in [Int64(1), 2] {
      sums.add(&subject, arm: 1, to: &totals)
      sums.finish(&totals)
      #expect(totals[layout.entered(arm: 1)] == expected)
      #expect(totals[layout.population(1, arm: 1)] == expected)
      #expect(totals[layout.entered(arm: 0)] == 0)
    }
  }

  private static func layout(_ definitions: Int) -> TotalsLayout {
    TotalsLayout(indicators: IndicatorLayout(definitions: definitions), estimands: 2, arms: 2)
  }

  private static func subject(
    _ definitions: Int, _ random: borrowing RandomSource
  ) -> ArmRecord {
    var subject = ArmRecord(estimands: 2)
    subject.indicators = IndicatorSet(
      Indicator.all(definitions: definitions).filter { _ in random.bernoulli(0.4) })
    subject.entered = random.bernoulli(0.7)
    for i in 0..<2 {
      subject.outcomes[i].isInTruth = random.bernoulli(0.8)
      subject.outcomes[i].latent = random.bernoulli(0.6)
      subject.outcomes[i].atVisits = random.bernoulli(0.4)
      subject.outcomes[i].assessed = random.bernoulli(0.2)
    }
    return subject
  }

  private static func add(
    _ subject: ArmRecord, _ arm: Int, _ layout: TotalsLayout, to totals: inout [Int64]
  ) {
    for indicator in Indicator.all(definitions: layout.indicators.definitions) {
      totals[layout.index(indicator, arm: arm)] += subject.indicators[indicator] ? 1 : 0
    }
    totals[layout.entered(arm: arm)] += subject.entered ? 1 : 0
    for (i, outcome) in subject.outcomes.enumerated() where outcome.isInTruth {
      totals[layout.population(i, arm: arm)] += 1
      for layer in Layer.allCases where outcome.truth(in: layer) {
        totals[layout.truth(i, layer, arm: arm)] += 1
      }
    }
  }
}

extension Indicator {
  /// Every indicator of a model with a number of definitions.
  static func all(definitions: Int) -> [Indicator] {
    [.dosed, .entered, .leftBefore, .lost, .response, .aboveIC50AtEnd, .flare]
      + (0..<definitions).flatMap { definition -> [Indicator] in
        Layer.allCases.map { .recurrence(definition: definition, layer: $0) }
          + [
            .falseRecurrence(definition: definition), .missedFlare(definition: definition),
            .asObserved(definition: definition),
          ]
      }
  }
}
