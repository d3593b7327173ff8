import Testing
import WashoutStatistics

@Suite("Coverage and width of an interval, exactly")
struct IntervalRowTests {
  @Test("are those of R (Tests/Reference/proportion_methods.R)")
  func reference() throws {
    let rows = try MethodReference.rows("coverage", "width", "narrow", "mean coverage")
    #expect(rows.count == 456)
    for row in rows {
      let method = try row.interval()
      let intervals = try #require(IntervalRow(of: row.people, method, level: 0.95))
      let value =
        switch row.quantity {
        case "coverage": intervals.coverage(at: row.number)
        case "width": intervals.expectedWidth(at: row.number)
        case "narrow": intervals.chance(ofWidthAtMost: 0.25, at: row.number)
        default: intervals.meanCoverage
        }
      #expect(abs(value - row.value) < 1e-9, "\(row): \(value)")
    }
  }

  @Test("never fall below the level by Clopper-Pearson, over a fine grid and everywhere between")
  func conservative() throws {
    for people in [1, 2, 5, 15, 40, 100] {
      for level in [0.8, 0.95] {
        let row = try #require(IntervalRow(of: people, .clopperPearson, level: level))
        let grid = (0...4000).map { row.coverage(at: Double($0) / 4000) }
        #expect(grid.allSatisfy { $0 >= level })
        #expect(row.leastCoverage >= level - 1e-12)
        let score = try #require(IntervalRow(of: people, .wilson, level: level))
        #expect(score.leastCoverage < level)
      }
    }
  }

  @Test("have a least coverage that a fine grid approaches from above", arguments: [2, 15, 40])
  func least(_ people: Int) throws {
    for method in IntervalMethod.allCases {
      let row = try #require(IntervalRow(of: people, method, level: 0.95))
      var rates: [Double] = (1..<2000).map { Double($0) / 2000 }
      for limit in row.intervals.flatMap({ [$0.lower, $0.upper] }) {
        rates += [limit - 1e-9, limit, limit + 1e-9].filter { $0 > 0 && $0 < 1 }
      }
      let least = rates.map { row.coverage(at: $0) }.min() ?? 1
      #expect(least >= row.leastCoverage - 1e-12, "\(method)")
      #expect(least <= row.leastCoverage + 1e-6, "\(method)")
    }
  }

  /// Brown, Cai and DasGupta (2001), doi 10.1214/ss/1009213286, sections 1 and 2: to the printed digits.
  @Test("of Wald are as poor as published")
  func wald() throws {
    for (people, rate, printed) in [
      (30, 0.2, 0.946), (98, 0.2, 0.928), (17, 0.5, 0.951), (40, 0.5, 0.919),
      (591, 0.005, 0.945), (592, 0.005, 0.792),
    ] {
      let row = try #require(IntervalRow(of: people, .wald, level: 0.95))
      #expect(abs(row.coverage(at: rate) - printed) <= 0.0005, "\(people) at \(rate)")
    }
    let row = try #require(IntervalRow(of: 15, .wald, level: 0.95))
    #expect(row.leastCoverage == 0 && row.meanCoverage < 0.82)
  }

  /// Agresti and Coull (1998): the score interval covers 0.838 close to 0 and 1 in the limit.
  @Test("of Wilson fall to the published limit")
  func wilson() throws {
    let row = try #require(IntervalRow(of: 10_000, .wilson, level: 0.95))
    #expect(abs(row.leastCoverage - 0.838) <= 0.0005)
  }

  @Test("need people and a level")
  func impossible() {
    #expect(IntervalRow(of: 0, .wilson, level: 0.95) == nil)
    #expect(IntervalRow(of: 5, .wilson, level: 1) == nil)
    #expect(IntervalRow(of: 5, .wilson, level: .nan) == nil)
  }
}
