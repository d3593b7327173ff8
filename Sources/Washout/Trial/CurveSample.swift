internal import Foundation
internal import WashoutNumerics
internal import WashoutStatistics

/// The people of one growing trial as methods of times see them, in days from the origin.
package struct CurveSample: Sendable {
  /// Element i belongs to person i, in order of enrolment.
  package private(set) var days: [Double] = []
  package private(set) var areEvents: [Bool] = []
  /// Whether contact ended before an event or the end.
  package private(set) var areMissing: [Bool] = []
  /// When an event of the strategy `while_on` ended the counting; infinity where none did.
  private var countingEndedDays: [Double] = []
  private var curve: KaplanMeier

  /// Room for a number of people.
  package init(capacity: Int) {
    days.reserveCapacity(capacity)
    areEvents.reserveCapacity(capacity)
    areMissing.reserveCapacity(capacity)
    countingEndedDays.reserveCapacity(capacity)
    curve = KaplanMeier(capacity: capacity)
  }

  mutating func removeAll() {
    if days.isEmpty { return }
    days.removeAll(keepingCapacity: true)
    areEvents.removeAll(keepingCapacity: true)
    areMissing.removeAll(keepingCapacity: true)
    countingEndedDays.removeAll(keepingCapacity: true)
  }

  /// Adds what the data say of one person, the time from `origin` to at most `end`; one before the origin is 0.
  mutating func add(_ outcome: EstimandOutcome, origin: Double, end: Double) {
    add(
      day: min(outcome.day, end) - origin, isEvent: outcome.status == .event,
      isMissing: outcome.status == .missing,
      countingEndedDay: outcome.countingEndedDay - origin)
  }

  /// Adds one person; a time before the origin is one of 0.
  package mutating func add(
    day: Double, isEvent: Bool, isMissing: Bool, countingEndedDay: Double = .infinity
  ) {
    days.append(max(0, day))
    areEvents.append(isEvent)
    areMissing.append(isMissing)
    countingEndedDays.append(max(0, countingEndedDay))
  }

  /// People.
  var count: Int { days.count }

  /// People with the event.
  var events: Int { areEvents.count { $0 } }

  /// What a method makes of the people by the last day that counts; nobody, and a fit that does not exist,
  /// give no estimate.
  ///
  /// `end` and `visits` are in days from the origin.
  package mutating func estimate(
    _ method: CompiledAnalysis.CurveMethod, end: Double, level: Double, visits: [Double]?
  ) -> TrialEstimate {
    if count == 0 { return TrialEstimate() }
    let found: TrialEstimate?
    switch method {
    case .kaplanMeier(let scale): found = kaplanMeier(scale, end, level)
    case .nelsonAalen: found = nelsonAalen(end, level)
    case .aalenJohansen(let missingIsCause): found = aalenJohansen(missingIsCause, end, level)
    case .exponential: found = exponential(end, level)
    case .weibull: found = weibull(end, level)
    case .turnbull: found = turnbull(end, visits)
    case .logRank(let reference, let alternative, let variance):
      found = logRank(reference, alternative, variance, level)
    case .restrictedMean: found = restrictedMean(end, level)
    case .median: found = median(level)
    }
    guard var estimate = found else { return TrialEstimate() }
    estimate.denominator = count
    estimate.events = events
    return estimate
  }

  private var sample: RightCensoredSample? {
    try? RightCensoredSample(times: days, isEvent: areEvents)
  }

  private mutating func fitCurve() {
    curve.fit(times: days, isEvent: areEvents, count: count)
  }

  /// A share with the event from what is left without it.
  private func share(
    survival: Double, variance: Double, limits: Interval
  ) -> TrialEstimate {
    var estimate = TrialEstimate()
    estimate.value = 1 - survival
    estimate.variance = variance
    estimate.limit(Interval(lower: 1 - limits.upper, upper: 1 - limits.lower))
    return estimate
  }

  private mutating func kaplanMeier(
    _ scale: SurvivalScale, _ end: Double, _ level: Double
  ) -> TrialEstimate? {
    fitCurve()
    guard let survival = curve.survival(at: end), let variance = curve.variance(at: end),
      let limits = curve.limits(at: end, level: level, scale: scale)
    else { return nil }
    return share(survival: survival, variance: variance, limits: limits.interval)
  }

  private mutating func nelsonAalen(_ end: Double, _ level: Double) -> TrialEstimate? {
    fitCurve()
    let hazard = NelsonAalen(curve)
    guard let survival = hazard.survival(at: end), let variance = hazard.variance(at: end),
      let limits = hazard.limits(at: end, level: level)
    else { return nil }
    return share(
      survival: survival, variance: survival * survival * variance,
      limits: Interval(lower: exp(-limits.upper), upper: exp(-limits.lower)))
  }

  /// The incidence of recurrence beside what ends the counting: loss, or any event of the strategy `while_on`.
  private func aalenJohansen(
    _ missingIsCause: Bool, _ end: Double, _ level: Double
  ) -> TrialEstimate? {
    let causes = days.indices.map { person in
      areEvents[person] ? 1 : competes(person, missingIsCause, end) ? 2 : 0
    }
    let times = zip(days, countingEndedDays).map(min)
    guard let incidence = try? AalenJohansen(times: times, causes: causes) else { return nil }
    var estimate = TrialEstimate()
    estimate.value = incidence.incidence(of: 1, at: end)
    estimate.variance = incidence.variance(of: 1, at: end)
    // Without any event or loss there is no cause to number.
    estimate.limit(
      incidence.causes == 0
        ? Proportion(events: 0, of: count)?.clopperPearson(level: level)
          ?? Interval(lower: 0, upper: 1)
        : incidence.limits(of: 1, at: end, level: level).interval)
    return estimate
  }

  private func competes(_ person: Int, _ missingIsCause: Bool, _ end: Double) -> Bool {
    areMissing[person] && missingIsCause || countingEndedDays[person] < end
  }

  /// S = exp(-rate end); its variance by the delta method, (end S)^2 rate^2 / events.
  private func exponential(_ end: Double, _ level: Double) -> TrialEstimate? {
    guard let sample, let fit = try? ExponentialFit(sample) else { return nil }
    let survival = exp(-fit.rate * end)
    let limits = fit.limits(level: level)
    let error = end * survival * (fit.rateError ?? 0)
    return share(
      survival: survival, variance: error * error,
      limits: Interval(lower: exp(-limits.upper * end), upper: exp(-limits.lower * end)))
  }

  /// ln(-ln S) = shape (ln end - ln scale); its variance by the delta method on both logarithms.
  ///
  /// People lost at time 0 say nothing and are left out. Without any event the fit does not exist, and the
  /// share is that of Kaplan-Meier: 0 with the Clopper-Pearson limit of those still at risk. A recurrence at
  /// time 0, and all recurrences at the last time, have no fit either, hence no estimate.
  private mutating func weibull(_ end: Double, _ level: Double) -> TrialEstimate? {
    if events == 0 { return kaplanMeier(.logLog, end, level) }
    let kept = days.indices.filter { days[$0] > 0 }
    guard days.indices.allSatisfy({ days[$0] > 0 || !areEvents[$0] }),
      let sample = try? RightCensoredSample(
        times: kept.map { days[$0] }, isEvent: kept.map { areEvents[$0] }),
      let fit = try? WeibullFit(sample)
    else { return nil }
    let logHazard = fit.shape * log(end / fit.scale)
    let (k, a, b) = (fit.shape, fit.logScaleError, fit.logShapeError)
    let square =
      k * k * a * a + logHazard * logHazard * b * b - 2 * k * logHazard * fit.logCovariance
    let error = max(0, square).squareRoot()
    let survival = fit.survival(at: end)
    let reach = StandardNormal.twoSided(level: level) * error
    func survivalAt(_ logHazard: Double) -> Double { exp(-exp(logHazard)) }
    let slope = survival * exp(logHazard)
    return share(
      survival: survival, variance: slope * slope * error * error,
      limits: Interval(
        lower: survivalAt(logHazard + reach), upper: survivalAt(logHazard - reach)))
  }

  /// A recurrence lies after the last planned visit before the one that recorded it.
  ///
  /// Where the curve is
  /// undefined at the end, since nobody was seen then, it is carried forward.
  private func turnbull(_ end: Double, _ visits: [Double]?) -> TrialEstimate? {
    let intervals = days.indices.compactMap { person in
      try? Self.interval(days[person], isEvent: areEvents[person], visits)
    }
    guard intervals.count == count, let curve = try? Turnbull(intervals) else { return nil }
    var estimate = TrialEstimate()
    estimate.value = 1 - curve.bounds(at: end).upper
    return estimate
  }

  private static func interval(
    _ day: Double, isEvent: Bool, _ visits: [Double]?
  ) throws(SurvivalError) -> CensoringInterval {
    if !isEvent { return try .after(day) }
    guard let visits else { return try .exact(day) }
    var before = 0.0
    for visit in visits where visit < day { before = visit }
    return try CensoringInterval(after: min(before, day), to: day)
  }

  private func logRank(
    _ reference: ReferenceCurve, _ alternative: Analysis.Alternative,
    _ variance: OneSampleLogRank.Variance, _ level: Double
  ) -> TrialEstimate? {
    guard let sample, let ranks = try? OneSampleLogRank(sample, against: reference),
      let ratio = ranks.ratio, let limits = ranks.ratioLimits(level: level),
      let test = ranks.test(variance)
    else { return nil }
    var estimate = TrialEstimate()
    estimate.value = ratio
    estimate.limit(limits)
    switch alternative {
    case .fewer: estimate.pValue = test.fewer
    case .more: estimate.pValue = test.more
    case .twoSided: estimate.pValue = test.twoSided
    }
    return estimate
  }

  /// In weeks, with normal limits that stay within the time that counts.
  private mutating func restrictedMean(_ end: Double, _ level: Double) -> TrialEstimate? {
    fitCurve()
    guard end > 0, let mean = curve.restrictedMean(to: end) else { return nil }
    var estimate = TrialEstimate()
    estimate.value = mean.value / 7
    estimate.variance = mean.standardError * mean.standardError / 49
    let reach = StandardNormal.twoSided(level: level) * mean.standardError
    estimate.limit(
      Interval(
        lower: max(0, mean.value - reach) / 7, upper: min(end, mean.value + reach) / 7))
    return estimate
  }

  /// The median with its limits in days from the origin, each nil where it is not reached.
  mutating func medianDays(level: Double) -> TimeQuantile {
    fitCurve()
    return curve.median(level: level)
  }

  /// In weeks; none where fewer than half recur.
  private mutating func median(_ level: Double) -> TrialEstimate? {
    guard let days = medianDays(level: level).value else { return nil }
    var estimate = TrialEstimate()
    estimate.value = days / 7
    return estimate
  }
}
