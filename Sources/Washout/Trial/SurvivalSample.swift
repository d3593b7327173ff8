internal import Foundation
internal import WashoutStatistics

/// The people of one growing trial as a survival analysis sees them, in order of nominal day.
struct SurvivalSample: Sendable {
  private var days: [Double]
  private var areEvents: [Bool]
  private var count = 0
  private var events = 0

  /// Room for a number of people; nothing is allocated later.
  init(capacity: Int) {
    days = Array(repeating: 0, count: capacity)
    areEvents = Array(repeating: false, count: capacity)
  }

  mutating func removeAll() {
    count = 0
    events = 0
  }

  /// Adds one person; on one day events stand before censorings.
  mutating func insert(day: Double, isEvent: Bool) {
    var place = count
    while place > 0, isBefore(day, isEvent, place - 1) {
      days[place] = days[place - 1]
      areEvents[place] = areEvents[place - 1]
      place -= 1
    }
    days[place] = day
    areEvents[place] = isEvent
    count += 1
    if isEvent { events += 1 }
  }

  private func isBefore(_ day: Double, _ isEvent: Bool, _ place: Int) -> Bool {
    day < days[place] || (day == days[place] && isEvent && !areEvents[place])
  }

  /// 1 - S(end) by Kaplan and Meier, Greenwood's variance, limits on the scale of log(-log S).
  ///
  /// No estimate of nobody. Where S is 1 or 0 the limits are Clopper and Pearson's: of 0 of those at
  /// risk at the end, of all of those with the event. The same numbers as `KaplanMeier` gives, without
  /// sorting each trial anew. `z` is the normal quantile of the two-sided level.
  func estimate(end: Double, z: Double, _ intervals: IntervalTable) -> TrialEstimate {
    var estimate = TrialEstimate()
    if count == 0 { return estimate }
    let (survival, greenwood) = productLimit()
    estimate.denominator = count
    estimate.events = events
    estimate.value = 1 - survival
    estimate.variance = survival == 0 ? 0 : survival * survival * greenwood
    if survival == 1 || survival == 0 {
      estimate.limit(exactLimits(survival: survival, end: end, intervals))
    } else {
      let reach = z * greenwood.squareRoot() / log(survival)
      estimate.lower = 1 - pow(survival, exp(reach))
      estimate.upper = 1 - pow(survival, exp(-reach))
    }
    return estimate
  }

  private func exactLimits(
    survival: Double, end: Double, _ intervals: IntervalTable
  ) -> Interval {
    let known = survival == 1 ? atRisk(at: end) : events
    if known == 0 { return Interval(lower: 0, upper: 1) }
    return intervals[events: survival == 1 ? 0 : known, of: known]
  }

  private func productLimit() -> (survival: Double, greenwood: Double) {
    var survival = 1.0
    var greenwood = 0.0
    var place = 0
    while place < count {
      let first = place
      while place < count, areEvents[place], days[place] == days[first] { place += 1 }
      if place == first {
        place += 1
        continue
      }
      let (atRisk, now) = (Double(count - first), Double(place - first))
      survival *= (atRisk - now) / atRisk
      greenwood += now / (atRisk * (atRisk - now))
    }
    return (survival, greenwood)
  }

  private func atRisk(at day: Double) -> Int {
    var first = count
    while first > 0, days[first - 1] >= day { first -= 1 }
    return count - first
  }
}
