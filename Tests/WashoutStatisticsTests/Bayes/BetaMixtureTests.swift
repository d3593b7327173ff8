import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("A mixture of betas")
struct BetaMixtureTests {
  /// The mixture whose components stand one after the other, weight, alpha, beta.
  static func mixture(_ numbers: ArraySlice<Double>) throws -> BetaMixture {
    let numbers = Array(numbers)
    return try BetaMixture(
      stride(from: 0, to: numbers.count, by: 3).map {
        .init(weight: numbers[$0], alpha: numbers[$0 + 1], beta: numbers[$0 + 2])
      })
  }

  static func rows(_ kind: String) throws -> [[Double]] {
    try Reference("bayes").rows.filter { $0[0] == kind }
      .map { $0.dropFirst().compactMap(Double.init) }
  }

  @Test("has the posterior of R (Tests/Reference/bayes.R)")
  func posterior() throws {
    let rows = try Self.rows("posterior")
    #expect(rows.count == 42)
    for row in rows {
      let end = 1 + 3 * Int(row[0])
      let posterior = try Self.mixture(row[1..<end])
        .posterior(Int(row[end]), of: Int(row[end + 1]))
      let tails = posterior.equalTailed(level: 0.95)
      let values =
        [
          posterior.mean, posterior.variance, posterior.probability(above: row[end + 2]),
          tails.lower, tails.upper,
        ] + posterior.components.map(\.weight)
      for (value, number) in zip(values, row[(end + 3)...]) {
        #expect(abs(value - number) < 1e-10 * max(number, 0.01), "\(row): \(value)")
      }
    }
  }

  /// Near the mean of 10^7 people and more GSL's continued fraction runs out of steps.
  @Test("has the tails of R where GSL has none")
  func large() throws {
    let rows = try Self.rows("large")
    #expect(rows.count == 7)
    for row in rows {
      let belief = try BetaMixture(alpha: row[1], beta: row[2])
      #expect(relativeError(belief.probability(atMost: row[0]), row[3]) < 1e-9, "\(row)")
      #expect(relativeError(belief.probability(above: row[0]), row[4]) < 1e-9, "\(row)")
    }
  }

  @Test("of one component is the beta distribution")
  func single() throws {
    let one = try BetaMixture(alpha: 2, beta: 5).posterior(3, of: 15)
    let beta = try Distribution(.beta(alpha: 5, beta: 17))
    #expect(one.components == [.init(weight: 1, alpha: 5, beta: 17)])
    for rate in [0.01, 0.2, 0.5, 0.9] {
      #expect(abs(one.probability(atMost: rate) - beta.cdf(rate)) < 1e-14)
      #expect(abs(one.probability(above: rate) - beta.survival(rate)) < 1e-14)
    }
    for chance in [0.001, 0.025, 0.5, 0.975, 0.999] {
      #expect(abs(one.quantile(chance) - (try #require(beta.quantile(chance)))) < 1e-11)
    }
    // The same component twice changes nothing; another one does.
    let twice = try BetaMixture([
      .init(weight: 1, alpha: 2, beta: 5), .init(weight: 3, alpha: 2, beta: 5),
    ]).posterior(3, of: 15)
    #expect(abs(twice.mean - one.mean) < 1e-15)
    let other = try BetaMixture([
      .init(weight: 1, alpha: 2, beta: 5), .init(weight: 3, alpha: 1, beta: 1),
    ]).posterior(3, of: 15)
    #expect(abs(other.mean - one.mean) > 1e-3)
    #expect(other.components[0].weight > 0.25)
  }

  @Test("after nobody is what it was, and one person's data at a time is all of them at once")
  func coherent() throws {
    let prior = try BetaMixture([
      .init(weight: 0.8, alpha: 6, beta: 24), .init(weight: 0.2, alpha: 1, beta: 1),
    ])
    let none = prior.posterior(0, of: 0)
    for (one, other) in zip(none.components, prior.components) {
      #expect(abs(one.weight - other.weight) < 1e-15)
    }
    let steps = prior.posterior(1, of: 1).posterior(0, of: 1).posterior(1, of: 3)
    let once = prior.posterior(2, of: 5)
    #expect(abs(steps.components[0].weight - once.components[0].weight) < 1e-13)
    #expect(abs(steps.mean - once.mean) < 1e-14)
    #expect(prior.mirrored.mirrored == prior && abs(prior.mirrored.mean + prior.mean - 1) < 1e-15)
  }

  @Test(
    "after 0, half or all of a million has its mass where the data are",
    arguments: [0, 300_000, 1_000_000])
  func large(_ events: Int) throws {
    let posterior = try BetaMixture(alpha: 0.5, beta: 0.5).posterior(events, of: 1_000_000)
    let interval = posterior.equalTailed(level: 0.95)
    #expect(interval.lower < interval.upper && interval.width < 0.002)
    let inside =
      1 - posterior.probability(atMost: interval.lower)
      - posterior.probability(above: interval.upper)
    #expect(abs(inside - 0.95) < 1e-8)
    if events == 300_000 {
      // R 4.2.2: pbeta(0.3, 300000.5, 700000.5, lower.tail = FALSE).
      #expect(abs(posterior.probability(above: 0.3) - 0.500_058_037_593) < 1e-8)
    }
  }

  @Test("refuses what is no belief")
  func refused() {
    #expect(throws: NumericsError.countMismatch(parameter: "components", expected: 1, found: 0)) {
      try BetaMixture([])
    }
    #expect(throws: NumericsError.notPositive(parameter: "alpha", value: 0)) {
      try BetaMixture(alpha: 0, beta: 1)
    }
    #expect(throws: NumericsError.notFinite(parameter: "beta")) {
      try BetaMixture(alpha: 1, beta: .nan)
    }
    #expect(throws: NumericsError.notPositive(parameter: "weight", value: -1)) {
      try BetaMixture([.init(weight: -1, alpha: 1, beta: 1)])
    }
    #expect(throws: NumericsError.tooLarge(parameter: "alpha", value: 1e300, atMost: 1e12)) {
      try BetaMixture(alpha: 1e300, beta: 1)
    }
  }

  @Test("predicts further people as R does, and surely sums to 1")
  func predictive() throws {
    for row in try Self.rows("predictive") {
      let prior = try BetaMixture(alpha: row[0], beta: row[1])
      let chances = prior.predictive(of: Int(row[2]))
      #expect(chances.count == row.count - 3)
      for (chance, number) in zip(chances, row.dropFirst(3)) {
        #expect(relativeError(chance, number) < 1e-11)
      }
      #expect(abs(chances.reduce(0, +) - 1) < 1e-14)
    }
    // Under the flat prior every count is as likely; of nobody there is one count.
    let flat = try BetaMixture(alpha: 1, beta: 1)
    #expect(flat.predictive(of: 0) == [1])
    #expect(flat.predictive(of: 1_000_000).allSatisfy { abs($0 * 1_000_001 - 1) < 1e-9 })
    let mixed = try BetaMixture([
      .init(weight: 1, alpha: 1, beta: 1), .init(weight: 1, alpha: 3, beta: 7),
    ])
    let half = zip(flat.predictive(of: 9), try BetaMixture(alpha: 3, beta: 7).predictive(of: 9))
    for (chance, parts) in zip(mixed.predictive(of: 9), half) {
      #expect(abs(chance - (parts.0 + parts.1) / 2) < 1e-15)
    }
  }
}
