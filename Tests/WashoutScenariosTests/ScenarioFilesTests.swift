import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("Scenario files that are not on the disk")
struct ScenarioFilesTests {
  private let files: [String: String] = [
    "HEAD:a/mine.yaml": "extends: parts/base.yaml\ntitle: Mine\n",
    "HEAD:a/parts/base.yaml": """
    washout: 1
    title: Base
    trial: {sample_size: 15, observation_off_drug: {from_week: 0, to_week: 24}, visits: none}
    statistical: {time_to_recurrence_weeks: {empirical: {csv: t.csv, column: weeks}}}
    estimands:
      recurrence: {population: entered, variable: {by: end_of_observation}, events: {lost: hypothetical}}
    analyses:
      left: {estimand: recurrence, method: proportion, lost_patients: left_out, interval: wilson}
    simulation: {trials: 5, seed: 1}
    """,
    "HEAD:a/parts/t.csv": "weeks\n5\n50\n",
  ]

  private func parser(_ files: [String: String]) -> ScenarioParser {
    ScenarioParser(
      files: ScenarioFiles { path, largest in
        guard let text = files[path] else { return path.hasSuffix("/") ? .noFile : .nothing }
        return text.utf8.count > largest ? .tooLarge : .contents(Data(text.utf8))
      })
  }

  @Test("are read with the files that they extend and their CSV files")
  func read() throws {
    let parsed = try parser(files).parse(fileAt: "HEAD:a/mine.yaml")
    #expect(parsed.scenario.title == "Mine" && parsed.scenario.name == "mine")
    #expect(parsed.canonicalText.contains("empirical = [5, 50]\n"))
    var other = files
    other["HEAD:a/parts/t.csv"] = "weeks\n5\n51\n"
    let changed = try parser(other).parse(fileAt: "HEAD:a/mine.yaml")
    #expect(changed.canonicalText.contains("empirical = [5, 51]\n"))
  }

  @Test("are told by their own names where one is missing or too large")
  func faults() throws {
    var fewer = files
    fewer["HEAD:a/parts/t.csv"] = nil
    #expect(throws: ScenarioFaults.self) { try parser(fewer).parse(fileAt: "HEAD:a/mine.yaml") }
    do {
      _ = try parser(fewer).parse(fileAt: "HEAD:a/mine.yaml")
    } catch {
      #expect(error.kind == .missingFile)
      #expect(error.rendered.hasPrefix("HEAD:a/parts/base.yaml:4:"))
      #expect(error.rendered.contains("no such file: HEAD:a/parts/t.csv"))
    }
    var large = files
    large["HEAD:a/mine.yaml"] = String(repeating: " ", count: 1 << 21)
    do {
      _ = try parser(large).parse(fileAt: "HEAD:a/mine.yaml")
    } catch {
      #expect(error.rendered.hasPrefix("HEAD:a/mine.yaml: larger than 1 MiB"))
    }
  }
}
