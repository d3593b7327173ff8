import TestSupport
import Testing
import WashoutNumerics

@Suite("Distributions agree with R (Tests/Reference/distributions.R) in")
struct DistributionReferenceTests {
  struct Row: Sendable {
    let name: String
    let function: String
    let argument: Double
    let expected: Double
    let distribution: Distribution
  }

  static func rows(_ functions: Set<String>) throws -> [Row] {
    try Reference("distributions").rows.compactMap { row in
      guard functions.contains(row[1]), let x = Double(row[2]), let value = Double(row[3]) else {
        return nil
      }
      let name = row[0] == "mixture" ? "mixture of two" : row[0]
      let distribution = try #require(try DistributionCases.distribution(name))
      return Row(
        name: name, function: row[1], argument: x, expected: value, distribution: distribution)
    }
  }

  /// Both libraries promise about 13 digits; logarithms of binomial coefficients near 1e5 cost GSL
  /// five of them.
  static func tolerance(_ name: String) -> Double { name.hasPrefix("large") ? 1e-9 : 1e-12 }

  @Test("the distribution function and its upper tail")
  func probabilities() throws {
    let rows = try Self.rows(["cdf", "survival"])
    #expect(rows.count == 200)
    for row in rows {
      let value =
        row.function == "cdf"
        ? row.distribution.cdf(row.argument) : row.distribution.survival(row.argument)
      #expect(
        relativeError(value, row.expected) <= Self.tolerance(row.name),
        "\(row.name) \(row.function)(\(row.argument)) = \(value), R \(row.expected)")
    }
  }

  @Test("the quantiles")
  func quantiles() throws {
    let rows = try Self.rows(["quantile"])
    #expect(rows.count == 159)
    for row in rows {
      let value = try #require(row.distribution.quantile(row.argument))
      #expect(
        relativeError(value, row.expected) <= Self.tolerance(row.name),
        "\(row.name) quantile(\(row.argument)) = \(value), R \(row.expected)")
    }
  }

  @Test("mean and variance, by quadrature and sums")
  func moments() throws {
    let rows = try Self.rows(["mean", "variance"])
    #expect(rows.count == 26)
    for row in rows {
      let value = row.function == "mean" ? row.distribution.mean : row.distribution.variance
      #expect(
        relativeError(value, row.expected) <= 1e-8,
        "\(row.name) \(row.function) = \(value), R \(row.expected)")
    }
  }

  @Test("nothing when a parameter is another")
  func other() throws {
    let other = try Distribution(.lognormal(median: 55.7, sdLog: 0.19))
    let row = try #require(try Self.rows(["cdf"]).first { $0.name == "lognormal" })
    #expect(relativeError(other.cdf(row.argument), row.expected) > 1e-3)
  }
}
