import TestSupport
import Testing
import WashoutNumerics

@Suite("Nobody's draws change unnoticed")
struct ValueStabilityTests {
  /// The values of seed 7381465, stream 42, subject 7 and replicates 0, 1 and 2.
  ///
  /// A change here changes results: say so in the changelog. The logarithm and the exponential may differ by an ulp between processors.
  static let frozen: [(name: String, values: [Double])] = [
    ("normal", [25.693836161312245, 35.64146174656813, 7.531771583397671]),
    ("limited", [17.31672143665702, 26.238022810481297, 34.273907876472876]),
    ("upper tail", [6.004185423067791, 6.036258201567581, 6.111421848865788]),
    ("lognormal", [47.964885822664556, 57.37028339459833, 34.58956460060749]),
    ("gamma", [1.9552313141240867, 3.033231426838756, 0.7063454772740568]),
    ("small gamma", [2.404983745317955e-15, 9.526892906541926e-06, 0.007819537052551805]),
    ("beta", [0.28355657542504714, 0.35952035618508493, 0.1838944982831643]),
    ("uneven beta", [0.006086931138336365, 0.3350908743444866, 0.6754673531648202]),
    ("large beta", [0.297839270165954, 0.2988363491100693, 0.29659529499899784]),
    ("weibull", [1.3953572752463217, 4.9762532476876356, 9.66536239359499]),
    ("exponential", [0.12892202009406692, 1.1196855974576265, 3.46124807864825]),
    ("uniform", [-1.8727258749218283, -0.9968269864585415, 0.49775508059462226]),
    ("loglogistic", [1.8615608768684169, 4.602080208738736, 7.994255068530463]),
    ("piecewise", [2.5784404018813385, 7.678742389830505, 24.6124807864825]),
    ("bernoulli", [1, 1, 0]),
    ("binomial", [1, 3, 4]),
    ("large binomial", [29_717, 29_878, 30_000]),
    ("poisson", [0, 1, 2]),
    ("large poisson", [998_048, 999_161, 999_999]),
    ("categorical", [7, 7, -1]),
    ("empirical", [-1, 2, 2]),
    ("mixture of two", [6.790544760380735, 9.118940344695256, 34.33164407094804]),
    ("mixture", [7.7136833355673655, 5.371584941796595, 16.669864706990257]),
  ]

  @Test("while the first values of every family stay what they were")
  func values() throws {
    #expect(
      Self.frozen.count == (try DistributionCases.reference + DistributionCases.lists()).count)
    for (name, values) in Self.frozen {
      let distribution = try #require(try DistributionCases.distribution(name))
      for (value, expected) in zip(SamplerValueTests.draws(distribution, 3), values) {
        #expect(relativeError(value, expected) <= 1e-14, "\(name): \(value), not \(expected)")
      }
    }
  }
}
