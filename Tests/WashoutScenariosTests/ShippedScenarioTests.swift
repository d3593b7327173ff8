import Testing
import Washout
import WashoutScenarios

@Suite("Shipped scenarios")
struct ShippedScenarioTests {
  @Test("CSTAR012 is read with the values that its file states")
  func cstar012() throws {
    let scenario = try ScenarioParser().parse(fileAt: "scenarios/cstar012.yaml").scenario
    #expect(scenario.name == "cstar012")
    #expect(scenario.trial.sampleSize == 15)
    #expect(scenario.trial.visitWeeks == [0, 4, 8, 12, 16, 20, 24])
  }
}
