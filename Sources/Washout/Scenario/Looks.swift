/// Looks at a trial that is still running, after each of which it can stop.
///
/// A look takes the first people in *enrolment order*, when all of them have recurred, been lost or
/// finished: those who recur early are evaluated early, so that the first people evaluated recur more
/// often than people do.
public struct Looks: Sendable, Hashable {
  /// The analysis whose recurrences are counted, missing outcomes by its rule.
  public var analysis: String
  /// What recruitment does while a look is waited for.
  public var accrual: Accrual
  /// When the looks are, and what stops the trial.
  public var design: Design
  /// A trial that does not stop declares what it set out to with at most this many recurrences; nil where the
  /// scenario's decision says it.
  public var declareIfAtMost: Int?

  /// Looks.
  public init(
    analysis: String, accrual: Accrual = .continues, design: Design, declareIfAtMost: Int? = nil
  ) {
    self.analysis = analysis
    self.accrual = accrual
    self.design = design
    self.declareIfAtMost = declareIfAtMost
  }

  /// What recruitment does while a look is waited for.
  public enum Accrual: String, Sendable, Hashable, CaseIterable {
    /// It goes on: people enrolled past the look are the overrun.
    case continues = "continue"
    /// It waits for the look, and begins anew after it.
    case pause
  }

  /// How the looks are given.
  public enum Design: Sendable, Hashable {
    /// Counts, look by look, by increasing number of people.
    case counts([Look])
    /// Simon's two stages for the recurrence-free proportion: a missing outcome is a recurrence.
    case simon(
      unacceptable: Double, acceptable: Double, alpha: Double, beta: Double, Optimum)
    /// Lee and Liu: stops when the posterior criterion has become too unlikely to hold at the end, or all but
    /// certain.
    case predictive(Belief, probability: Double, stopBelow: Double, stopAbove: Double, at: [Int])
    /// Thall and Simon: stops when P(rate < standard - margin | data) has become low, or P(rate < standard |
    /// data) high.
    case posterior(Comparison, stopBelow: Double?, stopAbove: Double?, at: [Int])
    /// At least so many of the first so many, seen with every patient.
    case pausing(recurrences: Int, ofFirst: Int)
  }

  /// Which of Simon's designs.
  public enum Optimum: String, Sendable, Hashable, CaseIterable {
    /// The smallest expected size where recurrence is unacceptable.
    case optimal
    /// The smallest size.
    case minimax
  }

  /// What is believed before the trial, and the rate to stay below.
  public struct Belief: Sendable, Hashable {
    /// The prior of the recurrence rate.
    public var prior: [Analysis.PriorComponent]
    /// The rate that recurrence shall be below.
    public var rateBelow: Double

    /// A belief.
    public init(prior: [Analysis.PriorComponent], rateBelow: Double) {
      self.prior = prior
      self.rateBelow = rateBelow
    }
  }

  /// What is believed before the trial of its drug and of what it is compared with.
  public struct Comparison: Sendable, Hashable {
    /// The prior of the recurrence rate.
    public var prior: [Analysis.PriorComponent]
    /// The rate that recurrence shall be below.
    public var standard: Standard
    /// The improvement that is worth having; only stopping for many recurrences asks for it.
    public var margin: Double

    /// A comparison.
    public init(
      prior: [Analysis.PriorComponent], standard: Standard, margin: Double = 0
    ) {
      self.prior = prior
      self.standard = standard
      self.margin = margin
    }

    /// A rate taken as known, or one that is itself believed.
    public enum Standard: Sendable, Hashable {
      /// Known.
      case rate(Double)
      /// Believed.
      case prior([Analysis.PriorComponent])
    }
  }

  /// One look.
  public struct Look: Sendable, Hashable {
    /// The first people enrolled.
    public var patients: Int
    /// The trial stops for too many recurrences: this many or more; nil where it does not.
    public var stopIfAtLeast: Int?
    /// The trial stops early for few recurrences: this many or fewer; nil where it does not.
    public var stopIfAtMost: Int?

    /// A look.
    public init(patients: Int, stopIfAtLeast: Int? = nil, stopIfAtMost: Int? = nil) {
      self.patients = patients
      self.stopIfAtLeast = stopIfAtLeast
      self.stopIfAtMost = stopIfAtMost
    }

    /// Whether the trial stops with a number of recurrences.
    public func stops(recurrences: Int) -> Bool {
      stopsForMany(recurrences) || stopsForFew(recurrences)
    }

    /// Whether it stops for too many.
    public func stopsForMany(_ recurrences: Int) -> Bool {
      stopIfAtLeast.map { recurrences >= $0 } ?? false
    }

    /// Whether it stops for few.
    public func stopsForFew(_ recurrences: Int) -> Bool {
      stopIfAtMost.map { recurrences <= $0 } ?? false
    }
  }
}
