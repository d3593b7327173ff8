internal import CWashoutGSL
internal import WashoutNumerics

/// The probability that a trial succeeds when the true rate is not known but believed: power averaged
/// over the prior, exactly.
///
/// Two trials under one true rate, with successes S1 and S2, split the variance of success:
/// between = cov(S1, S2) is the variance of the power over the prior, within = E(S1 - S2)^2 / 2 what
/// chance adds. Source: O'Hagan, Stevens and Campbell (2005), doi 10.1002/pst.175.
public struct Assurance: Sendable, Equatable {
  /// The assurance: the mean of the power.
  public let mean: Double
  /// The variance of the power over the prior.
  public let between: Double
  /// The mean variance of success at a given rate.
  public let within: Double

  /// Assurance of a trial of people, each of whom counts with a probability.
  ///
  /// The denominator is M ~ Bin(enrolled, inclusion); with nobody in it the trial fails. Whether one
  /// counts and whether one would have the event are independent, so that K ~ beta-binomial people of
  /// all enrolled would have it, and success given K = k has a probability c(k) free of the rate: the
  /// mean is the sum of P(k) c(k). Of 2n people in both trials S would have it, split between the two
  /// by the hypergeometric distribution.
  ///
  /// - Parameters:
  ///   - prior: What is believed of the rate.
  ///   - table: Which counts succeed; it must reach to `enrolled`.
  ///   - enrolled: People enrolled, 0...1,000,000; the work grows with their square, with their cube
  ///     where `inclusion` is below 1.
  ///   - inclusion: The probability that one of them counts, 0...1.
  public init(prior: BetaMixture, _ table: DecisionTable, enrolled: Int, inclusion: Double = 1) {
    precondition(enrolled >= 0 && enrolled <= 1_000_000, "people out of range")
    precondition(inclusion >= 0 && inclusion <= 1, "not a probability")
    precondition(enrolled < table.critical.count, "the table ends before the trial does")
    let success = (0...enrolled).map {
      Self.success(table, events: $0, of: enrolled, inclusion: inclusion)
    }
    let mean = zip(prior.predictive(of: enrolled), success).reduce(0) { $0 + $1.0 * $1.1 }
    let both = Self.both(success, prior.predictive(of: 2 * enrolled))
    self.mean = min(1, mean)
    between = max(0, both - mean * mean)
    within = max(0, mean - both)
  }

  /// P(success) when so many of those enrolled would have the event.
  private static func success(
    _ table: DecisionTable, events: Int, of enrolled: Int, inclusion: Double
  ) -> Double {
    if inclusion == 1 { return table.succeeds(events: events, of: enrolled) ? 1 : 0 }
    let with = BinomialDistribution(trials: events, probability: inclusion)
    let without = BinomialDistribution(trials: enrolled - events, probability: inclusion)
    let rest = (0...(enrolled - events)).map(without.pmf)
    var sum = 0.0
    for counted in 0...events {
      let chance = with.pmf(counted)
      if chance == 0 { continue }
      for other in rest.indices
      where table.succeeds(events: counted, of: counted + other) {
        sum += chance * rest[other]
      }
    }
    return sum
  }

  /// P(both of two trials of n succeed), from the chances of each number of events among 2n people.
  private static func both(_ success: [Double], _ chances: [Double]) -> Double {
    ErrorHandler.switchOff()
    let n = success.count - 1
    return chances.indices.reduce(0) { sum, events in
      let split = (max(0, events - n)...min(n, events)).reduce(0.0) { sum, first in
        let product = success[first] * success[events - first]
        return product == 0
          ? sum
          : sum + product
            * gsl_ran_hypergeometric_pdf(UInt32(first), UInt32(n), UInt32(n), UInt32(events))
      }
      return sum + chances[events] * split
    }
  }
}
