/// The nonparametric maximum-likelihood estimate of a time to event known only to lie in intervals.
///
/// Exact, left-, right- and interval-censored subjects may be mixed. The estimate puts its mass on
/// disjoint intervals; inside one of them the curve is undefined, since every way to spread the mass
/// there is as likely. It is found by the self-consistency equations and checked by the conditions of
/// Kuhn and Tucker, which hold at the maximum alone. Where the data leave a choice of several sets of
/// masses (rare), one is given. Sources: Turnbull (1976), J. R. Statist. Soc. B 38, 290-295; Gentleman
/// and Geyer (1994), doi 10.1093/biomet/81.3.618.
public struct Turnbull: Sendable {
  /// An interval with mass, above 0; (lower, upper], or a point.
  public struct Mass: Sendable, Equatable {
    /// Where the mass lies; `upper` is infinite where some are never seen to have the event.
    public let interval: CensoringInterval
    /// The share of people whose event lies there.
    public let share: Double
  }

  /// The intervals with mass, in order of time; their shares sum to 1.
  public let masses: [Mass]
  /// By how much the likelihood equations are violated: the largest amount by which a subject's
  /// expected share per mass exceeds 1 anywhere, or misses 1 where there is mass.
  ///
  /// No set of masses has a mean log likelihood that is larger by more than this.
  public let violation: Double
  /// Whether the violation came below 1e-10.
  public var isConverged: Bool { violation <= Self.tolerance }

  static let tolerance = 1e-10
  /// S after each mass.
  private let survivals: [Double]

  /// The estimate for at least one subject.
  ///
  /// - Throws: `SurvivalError.nobody`.
  public init(_ sample: [CensoringInterval]) throws(SurvivalError) {
    if sample.isEmpty { throw .nobody }
    let innermost = InnermostIntervals(sample)
    var iteration = SelfConsistency(innermost)
    iteration.run()
    masses = zip(innermost.intervals, iteration.shares).filter { $0.1 > 0 }.map {
      Mass(interval: $0, share: $1)
    }
    violation = iteration.violation
    var left = 1.0
    var survivals: [Double] = []
    for mass in masses {
      left = max(0, left - mass.share)
      survivals.append(left)
    }
    if let last = survivals.indices.last { survivals[last] = 0 }
    self.survivals = survivals
  }

  /// S(time); nil inside an interval with mass, where it is undefined.
  ///
  /// At the lower end of such an interval it is the value before, at the upper end the value after.
  public func survival(at time: Double) -> Double? {
    let bounds = bounds(at: time)
    return bounds.lower == bounds.upper ? bounds.lower : nil
  }

  /// The values between which S(time) lies: equal to each other outside intervals with mass.
  public func bounds(at time: Double) -> Interval {
    let done = masses.partitionPoint { $0.interval.upper > time }
    let begun = masses.partitionPoint {
      $0.interval.isExact ? $0.interval.lower > time : $0.interval.lower >= time
    }
    return Interval(lower: survival(after: begun), upper: survival(after: done))
  }

  private func survival(after count: Int) -> Double { count == 0 ? 1 : survivals[count - 1] }
}
