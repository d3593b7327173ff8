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
  private let layout: IndicatorLayout
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
    layout = IndicatorLayout(definitions: scenario.recurrence.definitions.count)
    exponentials =
      curedShare > 0
      ? nil
      : ExponentialTimes(
        meanWeeksToRecurrence: table.exponentialMean(timeToRecurrence),
        meanDaysToLoss: meanDaysToLoss, end: end)
  }

  /// Follows one subject from withdrawal to the end of the trial.
  package func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, into record: inout SubjectRecord
  ) {
    let times = draw(key, random)
    record.screened = 1
    for i in estimands.indices { record.assumed.outcomes[i] = estimands[i].outcome(times) }
    fill(&record.assumed, times)
  }

  func draw(_ key: SubjectKey, _ random: borrowing RandomSource) -> StatisticalTimes {
    let (recurrence, loss) =
      exponentials.map { $0.draw(key, random) }
      ?? (drawRecurrence(key, random), drawLoss(key, random))
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

  private func fill(_ arm: inout ArmRecord, _ times: StatisticalTimes) {
    let isSeen = times.seen <= min(end, times.loss)
    let isLost = times.isLost(by: end)
    arm.entered = true
    arm.recurred = isSeen
    arm.daysInTrial = isSeen ? times.seen : isLost ? times.lastContact : end
    var indicators = arm.indicators.mutableSpan
    precondition(indicators.count >= layout.count)
    set(.dosed, true, &indicators)
    set(.entered, true, &indicators)
    set(.lost, isLost, &indicators)
    let happens = times.recurrence <= end
    set(.flare, happens, &indicators)
    let isSeenByEnd = times.seen <= end
    for definition in 0..<layout.definitions {
      set(.recurrence(definition: definition, layer: .latent), happens, &indicators)
      set(.recurrence(definition: definition, layer: .atVisits), isSeenByEnd, &indicators)
      set(.recurrence(definition: definition, layer: .assessed), isSeenByEnd, &indicators)
      set(.missedFlare(definition: definition), happens && !isSeenByEnd, &indicators)
      set(.asObserved(definition: definition), isSeenByEnd, &indicators)
    }
  }

  @inline(__always) private func set(
    _ indicator: Indicator, _ value: Bool, _ indicators: inout MutableSpan<Int32>
  ) {
    // Every indicator of the layout has room: checked before.
    indicators[unchecked: layout.index(of: indicator)] = value ? 1 : 0
  }

  private static func meanDaysToLoss(_ clock: Leaving.Clock?) -> Double {
    guard let clock, clock.share > 0 else { return .infinity }
    return -7 * clock.byWeek / log1p(-clock.share)
  }
}
