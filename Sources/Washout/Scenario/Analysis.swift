/// What is calculated from the data of one trial.
public struct Analysis: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The estimand that it estimates.
  public var estimand: String
  /// The method.
  public var method: Method
  /// Two-sided confidence level.
  public var level: Double

  /// An analysis.
  public init(name: String, estimand: String, method: Method, level: Double = 0.95) {
    self.name = name
    self.estimand = estimand
    self.method = method
    self.level = level
  }

  /// The methods.
  ///
  /// Times are nominal days, counted from withdrawal, and from the first dose where the population is
  /// everyone dosed; a recurrence by the estimand's week is what shares are about.
  public enum Method: Sendable, Hashable {
    /// Recurrences over people; `lost` is nil when nobody can be missing from the denominator.
    case proportion(lost: LostPatients?, interval: ProportionInterval)
    /// The same with the exact binomial test against a rate.
    case exactTest(
      lost: LostPatients?, null: Double, alternative: Alternative, interval: ProportionInterval)
    /// Posterior mean of the rate under a mixture of betas, with the equal-tailed credible interval.
    case betaBinomial(lost: LostPatients?, prior: [PriorComponent])
    /// 1 - Kaplan-Meier.
    case kaplanMeier(interval: CurveInterval = .logLog)
    /// 1 - exp(-H) with H by Nelson and Aalen, limits on the scale of ln H.
    case nelsonAalen
    /// The share with a recurrence before loss, which is a competing risk.
    case aalenJohansen
    /// 1 - S of the exponential curve that fits best, limits on the scale of the logarithm of its rate.
    case exponential
    /// 1 - S of the Weibull curve that fits best, limits on the scale of ln(-ln S).
    case weibull
    /// 1 - S where a recurrence is known only to lie between two visits; no limits.
    case turnbull
    /// Recurrences over those that a known curve leads to expect, with a test.
    case logRank(reference: ReferenceTime, alternative: Alternative, variance: LogRankVariance)
    /// Mean weeks without recurrence up to the estimand's week, normal limits.
    case restrictedMean
    /// Weeks to recurrence of half of the people; no value where they are not reached.
    case median
  }

  /// One beta distribution of a prior and its weight.
  public struct PriorComponent: Sendable, Hashable {
    /// Its share of the mixture; weights are divided by their sum.
    public var weight: Double
    /// As many earlier recurrences, roughly.
    public var alpha: Double
    /// As many earlier people without one, roughly.
    public var beta: Double

    /// A component.
    public init(weight: Double = 1, alpha: Double, beta: Double) {
      self.weight = weight
      self.alpha = alpha
      self.beta = beta
    }
  }

  /// What becomes of people whose outcome is missing.
  public enum LostPatients: Sendable, Hashable {
    /// Not in the denominator.
    case leftOut
    /// Counted without recurrence.
    case noRecurrence
    /// Counted with recurrence.
    case recurrence
    /// Counted with the odds of recurrence that the others have, times this; 0 or more, finite.
    case tilted(odds: Double)
  }

  /// Intervals of a proportion.
  public enum ProportionInterval: String, Sendable, Hashable, CaseIterable {
    /// Exact.
    case clopperPearson = "clopper_pearson"
    /// Score.
    case wilson
    /// Equal-tailed posterior of the prior Beta(1/2, 1/2).
    case jeffreys
    /// Normal around a centre drawn to one half.
    case agrestiCoull = "agresti_coull"
    /// Exact, with half of the probability of what was observed.
    case midP = "mid_p"
    /// Estimate +- normal errors; poor at small numbers and near 0 and 1.
    case wald
  }

  /// The scale on which limits of a Kaplan-Meier curve reach equally far to both sides.
  public enum CurveInterval: String, Sendable, Hashable, CaseIterable {
    /// S itself.
    case plain
    /// ln S.
    case log
    /// ln(-ln S).
    case logLog = "log_log"
    /// ln(S / (1 - S)).
    case logit
    /// Arcsine of the root of S.
    case arcsine
  }

  /// What a test sets out to show.
  public enum Alternative: String, Sendable, Hashable, CaseIterable {
    /// Fewer recurrences.
    case fewer
    /// More recurrences.
    case more
    /// Either.
    case twoSided = "two_sided"
  }

  /// How the variance of a one-sample log-rank test is estimated.
  public enum LogRankVariance: String, Sendable, Hashable, CaseIterable {
    /// By the expected recurrences.
    case classic
    /// By the mean of observed and expected (Wu 2014).
    case wu
  }

  /// A curve of the time to recurrence that is taken as known.
  public enum ReferenceTime: Sendable, Hashable {
    /// Exponential, half recurred at a median.
    case exponential(medianWeeks: Double)
    /// Weibull with a shape, half recurred at a median.
    case weibull(shape: Double, medianWeeks: Double)
    /// Exponential through a point.
    case recurrenceFree(atWeek: Double, probability: Double)
  }
}

/// What the trial concludes from an analysis.
public struct Decision: Sendable, Hashable {
  /// What is declared.
  public var name: String
  /// The analysis that decides.
  public var analysis: String
  /// The condition.
  public var rule: Rule
  /// The condition of the opposite conclusion, a no-go; a trial that meets neither is to be considered.
  public var noGo: Rule?

  /// A decision.
  public init(name: String, analysis: String, rule: Rule, noGo: Rule? = nil) {
    self.name = name
    self.analysis = analysis
    self.rule = rule
    self.noGo = noGo
  }

  /// The condition of a decision.
  public enum Rule: Sendable, Hashable {
    /// The upper limit lies below a value: few recurrences.
    case upperLimitBelow(Double)
    /// The lower limit lies above a value: many recurrences.
    case lowerLimitAbove(Double)
    /// The p-value of a one-sided test is at most a value.
    case pValueBelow(Double)
    /// The posterior probability that the rate is below a value is above another: few recurrences.
    case posteriorOfRateBelow(Double, above: Double)
    /// The posterior probability that the rate is above a value is above another: many recurrences.
    case posteriorOfRateAbove(Double, above: Double)
  }
}
