import Foundation
import Testing
import Washout
import WashoutScenarios

/// Who is right: the canonical text of the old file with the settings on the command line.
@Suite("A scenario written with changed values")
final class ChangedScenarioTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/below", withIntermediateDirectories: true)
    try write(SmallScenario.text, to: "small.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }

  private func changed(
    _ settings: [String], of name: String = "small.yaml", to newName: String = "new.yaml"
  ) throws -> ChangedScenario {
    let changed = try ChangedScenario(
      fileAt: "\(folder)/\(name)", settings: settings, newPath: "\(folder)/\(newName)",
      remark: "A remark.")
    try write(changed.text, to: newName)
    let new = try ScenarioParser().parse(fileAt: "\(folder)/\(newName)")
    let wanted = try ScenarioParser(overrides: settings).parse(fileAt: "\(folder)/\(name)")
    #expect(new.canonicalText == wanted.canonicalText)
    let old = try ScenarioParser().parse(fileAt: "\(folder)/\(name)")
    #expect(new.canonicalText != old.canonicalText)
    return changed
  }

  @Test("has the text of the old one but for the number", arguments: ["\n", "\r\n"])
  func number(_ end: String) throws {
    let text = SmallScenario.text.replacing(
      "drug_suppressible_per_year: 1.6",
      with: """
        drug_suppressible_per_year:   1.6     # of driven ones: 1.6 a year
        """
    ).replacing("\n", with: end)
    try write(text, to: "small.yaml")
    let changed = try changed(["flares.drug_suppressible_per_year=4.91"])
    #expect(changed.text == text.replacing("year:   1.6  ", with: "year:   4.91  "))
    #expect(!changed.takesOver && changed.unsourced.isEmpty)
  }

  @Test("of a value in braces, keeps its range")
  func braces() throws {
    let changed = try changed(["flares.background_per_year=0.7", "leaving.lost.share=0.2"])
    let text = SmallScenario.text.replacing("{value: 0.5, range", with: "{value: 0.7, range")
      .replacing("{share: 0.10, by_week", with: "{share: 0.2, by_week")
    #expect(changed.text == text)
  }

  @Test("drops the source of the old value, and says so")
  func source() throws {
    let changed = try changed(["drug.clearance_l_per_day=0.2"])
    let text = SmallScenario.text.replacing("{median: 0.174, sd", with: "{median: 0.2, sd")
      .replacing("range: [0.13, 0.26], source: A1}", with: "range: [0.13, 0.26]}")
    #expect(changed.text == text)
    #expect(changed.unsourced == ["drug.clearance_l_per_day"])
    try write(
      SmallScenario.text.replacing("present: 0.5,", with: "present: {source: A1, share: 0.5},"),
      to: "small.yaml")
    let first = try self.changed(["activity.items.joint.present=0.6"])
    #expect(first.text.contains("present: {share: 0.6},"))
  }

  @Test("takes over a file that does not have the number itself")
  func extends() throws {
    try write("washout: 1\nextends: small.yaml\ntrial: {sample_size: 20}\n", to: "mine.yaml")
    let changed = try changed(["drug.clearance_l_per_day=0.2"], of: "mine.yaml")
    #expect(changed.takesOver)
    #expect(changed.text.contains("\nextends: \"mine.yaml\"\n"))
    #expect(changed.text.contains("\ndrug:\n  clearance_l_per_day: 0.2\n"))
    #expect(changed.text.contains("\n# A remark.\n"))
    let register = try ScenarioParser().parse(fileAt: folder + "/new.yaml").scenario.assumptions
    let value = try #require(register.first { $0.path == "drug.clearance_l_per_day" })
    #expect(value.sources.isEmpty && value.range == 0.13...0.26)
    let both = try self.changed(
      ["trial.sample_size=30", "drug.clearance_l_per_day=0.2"], of: "mine.yaml")
    #expect(both.takesOver && both.text.contains("\ntrial:\n  sample_size: 30\n"))
  }

  @Test("takes over a file where a setting is no number")
  func words() throws {
    let changed = try changed(["recurrence.primary=flare", "leaving.lost=0.3"])
    #expect(changed.takesOver)
  }

  @Test("is not written where it would mean something else")
  func refused() throws {
    try write("washout: 1\nextends: small.yaml\ntrial: {sample_size: 20}\n", to: "mine.yaml")
    #expect(throws: ScenarioFaults.self) {
      try ChangedScenario(
        fileAt: folder + "/mine.yaml", settings: ["leaving.lost=0.2"],
        newPath: folder + "/below/new.yaml", remark: "")
    }
    #expect(throws: ScenarioFaults.self) {
      try ChangedScenario(
        fileAt: folder + "/mine.yaml", settings: ["leaving.lots=0.2"],
        newPath: folder + "/new.yaml", remark: "")
    }
  }

  @Test("leaves an anchor alone that other values share")
  func anchor() throws {
    try write(
      SmallScenario.text.replacing("volume_l: 6", with: "volume_l: &six 6")
        .replacing("absorption_per_day: 0.269", with: "absorption_per_day: *six"),
      to: "small.yaml")
    let changed = try changed(["drug.absorption_per_day=5"])
    #expect(changed.takesOver)
  }
}
