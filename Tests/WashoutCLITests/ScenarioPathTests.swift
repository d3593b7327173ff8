import Testing
import WashoutCLI

@Suite("A scenario on the command line")
struct ScenarioPathTests {
  private func path(_ argument: String, _ existing: [String] = []) -> ScenarioPath {
    ScenarioPath(argument) { existing.contains($0) }
  }

  @Test("is a shipped one by its bare name")
  func bareName() {
    #expect(path("cstar012").path == "scenarios/cstar012.yaml")
    #expect(path("cstar012").name == "cstar012")
  }

  @Test("is a file by its path")
  func file() {
    #expect(path("mine.yaml").path == "mine.yaml")
    #expect(path("mine.yaml").name == "mine")
    #expect(path("../a/My.Trial.yml").path == "../a/My.Trial.yml")
    #expect(path("../a/My.Trial.yml").name == "My.Trial")
    #expect(path("a/.yaml").name == ".yaml")
  }

  @Test("is a file without an ending only where no shipped one has the name")
  func withoutEnding() {
    #expect(path("trial", ["trial"]).path == "trial")
    #expect(path("trial", ["trial", "scenarios/trial.yaml"]).path == "scenarios/trial.yaml")
  }

  @Test("is named again by a bare name where that leads to it, else by its path")
  func argument() {
    #expect(path("cstar012").argument == "cstar012")
    #expect(path("scenarios/cstar012.yaml").argument == "cstar012")
    #expect(path("own/cstar012.yaml").argument == "own/cstar012.yaml")
    #expect(path("cstar012.yaml").argument == "cstar012.yaml")
  }

  @Test("has a name that no other scenario of the run has, case ignored")
  func duplicates() throws {
    #expect(try ScenarioPath.all(["a/x.yaml", "y"]).count == 2)
    #expect(throws: (any Error).self) { try ScenarioPath.all(["a/x.yaml", "b/X.yml"]) }
  }

  @Test("never names a folder outside the output folder, or the scratch folder")
  func names() throws {
    for argument in ["...yaml", ".hidden.yaml", "_scratch.yaml", "_scratch", "a/.yaml"] {
      #expect(throws: (any Error).self, "\(argument)") { try ScenarioPath.all([argument]) }
    }
    #expect(try ScenarioPath.all(["a..b.yaml"]).map(\.name) == ["a..b"])
  }
}
