internal import WashoutNumerics

/// The chance that a trial sees an adverse event at all, or at least a number of times.
public struct EventSighting: Sendable, Equatable {
  /// The share of people who have the event.
  public let frequency: Double
  /// How many of the people seen must have it, at least 1.
  public let atLeast: Int

  /// Nil where the frequency is not between 0 and 1 or fewer than one person is asked for.
  public init?(frequency: Double, atLeast: Int = 1) {
    guard frequency >= 0, frequency <= 1, atLeast >= 1 else { return nil }
    self.frequency = frequency
    self.atLeast = atLeast
  }

  /// The chance among a number of people from 0 to 1e9: P(X >= k), X ~ Bin(n, f).
  public func chance(among people: Int) -> Double {
    BinomialDistribution(trials: people, probability: frequency).survival(atLeast - 1)
  }

  /// The smallest number of people with at least that chance, hence also every larger one; nil where
  /// `limit` people, at most 1e9, are too few.
  ///
  /// For one event it is ln(1 - chance) / ln(1 - f) rounded up.
  public func smallestSize(chance: Double, atMost limit: Int) -> Int? {
    guard self.chance(among: limit) >= chance else { return nil }
    var (low, high) = (0, limit)
    while low < high {
      let middle = low + (high - low) / 2
      if self.chance(among: middle) >= chance { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
