import Testing
import WashoutScenarios

@Suite("What is allowed but cannot be meant is a warning")
struct IdleSettingTests {
  /// The messages of all warnings.
  private func warnings(set overrides: String..., in text: String = SmallScenario.text) throws
    -> [String]
  {
    try SmallScenario.parse(text, set: overrides).warnings.map(\.message)
  }

  private static let therapy = "  therapy_changed: {share: 0.1, by_week: 24}\n"

  /// The small scenario with a change of therapy that an estimand handles so.
  private func withTherapy(_ strategy: String) -> String {
    SmallScenario.text.replacing("leaving:\n", with: "leaving:\n" + Self.therapy)
      .replacing("lost: hypothetical,", with: "lost: hypothetical, therapy_changed: \(strategy),")
  }

  @Test("when a change of therapy is set that touches neither the disease nor an estimand")
  func idleTherapy() throws {
    let policy = withTherapy("treatment_policy")
    let told = "`leaving.therapy_changed` changes no result"
    let idle = try warnings(set: "leaving.therapy_changed=0.3", in: policy)
    #expect(idle.contains { $0.hasPrefix(told) })
    let stronger = try warnings(
      set: "leaving.therapy_changed=0.3", "leaving.therapy_changed.flare_hazard_times=0.5",
      in: policy)
    #expect(!stronger.contains { $0.hasPrefix(told) })
    let composite = try warnings(
      set: "leaving.therapy_changed=0.3", in: withTherapy("composite"))
    #expect(!composite.contains { $0.hasPrefix(told) })
    #expect(try !warnings(in: policy).contains { $0.hasPrefix(told) })
  }

  @Test(
    "when a value is set that another value keeps idle",
    arguments: [
      ("leaving.lost.log_hazard_per_point=0.2", "leaving.lost.linked_to=points"),
      ("drug.anti_drug_antibodies=0.1", "drug.anti_drug_antibodies.clearance_times=2"),
      ("drug.anti_drug_antibodies.clearance_times=2", "drug.anti_drug_antibodies=0.1"),
    ])
  func idle(_ option: String, _ remedy: String) throws {
    let path = option.prefix { $0 != "=" }
    let isTold = { (warnings: [String]) in
      warnings.contains { $0.hasPrefix("`\(path)` changes no result: ") }
    }
    #expect(isTold(try warnings(set: option)))
    #expect(!isTold(try warnings(set: remedy, option)))
    #expect(!isTold(try warnings(set: option, remedy)))
  }

  @Test("when a patient attends less than one visit off drug on average")
  func missedVisits() throws {
    // Visits at weeks 16, 20 and 24.
    #expect(
      try warnings(set: "trial.visits.missed=0.7").contains(
        "visits.missed is 0.7, so of the 3 visits off drug a patient attends 0.9 on average, "
          + "and recurrence is hardly seen"))
    #expect(try !warnings(set: "trial.visits.missed=0.6").contains { $0.contains("hardly seen") })
  }

  @Test("and is known to come from the command line or from a file")
  func origin() throws {
    let text = SmallScenario.text.replacing("window_days: 3}", with: "window_days: 3, missed: 1}")
    let file = try #require(try SmallScenario.parse(text).warnings.first)
    let option = try #require(
      try SmallScenario.parse(set: ["trial.visits.missed=1"]).warnings.first {
        $0.message.contains("missed")
      })
    #expect(file.message == option.message)
    #expect(!file.isOfCommandLine && option.isOfCommandLine)
  }
}
