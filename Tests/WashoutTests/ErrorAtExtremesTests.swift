import Testing
import Washout

/// Where all replicates are alike, q = (1/2) / (N + 1) stands for the share in which they differ.
@Suite("Where all trials are alike")
struct ErrorAtExtremesTests {
  private static func unseen(of cases: Int) -> Double {
    let q = 0.5 / Double(cases + 1)
    return (q * (1 - q) / Double(cases)).squareRoot()
  }

  /// What rounding leaves of terms that cancel is 1e-9 or less; one person who differs leaves 1e-3 or, of a
  /// mean squared error with little bias, 1e-6.
  @Test("no error is made of rounding", arguments: [2, 3])
  func rounding(_ trials: Int) async throws {
    var (none, some) = (0, 0)
    for seed in 1...100 {
      let results = try await Model(
        .exponential(lost: .leftOut, sizes: [2, 25], trials: trials, seed: UInt64(seed))
      ).run()
      for measure in results.measures {
        guard let mcse = measure.mcse else { continue }
        #expect(mcse == 0 || mcse > 1e-7, "\(measure)")
        none += mcse == 0 ? 1 : 0
        some += mcse == 0 ? 0 : 1
      }
    }
    #expect(none > 100 && some > 1000)
  }

  /// Four people are too few for the decision, and two trials of them can have the same shares.
  @Test("differences between drugs are not known exactly, unless the drug does nothing")
  func differences() async throws {
    func results(_ maximumEffect: Double) async throws -> SimulationResults {
      var scenario = try Shipped.cstar012 { drug, _ in drug.maximumEffect = maximumEffect }
      scenario.trial.sampleSize = 4
      scenario.whatIfSampleSizes = []
      scenario.simulation = Simulation(trials: 40, seed: 2)
      return try await Model(scenario).run()
    }
    let (works, none) = (try await results(0.9), try await results(0))
    let decision = try #require(
      works.measure(.probabilityOfDecision, drug: .difference, sampleSize: 4))
    #expect(decision.value == 0)
    #expect(abs(try #require(decision.mcse) / Self.unseen(of: 40) - 1) < 1e-12)
    let lost = try #require(works.measure(.shareLost, drug: .difference))
    #expect(lost.value == 0)
    #expect(abs(try #require(lost.mcse) / Self.unseen(of: 160) - 1) < 1e-12)
    let differences = works.measures.filter { $0.drug == .difference && $0.value != nil }
    #expect(differences.count > 20)
    for measure in differences { #expect(try #require(measure.mcse) > 0, "\(measure)") }
    for measure in none.measures where measure.drug == .difference && measure.value != nil {
      #expect(measure.value == 0 && measure.mcse == 0, "\(measure)")
    }
  }

  @Test("a share of people counts people, a share of trials counts trials")
  func cases() async throws {
    var scenario = try Scenario.exponential(trials: 40)
    scenario.leaving.lost = Leaving.Clock(share: 0, byWeek: 12)
    let results = try await Model(scenario).run()
    let lost = try #require(results.measure(.shareLost))
    #expect(lost.value == 0 && lost.cases == 600 && lost.replicates == 40)
    #expect(abs(try #require(lost.mcse) / Self.unseen(of: 600) - 1) < 1e-12)
    let failed = try #require(results.measure(.failed, sampleSize: 15, subject: "exact"))
    #expect(failed.value == 0 && failed.cases == 40 && failed.replicates == 40)
    #expect(abs(try #require(failed.mcse) / Self.unseen(of: 40) - 1) < 1e-12)
  }
}
