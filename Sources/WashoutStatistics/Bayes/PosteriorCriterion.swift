public import WashoutNumerics

/// A sentence about the rate that counts as shown once it is probable enough.
///
/// It holds where P(p > limit | data) > probability, or P(p < limit | data) > probability.
public struct PosteriorCriterion: Sendable, Hashable {
  /// On which side of the limit the rate shall lie.
  public let side: Side
  /// The rate that is compared with.
  public let limit: Double
  /// How probable it must be, strictly exceeded.
  public let probability: Double

  /// A side of a limit.
  public enum Side: Sendable, Hashable {
    /// The rate is higher than the limit, so that many events speak for it.
    case above
    /// The rate is lower than the limit, so that few events speak for it.
    case below
  }

  /// A criterion with a limit in 0...1 and a probability in 0..<1.
  ///
  /// - Throws: `NumericsError.notAShare` for `limit` or `probability`, NaN and a probability of 1, which
  ///   nothing exceeds, included.
  public init(_ side: Side, limit: Double, probability: Double) throws(NumericsError) {
    guard limit >= 0 && limit <= 1 else { throw .notAShare(parameter: "limit", value: limit) }
    guard probability >= 0 && probability < 1 else {
      throw .notAShare(parameter: "probability", value: probability)
    }
    self.side = side
    self.limit = limit
    self.probability = probability
  }

  /// How probable the sentence is under a belief.
  public func probability(_ belief: BetaMixture) -> Double {
    side == .above ? belief.probability(above: limit) : belief.probability(atMost: limit)
  }

  /// True when it is probable enough after events among people.
  public func holds(_ prior: BetaMixture, events: Int, of people: Int) -> Bool {
    probability(prior.posterior(events, of: people)) > probability
  }

  /// The counts that show it, for every number of people up to the largest.
  ///
  /// The posterior rises with the events under any prior, so one critical count says it all; it never
  /// falls from one number of people to the next.
  public func decisionTable(_ prior: BetaMixture, upTo largest: Int) -> DecisionTable {
    var critical: [Int?] = [nil]
    var next = 0
    for people in stride(from: 1, through: largest, by: 1) {
      // `next` is the first count at which the answer changes.
      while next <= people && holds(prior, events: next, of: people) == (side == .below) {
        next += 1
      }
      critical.append(
        side == .above ? (next > people ? nil : next) : (next == 0 ? nil : next - 1))
      next = min(next, people + 1)
    }
    return DecisionTable(side == .above ? .atLeast : .atMost, critical: critical)
  }
}
