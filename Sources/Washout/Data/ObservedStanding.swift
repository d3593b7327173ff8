internal import WashoutNumerics
internal import WashoutStatistics

/// How probable the observed count is under one assumption, given how many people are in the denominator.
public struct ObservedStanding: Sendable, Equatable {
  /// What is assumed.
  public var assumption: Assumption
  /// The rate of recurrence under it, of those in the denominator.
  public var rate: Double
  /// Its Monte Carlo standard error; nil for a rate that is given.
  public var rateMCSE: Double?
  /// P(as many recurrences or more).
  public var atLeast: Double
  /// P(as many recurrences or fewer).
  public var atMost: Double
  /// Errors of both that the error of the rate brings.
  public var atLeastMCSE: Double?
  /// The error of `atMost`.
  public var atMostMCSE: Double?

  /// What is assumed of the rate.
  public enum Assumption: Sendable, Equatable {
    /// The scenario's drug, or one that does nothing.
    case drug(DrugAssumption)
    /// A rate that is given.
    case rate(Double)
  }

  /// The standing of `events` of `people` >= 1 at a rate.
  ///
  /// Subjects are independent, so that X of M = m is Bin(m, p) whatever the size of the trial and however
  /// many of it are in the denominator. dP(X >= x)/dp = m b(x - 1; m - 1, p) and
  /// dP(X <= x)/dp = -m b(x; m - 1, p) carry the error of p over.
  init(_ assumption: Assumption, rate: Double, mcse: Double?, events: Int, of people: Int) {
    let count = BinomialDistribution(trials: people, probability: rate)
    let others = BinomialDistribution(trials: people - 1, probability: rate)
    self.assumption = assumption
    self.rate = rate
    rateMCSE = mcse
    atLeast = count.survival(events - 1)
    atMost = count.cdf(events)
    atLeastMCSE = mcse.map { $0 * Double(people) * others.pmf(events - 1) }
    atMostMCSE = mcse.map { $0 * Double(people) * others.pmf(events) }
  }
}

/// The rate at which the people in an analysis's denominator have its event, as simulated.
public struct SimulatedRate: Sendable, Equatable {
  /// The rate.
  public var rate: Double
  /// Its Monte Carlo standard error; nil where it cannot be told.
  public var mcse: Double?

  /// A rate.
  public init(rate: Double, mcse: Double?) {
    self.rate = rate
    self.mcse = mcse
  }
}

extension Model {
  /// The rate of the proportion of interest on a drug; nil without such an analysis or drug, and where no
  /// trial had anybody in its denominator.
  public func rateOfInterest(in tally: Tally, _ drug: DrugAssumption = .assumed) -> SimulatedRate? {
    let arm = drug == .noEffect ? 1 : 0
    guard drug != .difference, arm < arms, let analysis = analysisOfInterest,
      let assessed = AssessedRate(TallyReader(self, tally), analysis: analysis, arm: arm)
    else { return nil }
    return SimulatedRate(
      rate: assessed.rate, mcse: assessed.error(RateSlopes((rate: 1, inclusion: 0))))
  }

  /// Where the observed count lies: on the assumed drug, on one that does nothing, at each true rate of
  /// interest; empty without anybody in the denominator.
  public func standing(
    of result: ObservedResults.AnalysisResult, in tally: Tally
  ) -> [ObservedStanding] {
    let (x, m) = (result.events, result.denominator)
    guard m > 0 else { return [] }
    let drugs: [DrugAssumption] =
      hasNoEffectArm && !armsAreIdentical ? [.assumed, .noEffect] : [.assumed]
    return drugs.compactMap { drug in
      rateOfInterest(in: tally, drug).map {
        ObservedStanding(.drug(drug), rate: $0.rate, mcse: $0.mcse, events: x, of: m)
      }
    }
      + scenario.trueRatesOfInterest.map {
        ObservedStanding(.rate($0), rate: $0, mcse: nil, events: x, of: m)
      }
  }
}
