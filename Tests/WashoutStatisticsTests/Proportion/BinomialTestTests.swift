import Foundation
import TestSupport
import Testing
import WashoutStatistics

@Suite("The exact binomial test")
struct BinomialTestTests {
  private static let alternatives: [String: Alternative] = [
    "less": .less, "greater": .greater, "two.sided": .twoSided,
  ]

  @Test("is binom.test of R (Tests/Reference/proportion_methods.R), up to a million people")
  func reference() throws {
    let rows = try MethodReference.rows("test")
    #expect(rows.count == 384)
    for row in rows {
      let alternative = try #require(Self.alternatives[row.method])
      let proportion = try #require(Proportion(events: row.events, of: row.people))
      let p = try #require(proportion.binomialTest(null: row.number, alternative))
      #expect(relativeError(p, row.value) <= 1e-11, "\(row): \(p)")
    }
  }

  @Test("keeps its digits among ten million, and far out")
  func large() throws {
    // R 4.2.2: binom.test(3000500, 1e7, 0.3)$p.value, binom.test(9000, 878111, 0.0112)$p.value.
    let near = try #require(Proportion(events: 3_000_500, of: 10_000_000))
    let p = try #require(near.binomialTest(null: 0.3, .twoSided))
    #expect(relativeError(p, 0.730_069_733_660_984_71) < 1e-11)
    let far = try #require(Proportion(events: 9000, of: 878_111))
    let tail = try #require(far.binomialTest(null: 0.0112, .twoSided))
    #expect(relativeError(tail, 9.495_702_403_329_448e-18) < 1e-11)
  }

  @Test("has closed forms in halves")
  func halves() throws {
    // 3 of 15 against one half: (1 + 15 + 105 + 455) / 2^15 on one side, twice that on both.
    let proportion = try #require(Proportion(events: 3, of: 15))
    let less = try #require(proportion.binomialTest(null: 0.5, .less))
    let both = try #require(proportion.binomialTest(null: 0.5, .twoSided))
    #expect(relativeError(less, 576.0 / 32768) < 1e-13)
    #expect(relativeError(both, 1152.0 / 32768) < 1e-13)
    #expect(proportion.binomialTest(null: 0.4, .less) != less)
  }

  /// P(X = x) for x = 0...people, by log-gamma.
  private static func chances(_ people: Int, _ rate: Double) -> [Double] {
    (0...people).map { events in
      let (n, x) = (Double(people), Double(events))
      let choose: Double = lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)
      return exp(choose + x * log(rate) + (n - x) * log1p(-rate))
    }
  }

  @Test("sums on both sides what is no likelier, count by count", arguments: [1, 7, 30])
  func enumeration(_ people: Int) throws {
    for null in [0.1, 1.0 / 3, 0.5, 0.77] {
      let chances = Self.chances(people, null)
      for events in 0...people {
        let proportion = try #require(Proportion(events: events, of: people))
        let p = try #require(proportion.binomialTest(null: null, .twoSided))
        let bound = chances[events] * (1 + 1e-7)
        let sum: Double = chances.filter { $0 <= bound }.reduce(0, +)
        #expect(abs(p - min(1, sum)) < 1e-12, "\(events) of \(people) against \(null)")
      }
    }
  }

  @Test("mirrors events and people without, and agrees with the exact limits")
  func mirror() throws {
    for events in 0...40 {
      let proportion = try #require(Proportion(events: events, of: 40))
      let mirrored = try #require(Proportion(events: 40 - events, of: 40))
      let less = try #require(proportion.binomialTest(null: 0.3, .less))
      let greater = try #require(mirrored.binomialTest(null: 0.7, .greater))
      #expect(abs(less - greater) < 1e-13)
      #expect((less < 0.025) == (proportion.clopperPearson(level: 0.95).upper < 0.3))
      let both = try #require(proportion.binomialTest(null: 0.3, .twoSided))
      let other = try #require(mirrored.binomialTest(null: 0.7, .twoSided))
      #expect(abs(both - other) < 1e-13)
    }
  }

  @Test("has no p-value of a null that is no probability")
  func impossible() throws {
    let proportion = try #require(Proportion(events: 3, of: 15))
    for null in [-0.1, 1.1, .nan, .infinity] {
      #expect(proportion.binomialTest(null: null, .less) == nil)
    }
    #expect(proportion.binomialTest(null: 0, .twoSided) == 0)
    let none = try #require(Proportion(events: 0, of: 15))
    #expect(none.binomialTest(null: 0, .twoSided) == 1)
  }
}
