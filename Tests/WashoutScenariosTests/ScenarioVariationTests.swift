import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("A number of a file that is varied")
final class ScenarioVariationTests {
  private let folder: String
  private let file: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    file = folder + "/small.yaml"
    try SmallScenario.text.write(toFile: file, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test("has its base case, range, unit, sources and what may be written")
  func known() throws {
    let variation = ScenarioVariation(fileAt: file)
    let clearance = try variation.value(at: "drug.clearance_l_per_day")
    #expect(clearance.base == 0.174 && clearance.range == 0.13...0.26)
    #expect(clearance.unit == "L/day" && clearance.sources == ["A1"] && !clearance.isWhole)
    let beyond = try #require(clearance.beyond(times: 10))
    #expect(abs(beyond.lowerBound - 0.013) < 1e-12 && abs(beyond.upperBound - 2.6) < 1e-12)
    let driven = try variation.value(at: "drug.effect.driven.share")
    #expect(driven.base == 0.5 && driven.beyond(times: 10) == 0.025...1)
    #expect(try variation.value(at: "leaving.lost").base == 0.1)
    #expect(try variation.value(at: "leaving.lost").range == nil)
    #expect(try variation.value(at: "activity.items.joint.present").base == 0.5)
    #expect(try variation.value(at: "trial.sample_size").isWhole)
    let set = ScenarioVariation(fileAt: file, overrides: ["leaving.lost=0.2"])
    #expect(try set.value(at: "leaving.lost").base == 0.2)
  }

  @Test("takes a value, and the others stay")
  func varied() throws {
    let variation = ScenarioVariation(fileAt: file)
    let scenario = try variation.scenario("leaving.lost", 0.25)
    #expect(scenario.leaving.lost?.share == 0.25)
    #expect(try variation.scenario("leaving.lost", 0.1).leaving.lost?.share == 0.1)
    let others = try variation.others(than: "flares.background_per_year").map(\.path)
    #expect(others == ["drug.clearance_l_per_day", "drug.effect.driven"])
  }

  @Test(
    "is refused where there is none",
    arguments: [("drug.effect.ic", "unknown key"), ("title", "holds no number"), ("", "")])
  func refused(_ path: String, _ words: String) {
    do {
      _ = try ScenarioVariation(fileAt: file).value(at: path)
      Issue.record("\(path) was taken")
    } catch {
      #expect(words.isEmpty || error.rendered.contains(words), "\(error.rendered)")
    }
  }
}
