import Foundation
import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("The intervals of a proportion by Jeffreys, Agresti-Coull, mid-P and Wald")
struct IntervalMethodTests {
  @Test("are those of R (Tests/Reference/proportion_methods.R), from one person to a million")
  func reference() throws {
    let rows = try MethodReference.rows("lower", "upper")
    #expect(rows.count == 600)
    for row in rows {
      let proportion = try #require(Proportion(events: row.events, of: row.people))
      let interval = proportion.interval(try row.interval(), level: row.number)
      let value = row.quantity == "lower" ? interval.lower : interval.upper
      // R's uniroot stops at 2e-16 of the rate or at a change of sign that rounding made.
      #expect(
        abs(value - row.value) <= 1e-9 * max(row.value, 1e-4), "\(row): \(value)")
    }
  }

  @Test("of no and of all events begin at 0 and end at 1, in closed form where there is one")
  func extremes() throws {
    let none = try #require(Proportion(events: 0, of: 15))
    let all = try #require(Proportion(events: 15, of: 15))
    for method in IntervalMethod.allCases {
      #expect(none.interval(method, level: 0.95).lower == 0)
      #expect(all.interval(method, level: 0.95).upper == 1)
    }
    // (1 - p)^15 / 2 = 0.025.
    #expect(abs(none.midP(level: 0.95).upper - (1 - pow(0.05, 1.0 / 15))) < 1e-13)
    #expect(none.wald(level: 0.95).width == 0 && all.wald(level: 0.95).width == 0)
    #expect(none.jeffreys(level: 0.95).upper < none.clopperPearson(level: 0.95).upper)
  }

  @Test("have limits that rise with the events", arguments: [1, 2, 15, 40, 333])
  func monotone(_ people: Int) throws {
    for method in IntervalMethod.allCases {
      for level in [0.5, 0.95, 0.999] {
        let row = try #require(IntervalRow(of: people, method, level: level)).intervals
        for (fewer, more) in zip(row, row.dropFirst()) {
          // Limits that were cut, as Wald's are, stand still at 0 or at 1; the others rise strictly.
          let (lower, upper) = (fewer.lower < more.lower, fewer.upper < more.upper)
          #expect(lower || (more.lower == 0 && [.wald, .agrestiCoull].contains(method)))
          #expect(upper || (fewer.upper == 1 && [.wald, .agrestiCoull].contains(method)))
        }
      }
    }
  }

  @Test("lie inside the exact one: mid-P and Jeffreys, at every level", arguments: [1, 15, 200])
  func nested(_ people: Int) throws {
    for level in [0.01, 0.5, 0.95, 0.9999] {
      for events in 0...people {
        let proportion = try #require(Proportion(events: events, of: people))
        let exact = proportion.clopperPearson(level: level)
        for method in [IntervalMethod.midP, .jeffreys] {
          let inner = proportion.interval(method, level: level)
          #expect(exact.lower <= inner.lower && inner.upper <= exact.upper)
          #expect(inner.width < exact.width)
        }
        let wide = proportion.agrestiCoull(level: level)
        let score = proportion.wilson(level: level)
        #expect(wide.lower <= score.lower + 1e-15 && score.upper <= wide.upper + 1e-15)
      }
    }
  }

  @Test("of mid-P solve their equations among a million")
  func million() throws {
    for events in [1, 7, 300_000, 999_999] {
      let proportion = try #require(Proportion(events: events, of: 1_000_000))
      let interval = proportion.midP(level: 0.95)
      let low = BinomialDistribution(trials: 1_000_000, probability: interval.lower)
      let high = BinomialDistribution(trials: 1_000_000, probability: interval.upper)
      #expect(abs(low.survival(events) + low.pmf(events) / 2 - 0.025) < 1e-9)
      #expect(abs(high.cdf(events - 1) + high.pmf(events) / 2 - 0.025) < 1e-9)
    }
  }
}
