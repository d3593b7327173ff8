import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutScenarios

@Suite("A statistical scenario")
struct StatisticalScenarioTests {
  private func course(_ options: String...) throws -> StatisticalCourse {
    let parsed = try ScenarioParser(overrides: options).parse(fileAt: "scenarios/exponential.yaml")
    guard case .statistical(let course) = parsed.scenario.course else { throw NotStatistical() }
    return course
  }

  private struct NotStatistical: Error {}

  @Test("solves the scale of an exponential: mean = -12 / ln 0.70")
  func exponential() throws {
    guard case .exponential(let mean) = try course().timeToRecurrenceWeeks.shape else {
      throw NotStatistical()
    }
    #expect(abs(mean / (-12 / log(0.7)) - 1) < 1e-12)
  }

  @Test(
    "solves the scale of every form so that the curve passes the point",
    arguments: [
      "{weibull: {shape: 1.5}}", "{lognormal: {sd_log: 0.8}}", "{gamma: {shape: 2}}",
      "{loglogistic: {shape: 1.7}}", "exponential",
    ])
  func passes(_ shape: String) throws {
    let plain = try course("statistical.shape=\(shape)")
    #expect(abs(plain.timeToRecurrenceWeeks.survival(12) - 0.7) < 1e-9)
    // With a cured share k the others' curve passes (0.7 - k) / (1 - k).
    let cured = try course("statistical.shape=\(shape)", "statistical.cured=0.2")
    #expect(cured.curedShare == 0.2)
    #expect(abs(0.2 + 0.8 * cured.timeToRecurrenceWeeks.survival(12) - 0.7) < 1e-9)
    #expect(plain.timeToRecurrenceWeeks != cured.timeToRecurrenceWeeks)
  }

  @Test("takes a distribution itself in place of a point")
  func distribution() throws {
    let course = try course(
      "statistical.shape=null",
      "statistical.time_to_recurrence_weeks={weibull: {shape: 1.5, scale: 17}}")
    #expect(course.timeToRecurrenceWeeks.shape == .weibull(shape: 1.5, scale: 17))
  }

  @Test("is seen without visits, or at visits after week 0")
  func visits() throws {
    let parse = { (option: String) in
      try ScenarioParser(overrides: [option]).parse(fileAt: "scenarios/exponential.yaml").scenario
    }
    #expect(try parse("trial.sample_size=15").trial.visitWeeks == nil)
    #expect(try parse("trial.visits={weeks: [4, 8, 12]}").trial.visitWeeks == [4, 8, 12])
    #expect(try parse("trial.visits={every_weeks: 4}").trial.visitWeeks == [4, 8, 12])
  }

  @Test("has the event itself as its definition when nothing is said")
  func definition() throws {
    let scenario = try ScenarioParser().parse(fileAt: "scenarios/exponential.yaml").scenario
    #expect(
      scenario.recurrence
        == Recurrence(
          primary: "recurrence", definitions: [.init(name: "recurrence", rule: .flare)]))
    #expect(scenario.estimands.map(\.definition) == ["recurrence", "recurrence"])
  }

  @Test(
    "is refused when it cannot be",
    arguments: [
      (
        "statistical.cured=0.8",
        "a share of 0.8 never recurs, so 0.7 cannot be the share free of recurrence"
      ),
      ("trial.observation_off_drug.from_week=4", "week 0 is withdrawal, so write 0"),
      ("flares={background_per_year: 1, drug_suppressible_per_year: 1}", "`flares` has no part"),
      ("trial.observation_off_drug.enters=responders", "everyone enters in a statistical scenario"),
      ("leaving.stops_dosing={share: 0.1, by_week: 4}", "`leaving.stops_dosing` needs a mechanism"),
      (
        "trial.visits={weeks: [4, 12], window_days: 3}",
        "`trial.visits.window_days` needs a mechanism"
      ),
      (
        "statistical.shape={weibull: {shape: 0}}",
        "weibull.shape is 0, a number above 0 belongs here"
      ),
    ])
  func refused(_ option: String, _ part: String) {
    let error = #expect(throws: ScenarioFaults.self) {
      try ScenarioParser(overrides: [option]).parse(fileAt: "scenarios/exponential.yaml")
    }
    #expect(error?.rendered.contains(part) == true, "\(error?.rendered ?? "")")
  }

  @Test(
    "to start from is read without a fault and means what was asked for",
    arguments: [
      (0.30, 24), (0.1, 12), (0.5, 7), (0.05, 1),
    ])
  func new(_ recurrence: Double, _ week: Int) throws {
    let text = NewScenario.statistical(recurrence: recurrence, byWeek: week)
    let scenario = try ScenarioParser().parse(text: text, name: "new", file: "new.yaml").scenario
    guard case .statistical(let course) = scenario.course else { throw NotStatistical() }
    let free = course.timeToRecurrenceWeeks.survival(Double(week))
    #expect(abs(1 - free - recurrence) < 1e-9)
    #expect(scenario.trial.endWeek == week && scenario.trial.visitWeeks?.last == week)
  }

  @Test("like another one takes everything over but its expectations")
  func like() throws {
    let parser = ScenarioParser()
    let text = NewScenario.like("cstar012.yaml")
    let parsed = try parser.parse(text: text, name: "mine", file: "scenarios/mine.yaml")
    let original = try parser.parse(fileAt: "scenarios/cstar012.yaml")
    #expect(parsed.canonicalText == original.canonicalText)
    #expect(parsed.scenario.expectations.isEmpty && !original.scenario.expectations.isEmpty)
  }
}
