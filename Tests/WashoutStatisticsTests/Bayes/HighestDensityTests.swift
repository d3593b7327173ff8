import Testing
import WashoutStatistics

@Suite("The region of highest density")
struct HighestDensityTests {
  @Test("is that of R (Tests/Reference/bayes.R), in one piece or in several")
  func reference() throws {
    let rows = try BetaMixtureTests.rows("highest")
    #expect(rows.count == 8)
    for row in rows {
      let end = 2 + 3 * Int(row[1])
      let region = try BetaMixtureTests.mixture(row[2..<end]).highestDensity(level: row[0])
      let ends = region.flatMap { [$0.lower, $0.upper] }
      #expect(ends.count == row.count - end, "\(row): \(ends)")
      for (value, number) in zip(ends, row[end...]) {
        #expect(abs(value - number) < 1e-9, "\(row): \(ends)")
      }
    }
  }

  @Test("holds its level, and no interval of that probability is shorter")
  func shortest() throws {
    let beliefs = [
      try BetaMixture(alpha: 4, beta: 13), try BetaMixture(alpha: 0.5, beta: 15.5),
      try BetaMixture([
        .init(weight: 0.5, alpha: 10, beta: 40), .init(weight: 0.5, alpha: 40, beta: 10),
      ]),
      try BetaMixture(alpha: 0.5, beta: 0.5).posterior(0, of: 100_000),
      try BetaMixture(alpha: 300_001, beta: 700_001),
    ]
    for belief in beliefs {
      let region = belief.highestDensity(level: 0.9)
      let mass = region.reduce(0) {
        $0 + 1 - belief.probability(atMost: $1.lower) - belief.probability(above: $1.upper)
      }
      #expect(abs(mass - 0.9) < 1e-8)
      #expect(region.reduce(0) { $0 + $1.width } <= belief.equalTailed(level: 0.9).width)
    }
    #expect(beliefs[2].highestDensity(level: 0.9).count == 2)
  }

  @Test("of a flat belief is the middle one, of a mirrored belief the mirror image")
  func flat() throws {
    let flat = try BetaMixture(alpha: 1, beta: 1).highestDensity(level: 0.9)
    #expect(
      flat.count == 1 && abs(flat[0].lower - 0.05) < 1e-15 && abs(flat[0].upper - 0.95) < 1e-15)
    let skew = try BetaMixture(alpha: 2, beta: 9)
    let one = skew.highestDensity(level: 0.8)[0]
    let other = skew.mirrored.highestDensity(level: 0.8)[0]
    #expect(
      abs(one.lower - (1 - other.upper)) < 1e-12 && abs(one.upper - (1 - other.lower)) < 1e-12)
    #expect(one.lower > 0 && one != skew.equalTailed(level: 0.8))
  }

  @Test("of a symmetric peak is the equal-tailed interval")
  func symmetric() throws {
    let belief = try BetaMixture(alpha: 8, beta: 8)
    let region = belief.highestDensity(level: 0.95)
    let tails = belief.equalTailed(level: 0.95)
    #expect(region.count == 1 && abs(region[0].lower - tails.lower) < 1e-12)
    #expect(abs(region[0].upper - tails.upper) < 1e-12)
  }
}
