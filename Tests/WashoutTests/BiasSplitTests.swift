import Testing
import Washout

/// Who is right: the parts are differences of true values that the same people give, so they must equal
/// the differences of the values printed, and the three parts must add up to the bias about the latent
/// truth.
@Suite("The bias of an estimate")
struct BiasSplitTests {
  @Test(
    "is the sum of what errors, schedule, and loss with estimator add, paired on the same people")
  func parts() async throws {
    let results = try await Model(Shipped.scenario("cstar012")).run(trials: 64)
    func part(_ name: MeasureName, _ layer: Layer? = nil, size: Int? = nil) throws -> Double {
      let subject = size == nil ? "recurrence" : "exact"
      let measure = results.measure(name, sampleSize: size, subject: subject, layer: layer)
      return try #require(measure?.value)
    }
    let error = try part(.trueValueErrorBias)
    let schedule = try part(.trueValueScheduleBias)
    let rest = try part(.bias, .assessed, size: 15)
    let layers = try Layer.allCases.map { try part(.trueValue, $0) }
    #expect(abs(error - (layers[2] - layers[1])) < 1e-12)
    #expect(abs(schedule - (layers[1] - layers[0])) < 1e-12)
    #expect(abs(error + schedule + rest - (try part(.bias, .latent, size: 15))) < 1e-12)
    #expect(abs(error + rest - (try part(.bias, .atVisits, size: 15))) < 1e-12)
    #expect(error > 0 && schedule < 0)
    // Paired on the same people, a difference is known better than from two separate groups.
    func mcse(_ name: MeasureName, _ layer: Layer? = nil) throws -> Double {
      try #require(results.measure(name, subject: "recurrence", layer: layer)?.mcse)
    }
    let apart = try Layer.allCases.map { try mcse(.trueValue, $0) }
    let paired = try mcse(.trueValueErrorBias)
    #expect(paired > 0)
    #expect(paired * paired < apart[1] * apart[1] + apart[2] * apart[2])
  }
}
