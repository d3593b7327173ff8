internal import Foundation
package import WashoutNumerics

/// The statistical mode, compiled: a distribution of time to recurrence, a cured share, a loss clock.
///
/// Day 0 is withdrawal and everyone enters. A subject never recurs with probability kappa, else recurs
/// at a time T from the distribution, so S(u) = kappa + (1 - kappa) S0(u); loss is independent and
/// exponential. Every definition of recurrence means T, and nobody errs, so `assessed` is `at_visits`.
package struct StatisticalModel: Sendable {
  private let table: SamplerTable
  private let timeToRecurrence: Sampler
  private let curedShare: Double
  private let meanDaysToLoss: Double
  private let visits: VisitDays
  let end: Double
  private let estimands: [StatisticalEstimand]
  /// Every definition, bit by bit.
  private let allDefinitions: UInt64
  /// What is true of everyone.
  private let everyoneEnters: IndicatorSet
  /// Where both times are exponential and nobody is cured.
  private let exponentials: ExponentialTimes?

  /// Compiles a scenario whose course is statistical.
  ///
  /// - Throws: `SimulationError.invalid` where the scenario asks for what only a mechanism has.
  package init(_ scenario: Scenario, _ course: StatisticalCourse) throws(SimulationError) {
    try StatisticalChecks.check(scenario, course)
    var table = SamplerTable()
    timeToRecurrence = table.add(course.timeToRecurrenceWeeks)
    self.table = table
    curedShare = course.curedShare
    meanDaysToLoss = Self.meanDaysToLoss(scenario.leaving.lost)
    visits = VisitDays(weeks: scenario.trial.visitWeeks)
    end = 7 * Double(scenario.trial.endWeek)
    estimands = scenario.estimands.map {
      StatisticalEstimand(
        end: 7 * Double($0.byWeek), lost: $0.strategies[.lost] ?? .treatmentPolicy)
    }
    allDefinitions = IndicatorSet.every(scenario.recurrence.definitions.count)
    var indicators = IndicatorSet()
    indicators.setOfTrial(.dosed, true)
    indicators.setOfTrial(.entered, true)
    everyoneEnters = indicators
    exponentials =
      curedShare > 0
      ? nil
      : ExponentialTimes(
        meanWeeksToRecurrence: table.exponentialMean(timeToRecurrence),
        meanDaysToLoss: meanDaysToLoss, end: end)
  }

  /// Follows one subject from withdrawal to the end of the trial.
  @inline(__always) package func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, into record: inout SubjectRecord
  ) {
    let times = draw(key, random)
    record.screened = 1
    var outcomes = record.assumed.outcomes.mutableSpan
    for i in estimands.indices { outcomes[i] = estimands[i].outcome(times) }
    fill(&record.assumed, times)
  }

  @inline(__always) func draw(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> StatisticalTimes {
    let (recurrence, loss): (Double, Double)
    if let exponentials {
      (recurrence, loss) = exponentials.draw(key, random)
    } else {
      (recurrence, loss) = (drawRecurrence(key, random), drawLoss(key, random))
    }
    return StatisticalTimes(
      recurrence: recurrence, seen: visits.seen(recurrence), loss: loss,
      lastContact: visits.lastContact(before: loss))
  }

  private func drawRecurrence(_ key: SubjectKey, _ random: borrowing RandomSource) -> Double {
    if curedShare > 0 {
      random.rewind(key, .cure)
      if random.bernoulli(curedShare) { return .infinity }
    }
    random.rewind(key, .timeToRecurrence)
    return 7 * table.draw(timeToRecurrence, random)
  }

  private func drawLoss(_ key: SubjectKey, _ random: borrowing RandomSource) -> Double {
    if meanDaysToLoss == .infinity { return .infinity }
    random.rewind(key, .statisticalLoss)
    return random.exponential(mean: meanDaysToLoss)
  }

  @inline(__always) private func fill(_ arm: inout ArmRecord, _ times: StatisticalTimes) {
    let isSeen = times.seen <= min(end, times.loss)
    let isLost = times.isLost(by: end)
    arm.entered = true
    arm.recurred = isSeen
    arm.daysInTrial = isSeen ? times.seen : isLost ? times.lastContact : end
    let happens = times.recurrence <= end
    let isSeenByEnd = times.seen <= end
    arm.indicators = everyoneEnters
    arm.indicators.setOfTrial(.lost, isLost)
    arm.indicators.setOfTrial(.flare, happens)
    let latent = happens ? allDefinitions : 0
    let seen = isSeenByEnd ? allDefinitions : 0
    arm.indicators.latent = latent
    arm.indicators.atVisits = seen
    arm.indicators.assessed = seen
    arm.indicators.missedFlare = latent & ~seen
    arm.indicators.asObserved = seen
  }

  private static func meanDaysToLoss(_ clock: Leaving.Clock?) -> Double {
    guard let clock, clock.share > 0 else { return .infinity }
    return -7 * clock.byWeek / log1p(-clock.share)
  }
}
