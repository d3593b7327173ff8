import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("What-if cells")
struct WhatIfReaderTests {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "scenarios/cstar012.yaml").path

  /// Who is right: the register, in which 16 values of CSTAR012 have a range, one of them recruitment's.
  @Test("are both ends of every range that a person's course can depend on")
  func ends() throws {
    let parsed = try ScenarioParser().parse(fileAt: Self.path)
    let cells = WhatIfReader(fileAt: Self.path, overrides: [], base: parsed.scenario).rangeEnds()
    let ranges = parsed.scenario.assumptions.filter { $0.range != nil }
    #expect(ranges.contains { $0.path.hasPrefix("trial.recruited_per_month") })
    let varied = ranges.filter { !$0.path.hasPrefix("trial.recruited_per_month") }
    #expect(Set(cells.map(\.path)) == Set(varied.map(\.path)))
    #expect(cells.allSatisfy { $0.scenario != parsed.scenario })
    let lost = cells.filter { $0.path.hasPrefix("leaving.lost") }
    #expect(lost.map(\.value) == ["0.02", "0.25"])
    #expect(lost.map { $0.scenario.leaving.lost?.share } == [0.02, 0.25])
  }

  @Test("have the trials that the file gives them, else the scenario's")
  func trials() throws {
    #expect(try ScenarioParser().parse(fileAt: Self.path).whatIfTrials == 4_000)
    #expect(try SmallScenario.parse().whatIfTrials == 1_000)
  }
}
