internal import Foundation
internal import WashoutStatistics

/// The people of one growing trial as a survival analysis sees them, in order of nominal day.
struct SurvivalSample: Sendable {
  /// Those whose time ends before the end, and whoever has an event, in order.
  private var early: [Entry]
  private var earlyCount = 0
  /// Those who reach the end without an event, who stand after all others.
  private var atEnd = 0
  private var events = 0

  private struct Entry {
    var day = 0.0
    var isEvent = false

    /// On one day events stand before censorings.
    func precedes(_ other: Entry) -> Bool {
      day < other.day || (day == other.day && isEvent && !other.isEvent)
    }
  }

  /// Room for a number of people; nothing is allocated later.
  init(capacity: Int) { early = Array(repeating: Entry(), count: capacity) }

  private var count: Int { earlyCount + atEnd }

  mutating func removeAll() {
    earlyCount = 0
    atEnd = 0
    events = 0
  }

  /// Adds people: the outcome of person i stands at `first + width * i`.
  mutating func insert(
    _ outcomes: borrowing OwnedArray<EstimandOutcome>, from first: Int, each width: Int,
    _ people: Range<Int>, end: Double
  ) {
    let sorted = earlyCount
    append(outcomes, from: first, each: width, people, end: end)
    sort(from: sorted)
  }

  /// Puts whoever is early behind the others, without a branch, since nobody can foresee who recurs.
  private mutating func append(
    _ outcomes: borrowing OwnedArray<EstimandOutcome>, from first: Int, each width: Int,
    _ people: Range<Int>, end: Double
  ) {
    var counts = (early: earlyCount, inData: 0, events: 0)
    var entries = early.mutableSpan
    var place = first &+ width &* people.lowerBound
    for _ in people {
      let outcome = outcomes[place]
      let entry = Entry(day: min(outcome.day, end), isEvent: outcome.status == .event)
      // The next one takes the place of an entry that does not count.
      entries[counts.early] = entry
      let isInData = Self.one(outcome.isInData)
      let isEvent = Self.one(entry.isEvent)
      counts.early &+= isInData & (isEvent | Self.one(entry.day < end))
      counts.inData &+= isInData
      counts.events &+= isInData & isEvent
      place &+= width
    }
    atEnd += counts.inData - (counts.early - earlyCount)
    earlyCount = counts.early
    events += counts.events
  }

  @inline(__always) private static func one(_ condition: Bool) -> Int { condition ? 1 : 0 }

  /// Puts the entries from a number on in their order among all.
  private mutating func sort(from first: Int) {
    let new = first..<earlyCount
    var entries = early.mutableSpan
    for number in new {
      let entry = entries[number]
      var place = number
      while place > 0, entry.precedes(entries[place &- 1]) {
        entries[place] = entries[place &- 1]
        place &-= 1
      }
      entries[place] = entry
    }
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
    let early = early.span
    var place = 0
    while place < earlyCount {
      let first = place
      while place < earlyCount, early[place].isEvent, early[place].day == early[first].day {
        place += 1
      }
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

  /// Those at risk at the end: nobody whose time ends earlier.
  private func atRisk(at day: Double) -> Int {
    var first = earlyCount
    while first > 0, early[first - 1].day >= day { first -= 1 }
    return count - first
  }
}
