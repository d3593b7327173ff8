import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("A later layer wins")
struct PrecedenceTests {
  private let drugPath = "drug.clearance_l_per_day"

  @Test("--set over the file, keeping the range and dropping the source")
  func override() throws {
    let plain = try #require(register(set: [])[drugPath])
    let set = try #require(register(set: ["\(drugPath)=0.2"])[drugPath])
    #expect(plain.value.hasPrefix("0.174, ") && plain.sources == ["A1"] && !plain.isOverridden)
    #expect(set.value.hasPrefix("0.2, sd_log 0.293") && set.sources.isEmpty && set.isOverridden)
    #expect(set.range == 0.13...0.26)
  }

  @Test("--set of a range alone leaves value and source")
  func range() throws {
    let set = try #require(register(set: ["\(drugPath).range=[0.1, 0.3]"])[drugPath])
    #expect(set.range == 0.1...0.3 && set.sources == ["A1"] && !set.isOverridden)
  }

  @Test("--set by the word of the base case is the same as by the path")
  func word() throws {
    let byPath = try SmallScenario.parse(set: ["leaving.lost=0.2"])
    let byWord = try SmallScenario.parse(set: ["leaving.lost.share=0.2"])
    #expect(byPath.canonicalText == byWord.canonicalText)
    #expect(byPath.canonicalText.contains("leaving.lost = 0.2\n"))
    #expect(byPath.canonicalText.contains("leaving.lost.by_week = 24\n"))
  }

  @Test("the last of two options for one path")
  func twice() throws {
    let parsed = try SmallScenario.parse(set: ["leaving.lost=0.2", "leaving.lost=0.3"])
    #expect(parsed.canonicalText.contains("leaving.lost = 0.3\n"))
  }

  @Test("an option that is added to a scenario that was read, as if it had been the last of all")
  func added() throws {
    let read = try SmallScenario.parse(set: ["leaving.lost=0.2"])
    let added = try read.adding(["leaving.lost=0.3", "trial.sample_size=20"])
    let together = try SmallScenario.parse(
      set: ["leaving.lost=0.2", "leaving.lost=0.3", "trial.sample_size=20"])
    #expect(added.scenario == together.scenario && added.scenario != read.scenario)
    #expect(added.canonicalText == together.canonicalText)
    #expect(added.canonicalText != read.canonicalText)
    do throws(ScenarioFaults) {
      _ = try read.adding(["leaving.lots=0.3"])
      Issue.record("an unknown key was added")
    } catch {
      #expect(error.rendered.contains("did you mean `lost`?"))
    }
  }

  @Test("a distribution set in part, or replaced by another family")
  func distribution() throws {
    let part = try SmallScenario.parse(set: ["patients.weight_kg.lognormal.median=60"])
    #expect(part.canonicalText.contains("patients.weight_kg = 60\n"))
    #expect(part.canonicalText.contains("patients.weight_kg.sd_log = 0.18\n"))
    let whole = try SmallScenario.parse(set: ["patients.weight_kg={gamma: {mean: 60, shape: 9}}"])
    #expect(whole.canonicalText.contains("patients.weight_kg.gamma.mean = 60\n"))
    #expect(!whole.canonicalText.contains("patients.weight_kg.sd_log"))
  }

  @Test("a criterion by its id, a rule whole, null to remove")
  func addressing() throws {
    let parsed = try SmallScenario.parse(set: [
      "eligibility.include.I2.share=0.5",
      "recurrence.definitions.rise={level: {of: points, above: 3}}",
      "flares.times_if=null",
    ])
    #expect(parsed.canonicalText.contains("eligibility.include.I2.share = 0.5\n"))
    #expect(parsed.canonicalText.contains("recurrence.definitions.rise.level.above = 3\n"))
    #expect(!parsed.canonicalText.contains("recurrence.definitions.rise.rise"))
    #expect(!parsed.canonicalText.contains("times_if"))
  }

  @Test("a half-life in place of the clearance")
  func oneOf() throws {
    let parsed = try SmallScenario.parse(set: ["drug.half_life_days=24"])
    guard case .mechanistic(let drug, _, _) = parsed.scenario.course else {
      Issue.record("not a mechanism")
      return
    }
    // ln 2 * 6 L / 24 d: the volume does not depend on a covariate here.
    #expect(abs(drug.clearance.median - 0.6931471805599453 * 6 / 24) < 1e-15)
    #expect(!parsed.canonicalText.contains("clearance_l_per_day"))
  }

  @Test(
    "and a faulty option is told with its column",
    arguments: [
      (
        "flares.backgroundper_year=1",
        """
        --set:1:8: unknown key `backgroundper_year` in `flares`; did you mean `background_per_year`?
            1 | flares.backgroundper_year=1
              |        ^^^^^^^^^^^^^^^^^^
        """
      ),
      (
        "leaving.lost=010",
        """
        --set:1:14: lost.share is `010`, which is not a number; write 10
            1 | leaving.lost=010
              |              ^^^
        """
      ),
      (
        "leaving.lost",
        """
        --set:1:1: write --set path=value
            1 | leaving.lost
              | ^^^^^^^^^^^^
        """
      ),
      (
        "simulation.seed.low=1",
        """
        --set:1:17: `simulation.seed` has no parts; end the path there
            1 | simulation.seed.low=1
              |                 ^^^
        """
      ),
    ])
  func faults(_ option: String, _ message: String) {
    #expect(SmallScenario.faults(SmallScenario.text, set: [option]) == message)
  }

  private func register(set overrides: [String]) throws -> [String: Assumption] {
    let assumptions = try SmallScenario.parse(set: overrides).scenario.assumptions
    return Dictionary(uniqueKeysWithValues: assumptions.map { ($0.path, $0) })
  }
}

@Suite("A file that extends others")
struct ExtendsTests {
  /// Writes files into a new folder, hands it over and removes it.
  private func inFolder<R>(_ files: [String: String], _ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("inner"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try body(folder.path)
  }

  private func faults(_ files: [String: String], _ name: String = "a.yaml") throws -> String {
    try inFolder(files) { folder in
      do {
        _ = try ScenarioParser().parse(fileAt: "\(folder)/\(name)")
        return "no fault"
      } catch let error as ScenarioFaults {
        return error.rendered.replacing("\(folder)/", with: "")
      }
    }
  }

  @Test("takes their keys over, the last one first, and its own before all")
  func depthFirst() throws {
    let files = [
      "a.yaml": "washout: 1\nextends: [b.yaml, inner/c.yaml]\ntrial: {sample_size: 17}\n",
      "b.yaml": SmallScenario.text,
      "inner/c.yaml": "leaving: {lost: {share: 0.2, source: A1}}\ntrial: {sample_size: 16}\n",
    ]
    try inFolder(files) { folder in
      let parsed = try ScenarioParser().parse(fileAt: "\(folder)/a.yaml")
      #expect(parsed.scenario.name == "a")
      #expect(parsed.scenario.trial.sampleSize == 17)
      #expect(parsed.scenario.leaving.lost == .init(share: 0.2, byWeek: 24))
      #expect(parsed.scenario.title == "A small trial")
    }
  }

  @Test("loses the source of a value that it replaces, unless it gives one")
  func sources() throws {
    let change = "extends: b.yaml\ndrug: {clearance_l_per_day: 0.2}\n"
    let sourced = "extends: b.yaml\ndrug: {clearance_l_per_day: {median: 0.2, source: A1}}\n"
    let files = ["a.yaml": change, "c.yaml": sourced, "b.yaml": SmallScenario.text]
    try inFolder(files) { folder in
      for (name, expected) in [("a", [String]()), ("c", ["A1"]), ("b", ["A1"])] {
        let parsed = try ScenarioParser().parse(fileAt: "\(folder)/\(name).yaml")
        let line = try #require(
          parsed.scenario.assumptions.first { $0.path == "drug.clearance_l_per_day" })
        #expect(line.sources == expected && !line.isOverridden)
      }
    }
  }

  @Test("remembers what its values took the place of, which the same number again does not")
  func replaced() throws {
    let files = [
      "a.yaml": """
      extends: b.yaml
      drug: {clearance_l_per_day: 0.2, volume_l: 6.0, absorption_per_day: {value: 0.3, source: A1}}
      patients: {weight_kg: {normal: {mean: 60, sd: 9}}}
      activity: {items: {skin: {present: 0.3}}}
      """, "b.yaml": SmallScenario.text,
    ]
    try inFolder(files) { (folder: String) throws in
      func replaced(_ path: String, _ options: String...) throws -> String? {
        let parser = ScenarioParser(overrides: options)
        let parsed = try parser.parse(fileAt: "\(folder)/a.yaml")
        return try #require(parsed.scenario.assumptions.first { $0.path == path }).replaces
      }
      #expect(try replaced("drug.clearance_l_per_day") == "0.174")
      #expect(try replaced("drug.absorption_per_day") == "0.269")
      #expect(try replaced("drug.volume_l") == nil)
      #expect(try replaced("drug.effect.maximum") == nil)
      #expect(try replaced("patients.weight_kg") == "55.7")
      #expect(try replaced("activity.items.skin.present") == "0.4")
      let option = "drug.clearance_l_per_day=0.3"
      #expect(try replaced("drug.clearance_l_per_day", option) == "0.2")
      let range = "drug.clearance_l_per_day.range=[0.1, 0.3]"
      #expect(try replaced("drug.clearance_l_per_day", range) == "0.174")
      let share = "drug.effect.driven.share=0.7"
      #expect(try replaced("drug.effect.driven", share) == "0.5")
    }
  }

  @Test("names the file that holds the fault")
  func places() throws {
    let files = [
      "a.yaml": "extends: b.yaml\ntrial: {sample_size: 0}\n",
      "b.yaml": SmallScenario.text.replacing("share: 0.10", with: "share: 10"),
    ]
    #expect(
      try faults(files) == """
        a.yaml:2:22: trial.sample_size is 0, a whole number from 1 to 1000 belongs here
            2 | trial: {sample_size: 0}
              |                      ^
        b.yaml:45:17: lost.share is 10, a share below 1 belongs here; for 10 % write 0.10
           45 |   lost: {share: 10, by_week: 24}
              |                 ^^
        """)
  }

  @Test("may not come back to itself")
  func circle() throws {
    let files = ["a.yaml": "extends: b.yaml\n", "b.yaml": "extends: a.yaml\n"]
    #expect(
      try faults(files) == """
        b.yaml:1:10: extends comes back to `a.yaml`; break the circle
            1 | extends: a.yaml
              |          ^^^^^^
        """)
  }

  @Test(
    "may not reach outside its folder",
    arguments: ["../b.yaml", "/etc/b.yaml", "inner/../../b.yaml"])
  func outside(_ path: String) throws {
    let message = try faults(["a.yaml": "extends: \(path)\n"])
    #expect(
      message.hasPrefix(
        "a.yaml:1:10: extends reaches outside the folder of this file; "
          + "name a file beside it or below it\n"))
  }

  @Test("is missing a file as a kind of failure of its own")
  func missing() throws {
    try inFolder(["a.yaml": "extends: b.yaml\n", "c.yaml": "washout: 2\n"]) { folder in
      for (name, kind) in [
        ("a", ScenarioFaults.Kind.missingFile), ("d", .missingFile), ("c", .bad),
      ] {
        let error = #expect(throws: ScenarioFaults.self) {
          try ScenarioParser().parse(fileAt: "\(folder)/\(name).yaml")
        }
        #expect(error?.kind == kind)
      }
    }
  }
}
