import Foundation
import Testing
import WashoutReports
import WashoutScenarios

@Suite("What `schema` prints")
struct SchemaCommandTests {
  @Test("is the scenario's schema, the summary's, or the reference page")
  func schemas() throws {
    let scenario = try Tool.run(["schema"], in: Tool.root).output
    let summary = try Tool.run(["schema", "--summary"], in: Tool.root).output
    #expect(scenario.hasPrefix(ScenarioSchema.jsonSchema))
    #expect(summary == SummarySchema.jsonSchema)
    #expect(scenario != summary)
    for text in [scenario, summary] {
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
    let page = try Tool.run(["schema", "--reference"], in: Tool.root).output
    #expect(page.hasPrefix(ScenarioSchema.referencePage))
    // What stands in the elements of a list is explained too.
    #expect(page.contains("| looks.at[].patients |") && page.contains("| mixture[].weight |"))
    #expect(try Tool.run(["schema", "--reference", "--summary"], in: Tool.root).status == 64)
  }
}
