internal import WashoutNumerics

/// The two-stage designs that one would choose among, found by looking at all of them.
///
/// For each total size the design with the smallest expected size under p0 counts, among those whose
/// level is at most alpha and whose power is at least 1 - beta. Of several r that do for one (r1, n1,
/// n) the largest is taken, as in Simon (1989), doi 10.1016/0197-2456(89)90015-9: the smallest level.
public struct TwoStageDesigns: Sendable, Equatable {
  /// The admissible designs by total size, from the minimax to the optimal one.
  ///
  /// Each has the least q n + (1 - q) EN for some weight q: they are the corners of the lower left hull
  /// of (n, EN). Source: Jung, Lee, Kim and George (2004), doi 10.1002/sim.1600.
  public let admissible: [Candidate]
  /// True where no larger design can have a smaller expected size; false where the limit ended the
  /// search before that was certain.
  public let isOptimumCertain: Bool

  /// The design with the smallest total size, and the smallest expected size among those.
  public var minimax: Candidate { admissible[0] }
  /// The design with the smallest expected size under p0.
  public var optimal: Candidate { admissible[admissible.count - 1] }

  /// A design with what it does under the two hypotheses.
  public struct Candidate: Sendable, Equatable {
    /// The design.
    public let design: TwoStageDesign
    /// The mean number of people under p0.
    public let expectedPeople: Double
    /// The chance to stop after stage 1 under p0.
    public let earlyStopping: Double
    /// The chance to reject H0 under p0.
    public let alpha: Double
    /// The chance to reject H0 under p1.
    public let power: Double
    /// The weights q of the total size for which this design is best.
    public let weights: ClosedRange<Double>
  }

  /// The designs for a response rate of no interest, p0, and one hoped for, p1.
  ///
  /// - Parameters:
  ///   - p0: The rate under which the trial should seldom reject, above 0.
  ///   - p1: The rate under which it should mostly reject, above p0 and below 1.
  ///   - alpha: The largest level, between 0 and 1.
  ///   - beta: The largest chance to miss p1, between 0 and 1.
  ///   - limit: The largest total size looked at, 2...2000.
  /// - Throws: `DesignError.notAProbability` and `.notIncreasing` with the parameter's name,
  ///   `.peopleOutOfRange` for the limit, `.noDesign` when no design within the limit does.
  public init(
    p0: Double, p1: Double, alpha: Double, beta: Double, upTo limit: Int = 500
  ) throws(DesignError) {
    for (name, value) in [("p0", p0), ("p1", p1), ("alpha", alpha), ("beta", beta)]
    where !(value > 0 && value < 1) {
      throw .notAProbability(parameter: name, value: value)
    }
    guard p0 < p1 else { throw .notIncreasing(parameter: "p1") }
    guard (2...2000).contains(limit) else { throw .peopleOutOfRange(limit) }
    var search = TwoStageSearch(p0: p0, p1: p1, alpha: alpha, beta: beta)
    let isCertain = search.run(upTo: limit)
    guard !search.found.isEmpty else { throw .noDesign(upTo: limit) }
    isOptimumCertain = isCertain
    let corners = Self.corners(search.found)
    admissible = corners.indices.map { i in
      let design = corners[i].design
      let low = i + 1 < corners.count ? Self.weight(corners[i], corners[i + 1]) : 0
      let high = i > 0 ? Self.weight(corners[i - 1], corners[i]) : 1
      return Candidate(
        design: design, expectedPeople: design.expectedPeople(at: p0),
        earlyStopping: design.earlyStopping(at: p0), alpha: design.rejection(at: p0),
        power: design.rejection(at: p1), weights: low...max(low, high))
    }
  }

  /// The corners of the lower left hull of points of rising size and falling expected size.
  private static func corners(_ found: [TwoStageSearch.Found]) -> [TwoStageSearch.Found] {
    found.reduce(into: []) { hull, next in
      while hull.count >= 2,
        weight(hull[hull.count - 1], next) >= weight(hull[hull.count - 2], hull[hull.count - 1])
      {
        hull.removeLast()
      }
      hull.append(next)
    }
  }

  /// The weight of the total size at which two designs are equally good.
  private static func weight(_ one: TwoStageSearch.Found, _ other: TwoStageSearch.Found) -> Double {
    let gain = one.expectedPeople - other.expectedPeople
    return gain / (gain + Double(other.design.n - one.design.n))
  }
}
