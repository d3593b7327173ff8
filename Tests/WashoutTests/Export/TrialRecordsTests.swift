import Foundation
import Testing
import Washout
import WashoutScenarios

/// Who is right: the loop that every run goes through, and `trace`, both of which know nothing of the export.
@Suite("What a simulated trial recorded")
struct TrialRecordsTests {
  @Test(
    "leads to the estimates and the decision that the run counts",
    arguments: ["cstar012", "pericarditis", "two-stage", "confirmed-recurrence", "exponential"])
  func estimates(name: String) async throws {
    let model = try Model(Shipped.scenario(name))
    let trials = 3
    var answers: [TrialAnswer] = []
    try await model.answers(of: trials) { answers += $0 }
    let drugs: [DrugAssumption] = model.hasNoEffectArm ? [.assumed, .noEffect] : [.assumed]
    #expect(answers.count == trials * drugs.count * model.scenario.analyses.count)
    for answer in answers {
      let records = try model.records(trial: answer.trial, drug: answer.drug)
      let result = records.analyses[answer.analysis]
      #expect(result.name == model.scenario.analyses[answer.analysis].name)
      #expect(result.events == answer.events && result.denominator == answer.denominator)
      #expect(result.estimate?.value == answer.estimate)
      #expect(result.estimate?.standardError == answer.standardError)
      #expect(result.estimate?.lower == answer.lower && result.estimate?.upper == answer.upper)
      if answer.isDecided == true { #expect(records.isDecided == true) }
    }
  }

  @Test("takes the values that its trial draws from their priors")
  func drawn() async throws {
    let file = Shipped.root.appending(path: "scenarios/cstar012.yaml").path
    let settings = ["simulation.parameter_uncertainty=true"]
    let scenario = try ScenarioParser(overrides: settings).parse(fileAt: file).scenario
    let model = try Model(scenario)
    var answers: [TrialAnswer] = []
    try await model.answers(of: 4) { answers += $0 }
    for answer in answers {
      let result = try model.records(trial: answer.trial, drug: answer.drug)
        .analyses[answer.analysis]
      #expect(result.estimate?.value == answer.estimate && result.events == answer.events)
    }
    let records = try model.records(trial: 2)
    #expect(records.drawnValues == (try model.drawnValues(trial: 2)))
    let plain = try Model(Shipped.scenario("cstar012")).records(trial: 2)
    #expect(plain.drawnValues.isEmpty)
    #expect(records.patients.map(\.course?.truth.ic50) != plain.patients.map(\.course?.truth.ic50))
  }

  @Test("is of other people in another trial, and of another course on a drug without effect")
  func different() throws {
    let model = try Model(Shipped.scenario("cstar012"))
    let first = try model.records(trial: 1)
    let second = try model.records(trial: 2)
    let noEffect = try model.records(trial: 1, drug: .noEffect)
    #expect(first == (try model.records(trial: 1)))
    #expect(first.patients.map(\.course?.truth.ic50) != second.patients.map(\.course?.truth.ic50))
    #expect(first.patients.map(\.course?.truth.ic50) == noEffect.patients.map(\.course?.truth.ic50))
    #expect(first.patients.map(\.course?.doses) == noEffect.patients.map(\.course?.doses))
    #expect(first.patients.map(\.course?.recorded) != noEffect.patients.map(\.course?.recorded))
    #expect(
      noEffect.patients.allSatisfy { $0.course?.truth.visits.allSatisfy { $0.effect == 0 } == true }
    )
  }

  @Test("is of the people whom trace shows", arguments: ["cstar012", "pericarditis"])
  func traced(name: String) throws {
    let model = try Model(Shipped.scenario(name))
    let records = try model.records(trial: 17)
    for patient in records.patients {
      let trace = try model.trace(trial: 17, patient: patient.place)
      let course = try #require(patient.course)
      #expect(course.truth == trace)
      #expect(
        course.recorded
          == (try model.record(trial: 17, patient: patient.place, recordsEverything: true)))
      let left = course.recorded.end?.day ?? .infinity
      #expect(course.doses.map(\.day) == trace.doseDays.filter { $0 <= left })
      for (visit, level) in zip(course.recorded.visits, course.concentrations) {
        guard let traced = trace.visits.first(where: { $0.day == visit.day }) else { continue }
        #expect(abs(level - traced.concentration) <= 1e-9 * max(1, level))
      }
    }
    #expect(records.patients.contains { ($0.course?.doses.count ?? 0) > 1 })
  }

  /// The rules scored once more from what was recorded, as on the data of a real trial.
  @Test("holds every recurrence that its visits show, and no other")
  func recurrences() throws {
    let scenario = try Shipped.scenario("cstar012")
    let model = try Model(scenario)
    var seen = 0
    for trial in 1...5 {
      let records = try model.records(trial: trial)
      let data = ObservedTrial(
        patients: records.patients.compactMap { $0.course?.recorded }, hasItems: true,
        hasFlares: true, hasStops: true, hasTherapyChanges: true, scores: [])
      let results = try model.analyze(data)
      for (patient, found) in zip(records.patients, results.patients) {
        #expect(patient.course?.recurrenceDays == found.recurrenceDays)
        #expect(patient.entered == found.entered)
        seen += found.recurrenceDays.count { $0 != nil }
      }
    }
    #expect(seen > 10)
  }

  @Test("grows until as many have entered as the trial plans, where the size counts those")
  func sizeOfEntered() throws {
    var scenario = try Shipped.scenario("cstar012")
    scenario.trial.sizeCounts = .entered
    scenario.estimands = scenario.estimands.filter { $0.population == .entered }
    scenario.analyses = scenario.analyses.filter { $0.estimand == "recurrence" }
    let model = try Model(scenario)
    let enrolled = try Model(Shipped.scenario("cstar012")).records(trial: 1)
    let entered = try model.records(trial: 1)
    #expect(enrolled.patients.count == scenario.trial.sampleSize)
    #expect(entered.patients.count { $0.entered } == scenario.trial.sampleSize)
    #expect(entered.patients.last?.entered == true)
    #expect(entered.patients.count > enrolled.patients.count)
  }

  @Test("starts each patient at the pace of recruitment, all on one day without one")
  func recruitment() throws {
    var scenario = try Shipped.scenario("cstar012")
    let days = try Model(scenario).records(trial: 3).patients.map(\.enrolmentDay)
    #expect(days.first == 0 && days == days.sorted() && Set(days).count == days.count)
    scenario.trial.recruitedPerMonth = nil
    #expect(try Model(scenario).records(trial: 3).patients.allSatisfy { $0.enrolmentDay == 0 })
  }

  @Test("has times alone in statistical mode, and no drug to take away")
  func statistical() throws {
    let model = try Model(Shipped.scenario("exponential"))
    let records = try model.records(trial: 2)
    #expect(records.patients.allSatisfy { $0.course == nil && $0.entered })
    #expect(records.patients.count == model.scenario.trial.sampleSize)
    #expect(throws: SimulationError.self) { try model.records(trial: 2, drug: .noEffect) }
    #expect(throws: SimulationError.self) { try model.records(trial: 0) }
    #expect(throws: SimulationError.self) { try model.records(trial: 1, drug: .difference) }
  }
}
