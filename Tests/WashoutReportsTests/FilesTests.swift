import Foundation
import Testing
import Washout
import WashoutReports

@Suite("Result files")
struct FilesTests {
  private let report = Report(
    scenario: Fixture.scenario(), results: Fixture.results(), digest: "3f9c00112233aabb")

  private func contents(_ name: String) throws -> String {
    try #require(report.files.first { $0.name == name }).contents
  }

  private func rows(_ name: String) throws -> [[String]] {
    try contents(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func summary() throws -> [String: Any] {
    let data = Data(try contents("summary.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("come with summary.json last, which lists them all")
  func list() throws {
    let names = report.files.map(\.name)
    #expect(
      names == [
        "operating_characteristics.csv", "headline.csv", "known_rates.csv", "report.md",
        "report.html", "summary.json",
      ])
    #expect(try summary()["files"] as? [String] == names)
    #expect(report.summary == report.files.last?.contents)
  }

  @Test("are equal for equal results, and differ for others")
  func determinism() {
    let same = Report(
      scenario: Fixture.scenario(), results: Fixture.results(), digest: "3f9c00112233aabb")
    #expect(same.files == report.files)
    let other = Report(
      scenario: Fixture.scenario(), results: Fixture.results(decision: (0.43, 0.22)),
      digest: "3f9c00112233aabb")
    // What is known at a rate does not depend on what was simulated.
    for (a, b) in zip(other.files, report.files) where a.name != "known_rates.csv" {
      #expect(a.contents != b.contents)
    }
  }

  @Test("have one number a row, with an empty field where something does not apply")
  func operatingCharacteristics() throws {
    let rows = try rows("operating_characteristics.csv")
    let measures = Fixture.results().measures
    #expect(
      rows.first == [
        "name", "drug", "sample_size", "subject", "layer", "value", "mcse", "replicates",
      ])
    #expect(rows.count == measures.count + 1)
    #expect(rows.allSatisfy { $0.count == 8 })
    #expect(
      rows.contains([
        "recurrence_rate", "no_effect", "", "sledai_rise", "assessed", "0.1748", "0.0007", "20000",
      ]))
    #expect(rows.contains(["entered_low", "assumed", "15", "", "", "11", "", "20000"]))
  }

  @Test("say what every size concludes at a known rate; the summary says it of the sizes simulated")
  func knownRates() throws {
    let rows = try rows("known_rates.csv")
    #expect(rows[0].prefix(3) == ["rate", "sample_size", "probability_of_decision"])
    #expect(rows.dropFirst().map { $0[1] } == ["15", "16", "30"])
    #expect(rows[3] == ["0.1", "30", "0.9", "0.0012", "", "", "0.25", "", "0.96", ""])
    let known = try #require(try summary()["known_rates"] as? [[String: Any]])
    #expect(known.map { $0["sample_size"] as? Int } == [15, 30])
  }

  @Test("put at most 60 rows into the headline, recurrence first, no row twice")
  func headline() throws {
    let rows = try rows("headline.csv")
    #expect(rows[1].prefix(5) == ["recurrence_rate", "assumed", "", "sledai_rise", "assessed"])
    #expect(Set(rows).count == rows.count)
    var results = Fixture.results()
    results.sizes = Array(15...100)
    results.measures += results.sizes.dropFirst().map {
      Measure(.probabilityOfDecision, sampleSize: $0, value: 0.5, mcse: 0.004, replicates: 20_000)
    }
    let many = Headline(Findings(Fixture.scenario(), results)).measures
    #expect(many.count == 60)
  }

  @Test("hold undefined numbers as null, in a document that its schema describes")
  func undefined() throws {
    var results = Fixture.results()
    results.measures.append(
      Measure(.coverage, sampleSize: 15, subject: "exact", value: .nan, mcse: nil, replicates: 0))
    let text = Report(scenario: Fixture.scenario(), results: results, digest: "d").summary
    #expect(
      text.contains("\"layer\": null, \"value\": null, \"mcse\": null, \"replicates\": 0}"))
    try expectValid(text)
  }

  @Test("fit the schema of the summary", arguments: [true, false])
  func schema(hasDecision: Bool) throws {
    var scenario = Fixture.scenario()
    if !hasDecision {
      scenario.decision = nil
      scenario.registry = nil
    }
    try expectValid(Report(scenario: scenario, results: Fixture.results(), digest: "d").summary)
  }

  @Test("do not fit the schema when a key is missing, added or of another type")
  func schemaFails() throws {
    var document = try summary()
    document["engine"] = nil
    #expect(try !faults(of: document).isEmpty)
    document["engine"] = 1
    #expect(try !faults(of: document).isEmpty)
    document["engine"] = "0.1.0"
    #expect(try faults(of: document).isEmpty)
    document["when"] = "today"
    #expect(try !faults(of: document).isEmpty)
  }

  private func expectValid(_ text: String) throws {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(try faults(of: document) == [])
  }

  private func faults(of document: Any) throws -> [String] {
    let schema = try JSONSerialization.jsonObject(with: Data(SummarySchema.jsonSchema.utf8))
    return SchemaCheck.faults(document, try #require(schema as? [String: Any]), at: "")
  }

  @Test("hold the texts and numbers of scenario and results")
  func summaryContents() throws {
    let document = try summary()
    let scenario = try #require(document["scenario"] as? [String: Any])
    #expect(scenario["digest"] as? String == "3f9c00112233aabb")
    #expect(scenario["course"] as? String == "mechanistic")
    let simulation = try #require(document["simulation"] as? [String: Any])
    #expect(simulation["seed"] as? Int == 7_381_465)
    let measures = try #require(document["measures"] as? [[String: Any]])
    #expect(measures.count == Fixture.results().measures.count)
    let assumptions = try #require(document["assumptions"] as? [[String: Any]])
    #expect(assumptions.map { $0["overridden"] as? Bool } == [false, false, true, false, false])
    #expect(
      assumptions.map { $0["replaces"] as? String } == [nil, nil, "0.05", "0.6", nil])
    #expect(document["engine"] as? String == EngineVersion.current)
  }

  @Test("hold the largest seed as it is")
  func largestSeed() {
    var results = Fixture.results()
    results.seed = .max
    let text = Report(scenario: Fixture.scenario(), results: results, digest: "d").summary
    #expect(text.contains("\"seed\": 18446744073709551615"))
  }
}
