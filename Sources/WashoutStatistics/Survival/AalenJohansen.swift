internal import WashoutNumerics

/// The cumulative incidence of each of several causes, of which the first to strike counts.
///
/// F_k(t) is the sum of S(s-) d_k(s) / n(s) over event times s up to t, S the Kaplan-Meier share without
/// any event. With one cause F is 1 - S. The variance is the Greenwood-type one, the exact multinomial
/// variance given the risk sets carried through time, which R's `survfit` on a factor gives too (it
/// calls it the infinitesimal jackknife); `cuminc` of R's cmprsk gives Aalen's, slightly larger.
/// Sources: Aalen and Johansen (1978), Scand. J. Statist. 5, 141-150; Andersen, Borgan, Gill and Keiding
/// (1993), section IV.4.1.3.
public struct AalenJohansen: Sendable {
  /// Causes, numbered from 1.
  public let causes: Int
  /// More than this many are a mistake in the data.
  private static let mostCauses = 100
  /// People.
  public var count: Int { times.count }

  /// Sorted times of all people.
  private let times: [Double]
  private let stepTimes: [Double]
  /// S from each step on.
  private let survivals: [Double]
  /// Of every step and cause, `causes` a step.
  private let incidences: [Incidence]

  private struct Incidence {
    var value = 0.0
    var variance = 0.0
    /// With S.
    var covariance = 0.0
    var events = 0
  }

  /// The estimate for subjects with times and causes: 0 is a censoring, 1...K a cause of the event.
  ///
  /// At equal times events come before censorings. There are as many causes as the largest number says,
  /// at most 100.
  /// - Throws: `SurvivalError` that names the first subject with a fault.
  public init(times: [Double], causes: [Int]) throws(SurvivalError) {
    guard times.count == causes.count else {
      throw .countMismatch(expected: times.count, found: causes.count)
    }
    try RightCensoredSample.check(times)
    for (subject, cause) in causes.enumerated() where cause < 0 || cause > Self.mostCauses {
      throw .notACause(subject: subject, value: cause)
    }
    let order = times.indices.sorted { times[$0] < times[$1] }
    var walk = Walk(causes: causes.max() ?? 0)
    var first = 0
    while first < order.count {
      var next = first
      while next < order.count, times[order[next]] == times[order[first]] {
        walk.see(causes[order[next]])
        next += 1
      }
      walk.step(at: times[order[first]], atRisk: order.count - first)
      first = next
    }
    self.times = order.map { times[$0] }
    self.causes = walk.now.count
    stepTimes = walk.times
    survivals = walk.survivals
    incidences = walk.incidences
  }

  /// The share with an event of a cause by a time; 0 for a cause that nobody has.
  ///
  /// Carried forward beyond the last observation.
  public func incidence(of cause: Int, at time: Double) -> Double {
    incidence(cause, time).value
  }

  /// The variance of `incidence(of:at:)`.
  public func variance(of cause: Int, at time: Double) -> Double {
    max(0, incidence(cause, time).variance)
  }

  /// The standard error of `incidence(of:at:)`.
  public func standardError(of cause: Int, at time: Double) -> Double {
    variance(of: cause, at: time).squareRoot()
  }

  /// The share without any event at a time and still at it, the Kaplan-Meier share.
  public func eventFree(at time: Double) -> Double {
    let next = stepTimes.partitionPoint { $0 > time }
    return next == 0 ? 1 : survivals[next - 1]
  }

  /// Limits of `incidence(of:at:)` on a scale, 0 < level < 1.
  ///
  /// The log-log scale is that of ln(-ln F), as R's. Where F is 0 or its error is 0 they are those of
  /// Clopper and Pearson for the people whose state is known: at risk at the time or with an event by
  /// it; with nobody, [0, 1]. Where F is 1 after censorings they are [the lower limit of the step before,
  /// 1], since F does not fall.
  public func limits(
    of cause: Int, at time: Double, level: Double, scale: SurvivalScale = .logLog
  ) -> KaplanMeier.Limits {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let (share, error) = (incidence(of: cause, at: time), standardError(of: cause, at: time))
    if share > 0 && share < 1 && error > 0 {
      let z = StandardNormal.twoSided(level: level)
      let interval = scale.interval(share, relativeError: error / share, z: z)
      return KaplanMeier.Limits(interval: interval, isExact: false)
    }
    if let before = limitsBeforeOne(of: cause, at: time, level, scale) { return before }
    let atRisk = count - times.partitionPoint { $0 >= time }
    let next = stepTimes.partitionPoint { $0 >= time }
    let before = next == 0 ? 0 : (1...causes).reduce(0) { $0 + events($1, next - 1) }
    let own = incidence(cause, time).events
    let exact = Proportion(events: own, of: max(own, atRisk + before))?.clopperPearson(level: level)
    return KaplanMeier.Limits(interval: exact ?? Interval(lower: 0, upper: 1), isExact: true)
  }

  /// Limits of an incidence of 1 after censorings; nil for any other, and where its only step is the last.
  private func limitsBeforeOne(
    of cause: Int, at time: Double, _ level: Double, _ scale: SurvivalScale
  ) -> KaplanMeier.Limits? {
    let last = incidence(cause, time)
    guard last.value == 1, last.events < count, stepTimes.count > 1 else { return nil }
    let before = stepTimes[stepTimes.count - 2]
    let lower = limits(of: cause, at: before, level: level, scale: scale).interval.lower
    return KaplanMeier.Limits(interval: Interval(lower: lower, upper: 1), isExact: false)
  }

  private func events(_ cause: Int, _ step: Int) -> Int {
    incidences[step * causes + cause - 1].events
  }

  private func incidence(_ cause: Int, _ time: Double) -> Incidence {
    precondition(cause >= 1, "causes are numbered from 1")
    let next = stepTimes.partitionPoint { $0 > time }
    return next == 0 || cause > causes ? Incidence() : incidences[(next - 1) * causes + cause - 1]
  }

  /// The walk through time that carries shares, variances and covariances along.
  private struct Walk {
    var times: [Double] = []
    var survivals: [Double] = []
    var incidences: [Incidence] = []
    /// Incidences so far, and events of the present time.
    var now: [Incidence]
    var events: [Int]
    var survival = 1.0
    var variance = 0.0

    init(causes: Int) {
      now = Array(repeating: Incidence(), count: causes)
      events = Array(repeating: 0, count: causes)
    }

    mutating func see(_ cause: Int) {
      if cause > 0 { events[cause - 1] += 1 }
    }

    mutating func step(at time: Double, atRisk: Int) {
      let all = events.reduce(0, +)
      if all == 0 { return }
      let n = Double(atRisk)
      let stays = Double(atRisk - all) / n
      let square = survival * survival / n
      for k in now.indices {
        let share = Double(events[k]) / n
        now[k].value += survival * share
        now[k].variance +=
          2 * share * now[k].covariance + share * share * variance + square * share * (1 - share)
        now[k].covariance =
          stays * (now[k].covariance + share * variance) - square * share * stays
        now[k].events += events[k]
        events[k] = 0
      }
      variance = stays * stays * variance + square * stays * (1 - stays)
      survival *= stays
      times.append(time)
      survivals.append(survival)
      incidences += now
    }
  }
}
