import Testing
import Washout
import WashoutReports

@Suite("Rules and methods in words")
struct WordsTests {
  @Test("say what a definition of recurrence looks for")
  func rules() {
    #expect(
      CourseRule.rise(score: "sledai", from: .week(12), by: 4).inWords
        == "SLEDAI at least 4 above week 12")
    #expect(
      CourseRule.fall(score: "clinical_sledai", from: .baseline, by: 0.5).inWords
        == "clinical SLEDAI at least 0.5 below baseline")
    #expect(
      CourseRule.newItem(presentAt: .baseline, absentAt: .week(12), among: "clinical").inWords
        == "an item among clinical, present at baseline, that was absent at week 12")
    #expect(
      CourseRule.all([
        .level(score: "pain", Bounds(lower: 4)),
        .any([.level(score: "crp", Bounds(lower: 10, lowerIsExcluded: true)), .flare]),
      ]).inWords
        == "pain at least 4 and (CRP above 10 or any flare, seen by an observer who misses nothing)"
    )
  }

  @Test(
    "say bounds",
    arguments: [
      (Bounds(lower: 1, upper: 12), "from 1 to 12"),
      (Bounds(lower: 1, lowerIsExcluded: true, upper: 12), "above 1 and at most 12"),
      (Bounds(upper: 3, upperIsExcluded: true), "below 3"), (Bounds(), "of any value"),
    ])
  func bounds(bounds: Bounds, words: String) {
    #expect(bounds.inWords == words)
  }

  @Test("say how a recurrence is confirmed")
  func confirmation() {
    let rule = CourseRule.rise(score: "sledai", from: .week(12), by: 3)
    func words(_ confirmation: RecurrenceDefinition.Confirmation) -> String {
      RecurrenceDefinition(name: "d", rule: rule, confirmation: confirmation).inWords
    }
    #expect(words(.none) == "SLEDAI at least 3 above week 12")
    #expect(
      words(.nextVisit) == "SLEDAI at least 3 above week 12, again at the next scheduled visit")
    #expect(
      words(.afterDays(28))
        == "SLEDAI at least 3 above week 12, again at a visit at least 28 days later")
  }

  @Test("say a bound in the unit that the name ends in")
  func units() {
    #expect(
      CourseRule.level(score: "crp_mg_per_l", Bounds(upper: 5)).inWords == "CRP at most 5 mg/L")
    #expect(
      CourseRule.rise(score: "esr_mm_per_h", from: .baseline, by: 20).inWords
        == "ESR at least 20 mm/h above baseline")
  }

  @Test("say a decision as a count")
  func decisions() {
    let low = Decision.Rule.upperLimitBelow(0.4)
    let high = Decision.Rule.lowerLimitAbove(0.125)
    #expect(low.inWords == "upper limit below 40 %")
    #expect(high.inWords == "lower limit above 12.5 %")
    #expect(low.inWords(DecidingCount(count: 1, of: 13)) == "at most 1 of 13")
    #expect(high.inWords(DecidingCount(count: 5, of: 13)) == "at least 5 of 13")
    #expect(low.inWords(DecidingCount(count: 0, of: 8, isLeast: true)) == "0 of 8 or more")
    #expect(low.inWords(DecidingCount(count: nil, of: 4)) == "never with 4")
    #expect(low.inSymbols(DecidingCount(count: 1, of: 13)) == "<= 1 of 13")
    #expect(high.inSymbols(DecidingCount(count: 5, of: 13)) == ">= 5 of 13")
  }

  @Test("say how an analysis treats the lost, and its interval")
  func analyses() {
    let wilson = Analysis(
      name: "a", estimand: "e", method: .proportion(lost: .noRecurrence, interval: .wilson),
      level: 0.9)
    #expect(wilson.inWords == "proportion, lost patients counted without recurrence")
    #expect(wilson.intervalInWords == "90 % Wilson interval")
    let survival = Analysis(name: "a", estimand: "e", method: .kaplanMeier())
    #expect(survival.intervalInWords == "95 % log-log interval")
  }
}
