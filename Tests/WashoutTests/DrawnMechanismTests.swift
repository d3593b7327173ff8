import Foundation
import Testing
import Washout
import WashoutScenarios

/// CSTAR012 with values drawn from priors; who is right is the same file with the values written into it.
@Suite("A mechanism with drawn values")
struct DrawnMechanismTests {
  private static let path = Shipped.root.appending(path: "scenarios/cstar012.yaml").path
  private static let draws = "simulation.parameter_uncertainty=true"

  private func scenario(_ settings: String...) throws -> Scenario {
    try ScenarioParser(overrides: settings).parse(fileAt: Self.path).scenario
  }

  @Test("is the mechanism of the same values in the file, whichever they are")
  func values() throws {
    let drawn = try scenario(Self.draws)
    let uncertainty = try #require(drawn.simulation.parameterUncertainty)
    #expect(
      uncertainty.priors.map(\.path) == ["drug.effect.ic50_mg_per_l", "drug.effect.driven"])
    let written = try scenario("drug.effect.ic50_mg_per_l=4.5", "drug.effect.driven.share=0.3")
    #expect(try uncertainty.scenario([4.5, 0.3]).course == written.course)
    #expect(try uncertainty.scenario([4.5, 0.31]).course != written.course)
  }

  /// Uniforms by numpy's Philox, as in Tests/Reference/streams.py with the replicate as second word of the
  /// counter; quantiles by R's qlnorm(u, 0, 0.9) and qbeta(u, 6, 6).
  @Test("draws what numpy and R draw")
  func reference() throws {
    let model = try Model(scenario(Self.draws))
    let known = [
      [1.30119215295895607, 0.20345561529839082], [0.73131059038045576, 0.49870963784494715],
      [2.53108713834134358, 0.81386875596601960],
    ]
    for (i, values) in known.enumerated() {
      let drawn = try model.drawnValues(trial: i + 1).map(\.value)
      #expect(zip(drawn, values).allSatisfy { abs($0 - $1) < 1e-9 }, "\(drawn)")
    }
  }

  @Test("holds the natural flare rate where the share of driven people asks for it")
  func held() throws {
    let drawn = try scenario(Self.draws, "drug.effect.driven.hold=natural_flare_rate")
    let uncertainty = try #require(drawn.simulation.parameterUncertainty)
    let held = try scenario(
      "drug.effect.driven.hold=natural_flare_rate", "drug.effect.driven.share=0.25")
    #expect(try uncertainty.scenario([1, 0.25]).course == held.course)
    #expect(
      try uncertainty.scenario([1, 0.25]).course != scenario("drug.effect.driven.share=0.25").course
    )
  }

  @Test("whose priors are points gives every number of the plain run, to the bit")
  func points() async throws {
    let drawn = try await Model(
      scenario(
        Self.draws, "drug.effect.ic50_mg_per_l.prior=1", "drug.effect.driven.prior=0.5",
        "simulation.trials=96")
    ).run(threads: 2)
    let plain = try await Model(scenario("simulation.trials=96")).run()
    let added: [MeasureName] = [
      .assurance, .varianceBetweenDraws, .varianceWithinDraws, .rankCorrelation,
    ]
    let shared = drawn.measures.filter { !added.contains($0.name) }
    #expect(shared.count > 200)
    #expect(shared.allSatisfy { plain.measures.contains($0) })
    #expect(drawn.funnel == plain.funnel)
    let other = try await Model(scenario(Self.draws, "simulation.trials=96")).run()
    #expect(other.measures.count { plain.measures.contains($0) } < shared.count / 2)
  }

  @Test("shows people as the trial with its values in the file does")
  func trace() throws {
    let model = try Model(scenario(Self.draws))
    let values = try model.drawnValues(trial: 3)
    let others = try model.drawnValues(trial: 4)
    #expect(values.count == 2 && values != others)
    let trace = try model.trace(trial: 3, patient: 2)
    #expect(trace.drawnValues == values)
    var same = trace
    same.drawnValues = []
    let written = try Model(
      scenario(
        "drug.effect.ic50_mg_per_l=\(values[0].value)",
        "drug.effect.driven.share=\(values[1].value)"))
    #expect(try written.trace(trial: 3, patient: 2) == same)
    #expect(try written.trace(trial: 4, patient: 2) != model.trace(trial: 4, patient: 2))
  }
}
