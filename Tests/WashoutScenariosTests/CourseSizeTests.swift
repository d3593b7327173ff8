import Testing
import WashoutScenarios

/// Frozen messages, each read and judged before it was frozen.
///
/// What is let through was timed: at the
/// bounds two trials of a shipped scenario take some seconds.
@Suite("Rates that no simulation could follow are refused")
struct CourseSizeTests {
  @Test(
    "one by one, with the largest that may be written",
    arguments: [
      (
        "flares.background_per_year=1e6",
        "background_per_year.value is 1e6, a number from 0 to 1000 belongs here"
      ),
      (
        "flares.drug_suppressible_per_year=1001",
        "drug_suppressible_per_year.value is 1001, a number from 0 to 1000 belongs here"
      ),
      (
        "flares.times_if.no_treated=1001",
        "no_treated.value is 1001, a number above 0, up to 1000, belongs here"
      ),
      (
        "activity.items.skin.clears=101", " is 101, a number from 0 to 100 belongs here"
      ),
      ("activity.items.skin.other=101", " is 101, a number from 0 to 100 belongs here"),
      ("trial.sample_size=1001", "sample_size is 1001, a whole number from 1 to 1000 belongs here"),
      (
        "what_if.sample_sizes=[10, 1001]",
        "what_if.sample_sizes is 1001, a whole number from 1 to 1000 belongs here"
      ),
    ])
  func single(_ option: String, _ message: String) {
    let told = SmallScenario.faults(SmallScenario.text, set: [option])
    #expect(told.split(separator: "\n").first?.hasSuffix(message) == true, "\(told)")
  }

  @Test(
    "but not the largest themselves",
    arguments: [
      "flares.background_per_year=1000", "flares.drug_suppressible_per_year=1000",
      "flares.times_if.no_treated=1000", "activity.items.skin.clears=100",
      "trial.sample_size=1000", "what_if.sample_sizes=[10, 1000]",
    ])
  func largest(_ option: String) {
    #expect(SmallScenario.faults(SmallScenario.text, set: [option]) == "no fault")
  }

  @Test("together, where their product is too large")
  func flares() {
    #expect(
      SmallScenario.faults(
        SmallScenario.text,
        set: ["flares.background_per_year=1000", "flares.times_if.no_treated=10"])
          // (0.5 -> 1000 x 10 + 1.6) x 26 weeks x 7 / 365.25 = 4983.6
          == """
          small.yaml:28:1: a patient could have 4984 flares from screening to week 24, more than the 2000 that can be followed; write lower rates or ratios
             28 | flares:
                | ^^^^^^
          """)
  }

  @Test("together with the clearing of items")
  func clearings() {
    let told = SmallScenario.faults(
      SmallScenario.text,
      set: [
        "flares.background_per_year=1000", "flares.times_if=null",
        "activity.items.joint.clears=100", "activity.items.skin.clears=100",
        "activity.items.low_count.clears=100", "activity.items.joint.driven=100",
        "activity.items.skin.driven=100", "activity.items.low_count.driven=100",
        "trial.observation_off_drug.to_week=52",
      ])
    // 54 weeks: 1.0349 years x 1001.6 flares; 54 x 600 clearings; 3.4e7 steps.
    let numbers = "with 1037 flares of a patient and 32400 clearings of items by week 52, "
    #expect(told.contains(numbers + "a course is too long to follow"), "\(told)")
  }

  @Test(
    "a share that is too large is told what it may be",
    arguments: [
      ("leaving.lost=1", "lost.share is 1, a share below 1 belongs here"),
      ("leaving.lost=1.5", "lost.share is 1.5, a share below 1 belongs here"),
      ("drug.effect.maximum=1.5", " is 1.5, a share lies between 0 and 1"),
      (
        "drug.effect.maximum=15",
        " is 15, a share lies between 0 and 1; for 15 % write 0.15"
      ),
    ])
  func shares(_ option: String, _ message: String) {
    let told = SmallScenario.faults(SmallScenario.text, set: [option])
    #expect(told.split(separator: "\n").first?.hasSuffix(message) == true, "\(told)")
  }
}
