internal import WashoutNumerics

/// A trial of one arm that decides once, at its end, by a count.
///
/// Of those enrolled each is in the denominator with the probability `inclusion`, independently; with 1
/// the denominator is fixed. Sources: Fleming (1982), doi 10.2307/2530297; A'Hern (2001),
/// doi 10.1002/sim.721; the random denominator as in `RandomDenominator`.
public struct SingleStageDesign: Sendable, Equatable {
  /// When it succeeds.
  public let rule: DecisionRule
  /// The rate at which it should succeed, on the right side of the rule's value.
  public let alternative: Double
  /// The probability that one of the enrolled is in the denominator.
  public let inclusion: Double

  /// Nil where the alternative is not on the right side of the rule's value and in 0...1, or inclusion
  /// not above 0 and at most 1.
  public init?(_ rule: DecisionRule, alternative: Double, inclusion: Double = 1) {
    let isRight = rule.direction == .atMost ? alternative < rule.value : alternative > rule.value
    guard isRight, alternative >= 0, alternative <= 1, inclusion > 0, inclusion <= 1 else {
      return nil
    }
    self.rule = rule
    self.alternative = alternative
    self.inclusion = inclusion
  }

  /// The exact test of a null rate against an alternative on either side of it; nil where a rate,
  /// alpha or inclusion is out of range or the rates are equal.
  public init?(null: Double, alternative: Double, alpha: Double, inclusion: Double = 1) {
    let direction: DecisionTable.Direction = alternative < null ? .atMost : .atLeast
    guard let rule = DecisionRule(direction, ofValue: null, by: .test(alpha: alpha)) else {
      return nil
    }
    self.init(rule, alternative: alternative, inclusion: inclusion)
  }

  /// What a trial with so many enrolled does.
  public struct Performance: Sendable, Equatable {
    /// Enrolled.
    public let enrolled: Int
    /// The critical count where all of them are in the denominator; nil where no count succeeds.
    public let critical: Int?
    /// The probability of success at the value that is to be ruled out: the actual level.
    public let alpha: Double
    /// The probability of success at the alternative.
    public let power: Double
  }

  /// What a trial with so many enrolled, at least 0, does.
  public func performance(enrolled: Int) -> Performance {
    if inclusion < 1 { return curve(upTo: enrolled)[enrolled] }
    let critical = rule.critical(of: enrolled)
    return Performance(
      enrolled: enrolled, critical: critical,
      alpha: success(critical, of: enrolled, rate: rule.value),
      power: success(critical, of: enrolled, rate: alternative))
  }

  /// What trials of 0...largest do.
  public func curve(upTo largest: Int) -> SingleStageCurve {
    SingleStageCurve(self, upTo: largest)
  }

  /// The first and the stable size for a power; nil where the stable one cannot be proven with at most
  /// `limit` enrolled.
  ///
  /// Sizes below the one that `provenSize` gives are calculated one by one, those above reach the power
  /// by its inequality. `power` lies between 0 and 1.
  public func sampleSize(power: Double, atMost limit: Int) -> SampleSize? {
    guard power > 0, power < 1, let proven = provenSize(power: power, atMost: limit) else {
      return nil
    }
    let curve = curve(upTo: proven)
    return SampleSize(provenFrom: proven) { curve.power(enrolled: $0) >= power * (1 - 1e-12) }
  }

  /// P(success | m people, rate).
  func success(_ critical: Int?, of people: Int, rate: Double) -> Double {
    guard let critical else { return 0 }
    let count = BinomialDistribution(trials: people, probability: rate)
    return rule.direction == .atMost ? count.cdf(critical) : count.survival(critical - 1)
  }
}
