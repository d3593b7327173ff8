import Foundation
import Testing

/// Numbers at the edge of what means something; beyond it stands a fault with what to write, which `Tests/Bad` holds:
/// an IC50 of 0 (`drug-ic50-zero`), a million flares a year (`flares-rate-too-high`), 2^40 trials
/// (`simulation-trials-too-many`), nobody in the trial (`trial-sample-size-zero`).
@Suite("A scenario at the edge")
struct EdgeTests {
  private static let folder = Tool.root + "/Tests/Bad/good"

  /// A run of 64 trials, its summary as JSON.
  private func run(_ settings: [String], of scenario: String, trials: Int = 64) throws -> String {
    let outcome = try Tool.run(
      ["run", "\(scenario).yaml", "--json", "--quiet", "--trials", "\(trials)", "--output"]
        + [FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"]
        + settings.flatMap { ["--set", $0] }, in: Self.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    _ = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return outcome.output
  }

  @Test(
    "has finite results or none, never an infinite or undefined number",
    arguments: [
      ["flares.background_per_year=0", "flares.drug_suppressible_per_year=0"],
      ["flares.background_per_year=1000", "flares.drug_suppressible_per_year=0"],
      ["drug.effect.ic50_mg_per_l=1e-300"], ["drug.effect.ic50_mg_per_l=1e300"],
      ["drug.absorption_per_day=0.029", "drug.clearance_l_per_day={median: 0.174, sd_log: 0}"],
      ["drug.volume_l=1e-6"], ["drug.effect.hill=100"], ["drug.clearance_l_per_day=1e6"],
      ["leaving.lost.share=0.999999"], ["leaving.lost=null"], ["trial.sample_size=1"],
      ["trial.dosing.dose_mg=1e12"], ["trial.dosing.missed=1"], ["drug.effect.maximum=0"],
    ])
  func mechanism(_ settings: [String]) throws {
    // JSON has no word for an infinite or undefined number, so that one would not be read.
    let summary = try run(settings, of: "mechanism")
    #expect(summary != (try run([], of: "mechanism")))
  }

  @Test("of one trial or one patient ends as any other", arguments: [1, 15])
  func fewest(_ size: Int) throws {
    let one = try run(["trial.sample_size=\(size)"], of: "rate", trials: 1)
    #expect(one != (try run(["trial.sample_size=\(size)"], of: "rate", trials: 64)))
  }

  @Test("beyond it is a fault of the command line")
  func beyond() throws {
    for (option, value) in [
      ("--trials", "1099511627776"), ("--trials", "0"), ("--threads", "0"),
      ("--seed", "18446744073709551616"),
    ] {
      #expect(
        try Tool.run(["run", "rate.yaml", option, value, "--quick"], in: Self.folder).status == 64)
    }
    for setting in ["drug.effect.ic50_mg_per_l=0", "flares.background_per_year=1000000"] {
      #expect(
        try Tool.run(["run", "mechanism.yaml", "--quick", "--set", setting], in: Self.folder).status
          == 65)
    }
  }
}
