import CWashoutGSL
import TestSupport
import Testing
import WashoutNumerics

@Suite("A drawn value")
struct SamplerValueTests {
  static let stream = Stream(rawValue: 42)

  static func draws(_ distribution: Distribution, _ replicates: Int = 5) -> [Double] {
    var table = SamplerTable()
    _ = table.add(distribution)
    let sampler = table.add(distribution)
    let random = RandomSource(seed: 7_381_465)
    return (0..<replicates).map { replicate in
      random.rewind(SubjectKey(replicate: UInt64(replicate), subject: 7), stream)
      return table.draw(sampler, random)
    }
  }

  @Test("is that of a second implementation (Tests/Reference/samplers.py)")
  func secondImplementation() throws {
    let rows = try Reference("samplers").rows
    #expect(rows.count == 75)
    for row in rows {
      let distribution = try #require(try DistributionCases.distribution(row[0]))
      let replicate = try #require(Int(row[1]))
      let expected = try #require(Double(row[2]))
      let value = Self.draws(distribution)[replicate]
      #expect(relativeError(value, expected) <= 1e-12, "\(row[0]): \(value), not \(expected)")
    }
  }

  @Test("of a gamma or beta is that of GSL's sampler")
  func gsl() throws {
    let random = RandomSource(seed: 7_381_465)
    for replicate in 0..<100 {
      let key = SubjectKey(replicate: UInt64(replicate), subject: 7)
      random.rewind(key, Self.stream)
      let gamma = gsl_ran_gamma(random.generator, 6, 0.5)
      #expect(try Self.draws(Distribution(.gamma(shape: 6, mean: 3)), 100)[replicate] == gamma)
      random.rewind(key, Self.stream)
      let beta = gsl_ran_beta(random.generator, 0.5, 0.7)
      #expect(try Self.draws(Distribution(.beta(alpha: 0.5, beta: 0.7)), 100)[replicate] == beta)
    }
  }

  @Test(
    "is a number at extreme parameters too",
    arguments: [
      .beta(alpha: 1e-3, beta: 1e-3), .beta(alpha: 1e6, beta: 1e-3), .gamma(shape: 1e-3, mean: 1),
      .gamma(shape: 1e6, mean: 1), .weibull(shape: 1e-2, scale: 1), .lognormal(median: 1, sdLog: 9),
      .normal(mean: 0, sd: 1, lower: 37, upper: .infinity), .poisson(mean: 1e9),
      .normal(mean: 0, sd: 1, lower: -.infinity, upper: -37),
      .binomial(trials: 1_000_000_000, share: 1e-9), .binomial(trials: 5, share: 1),
    ] as [Distribution.Shape])
  func extreme(_ shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    let lowest = try #require(distribution.quantile(0))
    let highest = try #require(distribution.quantile(1))
    let values = Self.draws(distribution, 200)
    #expect(values.allSatisfy { lowest <= $0 && $0 <= highest && $0.isFinite })
  }

  @Test("takes nothing from the stream when there is nothing to draw")
  func point() throws {
    var table = SamplerTable()
    let point = table.add(try Distribution(.point(3.5)))
    let fixed = table.add(try Distribution(.normal(mean: 2, sd: 0, lower: 0, upper: 4)))
    let random = RandomSource(seed: 1)
    random.rewind(SubjectKey(replicate: 0, subject: 0), Self.stream)
    #expect(table.draw(point, random) == 3.5 && table.draw(fixed, random) == 2)
    let next = random.word()
    random.rewind(SubjectKey(replicate: 0, subject: 0), Self.stream)
    #expect(random.word() == next)
  }

  @Test("rises with its uniform, so that common random numbers keep their order")
  func monotone() throws {
    let cases =
      ["limited", "upper tail", "weibull", "exponential", "uniform", "loglogistic"]
      + ["piecewise", "binomial", "large binomial", "poisson", "large poisson", "empirical"]
    let uniforms = Self.draws(try Distribution(.uniform(low: 0, high: 1)), 500)
    let order = uniforms.indices.sorted { uniforms[$0] < uniforms[$1] }
    for name in cases {
      let distribution = try #require(try DistributionCases.distribution(name))
      let values = Self.draws(distribution, 500)
      #expect(
        zip(order, order.dropFirst()).allSatisfy { values[$0] <= values[$1] }, "\(name)")
    }
  }

  @Test("of a long table is that of the search it stands for")
  func table() throws {
    // The same law with 4,096 entries at most and with more.
    for mean in [3_700.0, 3_900.0, 4_100.0] {
      let distribution = try Distribution(.poisson(mean: mean))
      let uniforms = Self.draws(try Distribution(.uniform(low: 0, high: 1)), 200)
      for (u, value) in zip(uniforms, Self.draws(distribution, 200)) {
        #expect(u < distribution.cdf(value) && distribution.cdf(value - 1) <= u)
      }
    }
  }
}
