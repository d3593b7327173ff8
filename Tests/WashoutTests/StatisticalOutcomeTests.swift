import Testing
import Washout
import WashoutNumerics

/// One person each, followed for 84 days; what counts stands in the table of model.md section 4.
@Suite("In statistical mode an estimand")
struct StatisticalOutcomeTests {
  private func outcome(
    _ strategy: Strategy, recurrence: Double, seen: Double, loss: Double, lastContact: Double = 28
  ) -> EstimandOutcome {
    StatisticalEstimand(end: 84, lost: strategy).outcome(
      StatisticalTimes(recurrence: recurrence, seen: seen, loss: loss, lastContact: lastContact))
  }

  @Test(
    "counts a recurrence seen before loss, whatever it makes of loss", arguments: Strategy.allCases)
  func seenBeforeLoss(_ strategy: Strategy) {
    let person = outcome(strategy, recurrence: 20, seen: 28, loss: 28)
    #expect(person.isInTruth && person.isInData)
    #expect(person.latent && person.atVisits && person.assessed)
    #expect(person.status == .event)
    #expect(person.day == 28)
  }

  @Test(
    "makes of a recurrence after loss what its strategy says",
    arguments: zip(
      [Strategy.hypothetical, .treatmentPolicy, .composite, .whileOn],
      [true, true, true, false]))
  func recurrenceAfterLoss(_ strategy: Strategy, _ counts: Bool) {
    let person = outcome(strategy, recurrence: 50, seen: 56, loss: 40)
    #expect(person.isInTruth && person.isInData)
    #expect(person.latent == counts)
    #expect(person.atVisits == counts)
  }

  @Test("leaves the lost out of their principal stratum")
  func stratum() {
    let lost = outcome(.principalStratum, recurrence: 50, seen: 56, loss: 40)
    #expect(!lost.isInTruth && !lost.isInData)
    let stays = outcome(.principalStratum, recurrence: 50, seen: 56, loss: 60)
    #expect(stays.isInTruth && stays.isInData)
  }

  @Test("sees no outcome after loss at the last visit, an event, or none at all")
  func lostData() {
    let missing = outcome(.hypothetical, recurrence: 50, seen: 56, loss: 40)
    #expect(missing.status == .missing)
    #expect(missing.day == 28)
    let event = outcome(.composite, recurrence: .infinity, seen: .infinity, loss: 40)
    #expect(event.status == .event)
    #expect(event.day == 40)
    #expect(event.latent)
    let none = outcome(.whileOn, recurrence: 50, seen: 56, loss: 40)
    #expect(none.status == .noEvent)
    #expect(none.day == 84)
    #expect(none.countingEndedDay == 28)
    let strategies: [Strategy] = [.hypothetical, .treatmentPolicy, .composite]
    for strategy in strategies {
      #expect(
        outcome(strategy, recurrence: 50, seen: 56, loss: 40).countingEndedDay == .infinity)
    }
    let stays = outcome(.whileOn, recurrence: 90, seen: 112, loss: 90)
    #expect(stays.status == .noEvent && stays.countingEndedDay == .infinity)
  }

  @Test("counts latent recurrences before the end that no visit before the end sees")
  func schedule() {
    let person = outcome(.hypothetical, recurrence: 80, seen: 112, loss: .infinity)
    #expect(person.latent && !person.atVisits)
    #expect(person.status == .noEvent)
    #expect(person.day == 84)
  }

  @Test("is asked only what a statistical course can answer")
  func refusals() throws {
    var late = try Scenario.exponential()
    late.trial.withdrawalWeek = 12
    #expect(throws: SimulationError.self) { try Model(late) }
    var short = try Scenario.exponential(visits: [4, 8])
    #expect(throws: SimulationError.self) { try Model(short) }
    short.trial.visitWeeks = [4, 8, 12]
    #expect(throws: Never.self) { try Model(short) }
    var silent = try Scenario.exponential()
    silent.estimands[0].strategies = [:]
    #expect(throws: SimulationError.self) { try Model(silent) }
    silent.leaving.lost = nil
    #expect(throws: Never.self) { try Model(silent) }
    let negative = try Distribution(
      .normal(mean: 10, sd: 5, lower: -.infinity, upper: .infinity))
    #expect(throws: SimulationError.self) { try Model(.statistical(negative)) }
    var huge = try Scenario.exponential()
    huge.trial.sampleSize = 5000
    #expect(throws: SimulationError.self) { try Model(huge) }
  }
}
