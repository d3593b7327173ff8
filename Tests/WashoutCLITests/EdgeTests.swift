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
    let results = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: results) }
    let outcome = try Tool.run(
      ["run", "\(scenario).yaml", "--json", "--quiet", "--trials", "\(trials)", "--output"]
        + [results] + settings.flatMap { ["--set", $0] }, in: Self.folder)
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

  /// The share with a recurrence by week 12, by what patients were assumed to be.
  private func recurrenceRate(hazards: String) throws -> Double {
    let time = "{piecewise_exponential: {breaks: [4], hazards: \(hazards)}}"
    let summary = try run(
      ["statistical.recurrence_free=null", "statistical.time_to_recurrence_weeks=\(time)"],
      of: "rate")
    let document = try JSONSerialization.jsonObject(with: Data(summary.utf8)) as? [String: Any]
    let measures = try #require(document?["measures"] as? [[String: Any]])
    let rate = measures.first {
      $0["name"] as? String == "recurrence_rate" && $0["layer"] as? String == "latent"
    }
    return try #require(rate?["value"] as? Double)
  }

  /// 10^6 a year are 19,165 a week: of 960 people one in exp(-230,000) is without a recurrence at week 12.
  @Test(
    "of hazards has nobody or everybody with a recurrence",
    arguments: [
      ("[0, 0]", 0), ("[0, 1e-300]", 0), ("[19165, 19165]", 1), ("[1e300, 0]", 1),
      ("[0, 1e300]", 1),
    ])
  func hazards(_ hazards: String, _ rate: Double) throws {
    #expect(try recurrenceRate(hazards: hazards) == rate)
  }

  @Test("of hazards is not where hazards are usual")
  func usualHazards() throws {
    // 1 - exp(-12 / 40) = 0.259.
    #expect((0.15...0.35).contains(try recurrenceRate(hazards: "[0.025, 0.025]")))
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
