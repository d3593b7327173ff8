import Testing
import WashoutScenarios

@Suite("An item of SLEDAI-2K that the file leaves out")
struct LeftOutItemTests {
  private func faults(_ overrides: String...) -> String {
    do {
      _ = try ScenarioParser(overrides: overrides).parse(fileAt: "scenarios/cstar012.yaml")
      return "no fault"
    } catch {
      return error.rendered
    }
  }

  @Test("is a fault where a group names it, with line and caret")
  func group() {
    let told = faults("activity.items.pericarditis=null")
    #expect(
      told.contains(
        ":34: item `pericarditis` has no line in `activity.items`; add one there, or leave it out here"
      ), "\(told)")
    #expect(told.contains("\n      |                                  ^^^^^^^^^^^^"))
    #expect(
      faults("activity.items.pericarditis=null", "activity.groups.serositis=[pleurisy]")
        == "no fault")
  }

  @Test("is a fault where a criterion names it, and no hindrance where nothing does")
  func criterion() {
    #expect(faults("activity.items.seizure=null").contains("item `seizure` has no line"))
    #expect(faults("activity.items.lupus_headache=null") == "no fault")
  }

  @Test("leaves nothing of serological activity when it is one of its two")
  func serology() {
    let told = faults(
      "activity.items.dna_binding=null", "activity.groups.laboratory=[low_complement]")
    #expect(
      told.contains(
        "`serologically_active` needs the items low_complement and dna_binding; "
          + "add both to `activity.items`"), "\(told)")
  }
}
