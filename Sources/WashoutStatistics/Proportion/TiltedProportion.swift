internal import WashoutNumerics

/// Events among people of whom some are missing, whose odds of the event are a multiple of the others'.
///
/// A pattern-mixture model with a tilt: with p = x / m among the m observed, a missing person has the
/// event with odds `odds` * p / (1 - p), so with probability q = odds p / (1 - p + odds p), and
/// theta = (1 - s) p + s q with the share s = l / (m + l) missing. Odds 1 give x / m (missing at random),
/// odds 0 give x / (m + l), infinite odds (x + l) / (m + l). Sources: Little (1993),
/// doi 10.1080/01621459.1993.10594302; for odds that multiply, White, Higgins and Wood (2008),
/// doi 10.1002/sim.3008.
public struct TiltedProportion: Sendable, Hashable {
  /// Events seen, x.
  public let events: Int
  /// People whose outcome is known, m.
  public let observed: Int
  /// People whose outcome is missing, l.
  public let missing: Int
  /// What the observed odds are multiplied by for the missing; may be 0 or infinite.
  public let odds: Double

  /// Nil where counts or odds are not possible, where there is nobody, and where nobody is observed
  /// unless the odds (0 or infinite) say what became of the missing all the same.
  public init?(events: Int, of observed: Int, missing: Int, odds: Double) {
    guard events >= 0, events <= observed, missing >= 0, odds >= 0, observed + missing > 0,
      observed > 0 || odds == 0 || odds == .infinity
    else { return nil }
    self.events = events
    self.observed = observed
    self.missing = missing
    self.odds = odds
  }

  /// People, m + l.
  public var count: Int { observed + missing }

  /// The proportion with the event, theta.
  public var estimate: Double { mixed(rate) }

  /// The squared standard error of `estimate`, by the delta method.
  ///
  /// x among m and l among m + l are binomial and x / m is independent of the share missing, so
  /// (dtheta/dp)^2 p (1 - p) / m + (q - p)^2 s (1 - s) / (m + l), with dtheta/dp = 1 - s + s dq/dp and
  /// dq/dp = odds / (1 - p + odds p)^2. Odds 0, 1 and infinity give the binomial variance of their
  /// proportions. 0 where it is 0 of m or m of m and the odds are not among these.
  public var variance: Double { variance(at: rate) }

  /// The score interval of `estimate` with the effective number of people in place of their number,
  /// 0 < level < 1.
  ///
  /// The effective number n* = theta (1 - theta) / variance is that of a binomial proportion as uncertain
  /// as this one; it is taken at (x + 1/2) / (m + 1), so that 0 of m and m of m have one. Odds 0 give
  /// n* = m + l, odds 1 n* = m, infinite odds m + l: the three are Wilson's intervals of x of m + l, x of m
  /// and x + l of m + l. Effective sizes: Korn and Graubard (1998), Survey Methodology 24:193.
  public func wilson(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    return wilson(z: StandardNormal.twoSided(level: level))
  }

  /// The same for a normal quantile.
  public func wilson(z: Double) -> Interval {
    let theta = estimate
    let n = effectiveCount
    let centre = (theta * n + z * z / 2) / (n + z * z)
    let half = z / (n + z * z) * (theta * (1 - theta) * n + z * z / 4).squareRoot()
    return Interval(
      lower: theta <= 0 ? 0 : centre - half, upper: theta >= 1 ? 1 : min(1, centre + half))
  }

  /// People in a binomial proportion that would be as uncertain, n*.
  public var effectiveCount: Double {
    if observed == 0 || odds == 0 || odds == .infinity { return Double(count) }
    let rate = (Double(events) + 0.5) / (Double(observed) + 1)
    let theta = mixed(rate)
    return theta * (1 - theta) / variance(at: rate)
  }

  /// p, with 0 for nobody observed, where it does not matter.
  private var rate: Double { observed == 0 ? 0 : Double(events) / Double(observed) }

  private var missingShare: Double { Double(missing) / Double(count) }

  private func mixed(_ rate: Double) -> Double {
    if odds == 1 { return rate }
    return (1 - missingShare) * rate + missingShare * tilted(rate)
  }

  private func tilted(_ rate: Double) -> Double {
    if odds == 0 { return 0 }
    return odds == .infinity ? 1 : odds * rate / (1 - rate + odds * rate)
  }

  private func variance(at rate: Double) -> Double {
    let tilt = 1 - rate + odds * rate
    let isFlat = odds == 0 || odds == .infinity
    let slope = 1 - missingShare + (isFlat ? 0 : missingShare * odds / tilt / tilt)
    let ofRate = observed == 0 ? 0 : slope * slope * rate * (1 - rate) / Double(observed)
    let distance = tilted(rate) - rate
    return ofRate + distance * distance * missingShare * (1 - missingShare) / Double(count)
  }
}
