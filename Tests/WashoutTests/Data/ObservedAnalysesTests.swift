import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("Analyses of real data")
struct ObservedAnalysesTests {
  /// Times of 12 people; the first test's median and limits are R's, survival 3.5-3.
  private static let days = [5.0, 9, 14, 20, 23, 31, 40, 47, 60, 84, 84, 84]

  private func results(
    _ method: Analysis.Method, _ rule: Decision.Rule? = nil, days: [Double] = days, events: [Bool]
  ) throws -> ObservedResults {
    var scenario = try Shipped.scenario("exponential").planned(for: days.count)
    scenario.analyses = [Analysis(name: "one", estimand: "without_loss", method: method)]
    scenario.decision = rule.map { Decision(name: "it", analysis: "one", rule: $0) }
    let subjects = days.indices.map {
      ObservedSubjects.Subject(id: "\($0)", day: days[$0], hasEvent: events[$0])
    }
    return try Model(scenario).analyze(
      ObservedSubjects(subjects: subjects, includesAllDosed: true))
  }

  private func one(_ results: ObservedResults) throws -> ObservedResults.AnalysisResult {
    try #require(results.analyses.first)
  }

  /// R: quantile(survfit(Surv(t, e) ~ 1, conf.type = "log-log"), 0.5).
  @Test("give a median with the limits of Brookmeyer and Crowley, in weeks")
  func median() throws {
    let events = Self.days.indices.map { ![3, 9, 10, 11].contains($0) }
    let result = try one(results(.median, events: events))
    #expect(abs(try #require(result.estimate?.value) - 40 / 7) < 1e-9)
    #expect(abs(try #require(result.estimate?.lower) - 9 / 7) < 1e-9)
    #expect(result.estimate?.upper == nil)
    #expect(result.quantity == .weeks)
    #expect(result.reason == nil)
  }

  /// Of the same 12 people only the first five recur: R gives NA and the lower limit 9 days.
  @Test("say that a median is not reached, with how many and with the limit that is")
  func notReached() throws {
    let days = Array(Self.days.prefix(5)) + Array(repeating: 84.0, count: 7)
    let result = try one(results(.median, days: days, events: days.map { $0 < 84 }))
    #expect(result.estimate != nil && result.estimate?.value == nil)
    #expect(abs(try #require(result.estimate?.lower) - 9 / 7) < 1e-9)
    #expect((result.events, result.denominator) == (5, 12))
    #expect(result.reason == "not reached with 5 of 12")
  }

  @Test("say of a fit that does not exist how many there were")
  func noFit() throws {
    let days = Array(repeating: 84.0, count: 12)
    // All recurrences at the last time: a larger shape is always better.
    let result = try one(results(.weibull, days: days, events: days.indices.map { $0 < 3 }))
    #expect(result.estimate == nil)
    #expect((result.events, result.denominator) == (3, 12))
    #expect(result.reason == "no fit with 3 of 12")
    // Without any, the share is 0, with the limit of 12 at risk.
    let none = try one(results(.weibull, days: days, events: days.map { _ in false }))
    #expect(none.estimate?.value == 0 && none.reason == nil)
  }

  /// Three of 13 against one half: (1 + 13 + 78 + 286) / 2^13.
  @Test("have the p-value of an exact test, and none without a test")
  func exactTest() throws {
    let days = (0..<13).map { $0 < 3 ? 20.0 : 84 }
    let events = days.map { $0 < 84 }
    let tested = try one(
      results(
        .exactTest(
          lost: .noRecurrence, null: 0.5, alternative: .fewer, interval: .clopperPearson),
        .pValueBelow(0.05), days: days, events: events))
    #expect(abs(try #require(tested.pValue) - 378.0 / 8192) < 1e-12)
    #expect(tested.posterior == nil)
    let plain = try one(
      results(
        .proportion(lost: .noRecurrence, interval: .clopperPearson), days: days, events: events))
    #expect(plain.pValue == nil)
  }

  /// Z = (O - E) / root of E with E the sum of ln 2 t / 84, its lower normal tail by erfc.
  @Test("have the p-value of a log-rank test, which decides")
  func logRank() throws {
    let events = Self.days.indices.map { ![3, 9, 10, 11].contains($0) }
    let found = try results(
      .logRank(
        reference: .exponential(medianWeeks: 12), alternative: .fewer, variance: .classic),
      .pValueBelow(0.9), events: events)
    let expected = log(2.0) / 84 * Self.days.reduce(0, +)
    let z = (8 - expected) / expected.squareRoot()
    let p = erfc(-z / 2.0.squareRoot()) / 2
    #expect(abs(try #require(try one(found).pValue) - p) < 1e-12)
    #expect(found.isDecided == (p <= 0.9))
    #expect(try one(found).quantity == .ratio)
  }

  /// Nobody of 9 under a uniform prior leaves Beta(1, 10): P(rate < 0.2) = 1 - 0.8^10.
  @Test("have the posterior probability that decides, and none where limits decide")
  func posterior() throws {
    let days = Array(repeating: 84.0, count: 9)
    let method = Analysis.Method.betaBinomial(
      lost: .noRecurrence, prior: [.init(alpha: 1, beta: 1)])
    let events = days.map { _ in false }
    let found = try one(
      results(method, .posteriorOfRateBelow(0.2, above: 0.8), days: days, events: events))
    #expect(abs(try #require(found.posterior).probability - (1 - pow(0.8, 10))) < 1e-12)
    #expect(found.posterior?.isBelow == true && found.posterior?.rate == 0.2)
    let above = try one(
      results(method, .posteriorOfRateAbove(0.2, above: 0.8), days: days, events: events))
    #expect(abs(try #require(above.posterior).probability - pow(0.8, 10)) < 1e-12)
    #expect(
      try one(results(method, .upperLimitBelow(0.5), days: days, events: events)).posterior == nil)
  }

  @Test("do not know how many were dosed from times of those who entered")
  func dosed() throws {
    let scenario = try Shipped.scenario("cstar012").planned(for: 2)
    let subjects = [90.0, 168].map {
      ObservedSubjects.Subject(id: "\($0)", day: $0, hasEvent: false)
    }
    let model = try Model(scenario)
    func dosed(_ includesAllDosed: Bool) throws -> Int? {
      try model.analyze(
        ObservedSubjects(subjects: subjects, includesAllDosed: includesAllDosed)
      ).dosed
    }
    #expect(try dosed(false) == nil)
    #expect(try dosed(true) == 2)
  }

  /// A patient of the example data who stays without recurrence.
  private func example(
    _ change: (inout ObservedPatient) -> Void
  ) throws -> (id: String, place: Int, before: ObservedResults, after: ObservedResults) {
    let scenario = try Shipped.scenario("cstar012").planned(for: 15)
    let path = Shipped.root.appending(path: "Tests/Data/cstar012-visits.csv").path
    var trial = try VisitsFile(path: path, for: scenario).trial
    let model = try Model(scenario)
    let before = try model.analyze(trial)
    let place = try #require(
      before.patients.firstIndex { $0.entered && !$0.recurred && !$0.isLost })
    change(&trial.patients[place])
    return (before.patients[place].id, place, before, try model.analyze(trial))
  }

  @Test("remark that the visit of the reference week is missing, and which stands in")
  func reference() throws {
    let found = try example { $0.visits.removeAll { $0.nominalDay == 84 } }
    let remarks = found.after.remarks.filter { !found.before.remarks.contains($0) }
    guard case .referenceIsMissing(found.id, week: 12, let day) = try #require(remarks.first) else {
      Issue.record("\(remarks)")
      return
    }
    #expect(remarks.count == 1)
    #expect(day > 0 && day < 84)
    for remark in found.before.remarks {
      if case .referenceIsMissing = remark { Issue.record("no reference is missing: \(remark)") }
    }
  }

  @Test("cannot take a look while one of its people is under observation")
  func ongoing() throws {
    let found = try example { patient in
      patient.visits.removeAll { $0.day > 100 }
      patient.end = ObservedEnd(reason: .ongoing, day: 101)
    }
    var scenario = try Shipped.scenario("cstar012")
    scenario.looks = Looks(
      analysis: "exact",
      design: .counts([.init(patients: found.place + 1, stopIfAtLeast: found.place + 1)]))
    let model = try Model(scenario.planned(for: 15))
    let before = try #require(try model.looks(of: scenario, in: found.before)?.looks.first)
    let after = try #require(try model.looks(of: scenario, in: found.after)?.looks.first)
    #expect(before.finding != nil)
    #expect(after.finding == nil)
    #expect(after.reason == "1 still under observation")
  }

  @Test("take the looks in the order of the people, as far as the data go")
  func looks() throws {
    var scenario = try Shipped.scenario("exponential")
    let plan = [
      Looks.Look(patients: 5, stopIfAtLeast: 3),
      Looks.Look(patients: 10, stopIfAtLeast: 6, stopIfAtMost: 2),
    ]
    scenario.looks = Looks(analysis: "exact", design: .counts(plan), declareIfAtMost: 3)
    func looks(_ recurring: [Int], of count: Int) throws -> ObservedLooks {
      let model = try Model(scenario.planned(for: count))
      let subjects = (0..<count).map { i in
        ObservedSubjects.Subject(
          id: "\(i)", day: recurring.contains(i) ? 20 : 84, hasEvent: recurring.contains(i))
      }
      let results = try model.analyze(.init(subjects: subjects, includesAllDosed: true))
      return try #require(try model.looks(of: scenario, in: results))
    }
    func expect(
      _ look: ObservedLooks.Look, _ recurrences: Int, of people: Int,
      _ verdict: ObservedLooks.Verdict
    ) {
      #expect(look.finding?.recurrences == recurrences)
      #expect(look.finding?.denominator == people)
      #expect(look.finding?.verdict == verdict)
    }
    let early = try looks([0, 1, 4], of: 8)
    expect(early.looks[0], 3, of: 5, .tooMany)
    #expect(early.firstStop == 0)
    #expect(early.looks[1].reason == "the data have only 8")
    let late = try looks([0, 1, 5], of: 15)
    expect(late.looks[0], 2, of: 5, .goesOn)
    expect(late.looks[1], 3, of: 10, .goesOn)
    #expect(late.firstStop == nil && late.endRecurrences == 3)
    #expect(try looks([0, 12, 13], of: 15).looks[1].finding?.verdict == .few)
    #expect(early.endRecurrences == nil)
  }

  @Test("have no looks where the scenario has none")
  func noLooks() throws {
    let found = try results(.median, events: Self.days.map { _ in true })
    let scenario = try Shipped.scenario("exponential")
    #expect(try Model(scenario.planned(for: 12)).looks(of: scenario, in: found) == nil)
  }
}
