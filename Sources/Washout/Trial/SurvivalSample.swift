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
  /// No estimate of nobody. Where S is 1 or 0 the limits are those that stand in for `KaplanMeier`, which
  /// gives the same numbers everywhere; here no trial is sorted anew. `z` is the normal quantile of the
  /// two-sided level.
  func estimate(end: Double, z: Double, _ intervals: IntervalTable) -> TrialEstimate {
    var estimate = TrialEstimate()
    if count == 0 { return estimate }
    let curve = productLimit()
    estimate.denominator = count
    estimate.events = events
    estimate.value = 1 - curve.survival
    estimate.variance =
      curve.survival == 0 ? 0 : curve.survival * curve.survival * curve.greenwood
    switch curve.survival {
    case 1: estimate.limit(exact(0, of: atRisk(at: end), intervals))
    case 0: estimate.limit(limitsAtZero(curve, z, intervals))
    default: estimate.limit(logLog(curve.survival, curve.greenwood, z))
    }
    return estimate
  }

  private func logLog(_ survival: Double, _ greenwood: Double, _ z: Double) -> Interval {
    let reach = z * greenwood.squareRoot() / log(survival)
    return Interval(lower: 1 - pow(survival, exp(reach)), upper: 1 - pow(survival, exp(-reach)))
  }

  /// Exact where nobody was censored or the curve has one step; else the lower limit of the step before.
  private func limitsAtZero(
    _ curve: ProductLimit, _ z: Double, _ intervals: IntervalTable
  ) -> Interval {
    if events == count { return exact(count, of: count, intervals) }
    if curve.before == 1 { return exact(curve.lastAtRisk, of: curve.lastAtRisk, intervals) }
    return Interval(lower: logLog(curve.before, curve.greenwoodBefore, z).lower, upper: 1)
  }

  private func exact(_ events: Int, of known: Int, _ intervals: IntervalTable) -> Interval {
    known == 0 ? Interval(lower: 0, upper: 1) : intervals[events: events, of: known]
  }

  /// The curve after its last step, and before it.
  private struct ProductLimit {
    var survival = 1.0
    var greenwood = 0.0
    var before = 1.0
    var greenwoodBefore = 0.0
    var lastAtRisk = 0
  }

  private func productLimit() -> ProductLimit {
    var curve = ProductLimit()
    var place = 0
    while place < count {
      let first = place
      while place < count, areEvents[place], days[place] == days[first] { place += 1 }
      if place == first {
        place += 1
        continue
      }
      let (atRisk, now) = (Double(count - first), Double(place - first))
      curve.before = curve.survival
      curve.greenwoodBefore = curve.greenwood
      curve.lastAtRisk = count - first
      curve.survival *= (atRisk - now) / atRisk
      curve.greenwood += now / (atRisk * (atRisk - now))
    }
    return curve
  }

  private func atRisk(at day: Double) -> Int {
    var first = count
    while first > 0, days[first - 1] >= day { first -= 1 }
    return count - first
  }
}
