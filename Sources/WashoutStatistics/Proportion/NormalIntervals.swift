internal import WashoutNumerics

extension Proportion {
  /// The score interval; it contains the rates that a normal test with their own error accepts.
  ///
  /// `level` must lie between 0 and 1. Source: Wilson (1927), doi 10.1080/01621459.1927.10502953,
  /// without continuity correction.
  public func wilson(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let z = StandardNormal.twoSided(level: level)
    let n = Double(count)
    let x = Double(events)
    let centre = (x + z * z / 2) / (n + z * z)
    let half = z / (n + z * z) * (x * (n - x) / n + z * z / 4).squareRoot()
    return Interval(
      lower: events == 0 ? 0 : centre - half, upper: events == count ? 1 : centre + half)
  }

  /// The normal interval around (x + z^2/2) / (n + z^2), as if z^2 people more had been seen, half of them
  /// with the event.
  ///
  /// Limits beyond 0 and 1 are cut there. `level` must lie between 0 and 1. Source: Agresti and Coull
  /// (1998), doi 10.1080/00031305.1998.10480550.
  public func agrestiCoull(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let z = StandardNormal.twoSided(level: level)
    let n = Double(count) + z * z
    let centre = (Double(events) + z * z / 2) / n
    return Self.cut(centre, z * (centre * (1 - centre) / n).squareRoot())
  }

  /// The estimate and z of its standard errors to either side.
  ///
  /// Of no width where nobody or everybody has the event; limits beyond 0 and 1 are cut there. `level`
  /// must lie between 0 and 1. For comparison only: at small numbers it covers far less than its level.
  /// Source: Brown, Cai and DasGupta (2001), doi 10.1214/ss/1009213286, section 2.
  public func wald(level: Double) -> Interval {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    return Self.cut(estimate, StandardNormal.twoSided(level: level) * standardError)
  }

  private static func cut(_ centre: Double, _ half: Double) -> Interval {
    Interval(lower: max(0, centre - half), upper: min(1, centre + half))
  }
}
