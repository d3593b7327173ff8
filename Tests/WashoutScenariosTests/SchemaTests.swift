import Foundation
import Testing
import WashoutScenarios

@Suite("The JSON Schema for editors")
struct SchemaTests {
  private let check = try? SchemaCheck(schema: ScenarioSchema.jsonSchema)

  @Test("accepts every shipped scenario", arguments: ShippedScenarioTests.names)
  func shipped(_ name: String) throws {
    let text = try String(contentsOfFile: "scenarios/\(name).yaml", encoding: .utf8)
    #expect(try check?.faults(text) == [])
  }

  @Test("accepts the small scenario and the scenarios to start from")
  func others() throws {
    let texts = [
      SmallScenario.text,
      SmallScenario.text.replacing(
        "{lognormal: {median: 55.7, sd_log: 0.18}, source: A1}",
        with: "{empirical: {csv: w.csv, column: kg}}"), NewScenario.like("cstar012.yaml"),
      NewScenario.statistical(recurrence: 0.3, byWeek: 24),
    ]
    for text in texts { #expect(try check?.faults(text) == []) }
  }

  @Test(
    "refuses what the parser refuses",
    arguments: [
      ("sample_size: 15", "sample_sise: 15"), ("share: 0.10,", "share: 10,"),
      ("enters: not_worse", "enters: not_wrse"), ("volume_l: 6", "volume_l: [6]"),
      ("title: A small trial\n", ""), ("method: kaplan_meier", "method: kaplan"),
      ("weeks: [0, 4, 8]", "weeks: []"), ("range: [0.25, 1]", "range: [0.25]"),
      ("volume_l: 6", "volume_l: 0"), ("trials: 1000", "trials: 1000.5"),
      ("{lognormal: {median: 55.7, sd_log: 0.18}, source: A1}", "{empirical: {csf: w.csv}}"),
    ])
  func refused(_ old: String, _ new: String) throws {
    let text = SmallScenario.text.replacing(old, with: new, maxReplacements: 1)
    #expect(try check?.faults(text) != [])
    #expect(SmallScenario.faults(text) != "no fault")
  }

  @Test("is the file that the scenarios name for editors")
  func shippedSchema() throws {
    let text = try String(contentsOfFile: "scenarios/washout.schema.json", encoding: .utf8)
    #expect(text == ScenarioSchema.jsonSchema, "write it anew: washout schema")
  }

  @Test("describes each key")
  func described() { #expect(check?.undescribed == []) }

  @Test("keeps to the keywords of draft-07, and is JSON")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ScenarioSchema.jsonSchema.utf8))
    let schema = try #require(object as? [String: Any])
    #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
  }

  @Test("comes from the same table as the reference page")
  func reference() throws {
    let page = ScenarioSchema.referencePage
    for key in [
      "trial.observation_off_drug.to_week", "drug.effect.ic50_mg_per_l", "leaving.lost",
      "activity.scores.*score*.in_flare", "estimands.*estimand*.events.worse_before",
      "empirical.csv", "empirical.column",
    ] { #expect(page.contains("| \(key) | "), "\(key)") }
    for line in page.split(separator: "\n") where line.hasPrefix("|") {
      #expect(line.filter { $0 == "|" }.count == 5, "\(line)")
    }
  }
}
