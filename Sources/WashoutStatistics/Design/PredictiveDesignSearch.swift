internal import WashoutNumerics

/// The smallest predictive-probability design that keeps its level and its power.
///
/// Among the designs of the smallest size it is the one with the fewest people on average under p0. Only
/// the counts that theta_T and theta_L lead to matter, so all of them are looked at in place of a grid:
/// both thresholds come as the range that gives the same counts. Source: Lee and Liu (2008), doi
/// 10.1177/1740774508089279, who take the grid.
public struct PredictiveDesignSearch: Sendable, Equatable {
  /// The design, with the roundest thresholds of their ranges.
  public let design: PredictiveDesign
  /// The looks as counts of events.
  public let plan: MonitoringPlan
  /// theta_L may lie above the first and up to the second number.
  public let futilityRange: ClosedRange<Double>
  /// theta_T may lie from the first number to below the second.
  public let criterionRange: ClosedRange<Double>

  /// What is asked of the design.
  public struct Demands: Sendable, Hashable {
    /// The rate of no interest.
    public var p0: Double
    /// The rate hoped for: above p0 where many events are good, below where few are.
    public var p1: Double
    /// The largest chance of success under p0.
    public var alpha: Double
    /// The largest chance to miss p1.
    public var beta: Double

    /// Demands; the search checks them.
    public init(p0: Double, p1: Double, alpha: Double, beta: Double) {
      self.p0 = p0
      self.p1 = p1
      self.alpha = alpha
      self.beta = beta
    }
  }

  /// Searches all sizes from the first look on.
  ///
  /// - Parameters:
  ///   - demands: Level and power.
  ///   - prior: What is believed before the trial.
  ///   - success: theta_U, above which it stops with success; 1 never stops.
  ///   - first: People at the first look.
  ///   - every: People from one look to the next; the last look is at the end.
  ///   - limit: The largest size looked at, at most 300.
  ///   - progress: Told each size before it is looked at.
  /// - Throws: `DesignError.notAProbability` and `.notIncreasing` with the parameter's name,
  ///   `.peopleOutOfRange`, `.noDesign` when no design within the limit does.
  public init(
    _ demands: Demands, prior: BetaMixture, success: Double = 1, first: Int = 10, every: Int = 1,
    upTo limit: Int = 150, progress: (_ size: Int) -> Void = { _ in }
  ) throws(DesignError) {
    try Self.check(demands, success: success)
    guard first >= 1, every >= 1, limit >= first, limit <= 300 else {
      throw .peopleOutOfRange(limit)
    }
    for people in first...limit where Self.canReachPower(demands, people) {
      progress(people)
      let looks = Array(stride(from: first, to: people, by: every)) + [people]
      if let best = Self.best(demands, prior, success, looks) {
        self = best
        return
      }
    }
    throw .noDesign(upTo: limit)
  }

  private init(
    _ design: PredictiveDesign, _ plan: MonitoringPlan, _ futilityRange: ClosedRange<Double>,
    _ criterionRange: ClosedRange<Double>
  ) {
    self.design = design
    self.plan = plan
    self.futilityRange = futilityRange
    self.criterionRange = criterionRange
  }

  private static func check(_ demands: Demands, success: Double) throws(DesignError) {
    let named = [
      ("p0", demands.p0), ("p1", demands.p1), ("alpha", demands.alpha), ("beta", demands.beta),
    ]
    for (name, value) in named where !(value > 0 && value < 1) {
      throw .notAProbability(parameter: name, value: value)
    }
    guard success > 0 && success <= 1 else {
      throw .notAProbability(parameter: "theta_u", value: success)
    }
    if demands.p0 == demands.p1 { throw .notIncreasing(parameter: "p1") }
  }

  /// False where even the best test of so many people, randomised to the full level, has too little
  /// power (Neyman and Pearson).
  private static func canReachPower(_ demands: Demands, _ people: Int) -> Bool {
    let isMany = demands.p1 > demands.p0
    let null = BinomialDistribution(
      trials: people, probability: isMany ? demands.p0 : 1 - demands.p0)
    let other = BinomialDistribution(
      trials: people, probability: isMany ? demands.p1 : 1 - demands.p1)
    let r = (0..<people).first { null.survival($0) <= demands.alpha } ?? people
    let share = min(1, (demands.alpha - null.survival(r)) / max(null.pmf(r), 1e-300))
    return other.survival(r) + share * other.pmf(r) >= 1 - demands.beta - 1e-9
  }

  /// The best design with given looks; nil where none does.
  private static func best(
    _ demands: Demands, _ prior: BetaMixture, _ success: Double, _ looks: [Int]
  ) -> PredictiveDesignSearch? {
    let people = looks[looks.count - 1]
    var best: (expected: Double, found: PredictiveDesignSearch)?
    for critical in 0...people {
      guard let range = criterionRange(demands, prior, critical, people),
        let found = try? candidate(demands, prior, success, looks, range)
      else { continue }
      let expected = found.plan.characteristics(at: demands.p0).expectedPeople
      if expected < best?.expected ?? .infinity { best = (expected, found) }
    }
    return best?.found
  }

  /// The theta_T that make a count the critical one; nil where none does, or where even without looks
  /// the power is too small.
  private static func criterionRange(
    _ demands: Demands, _ prior: BetaMixture, _ critical: Int, _ people: Int
  ) -> ClosedRange<Double>? {
    let isMany = demands.p1 > demands.p0
    let count = BinomialDistribution(trials: people, probability: demands.p1)
    let power = isMany ? count.survival(critical - 1) : count.cdf(critical)
    guard power >= 1 - demands.beta else { return nil }
    func shown(_ events: Int) -> Double {
      guard events >= 0 && events <= people else { return 0 }
      let belief = prior.posterior(events, of: people)
      return isMany
        ? belief.probability(above: demands.p0) : belief.probability(atMost: demands.p0)
    }
    let (low, high) = (shown(isMany ? critical - 1 : critical + 1), shown(critical))
    return low < high ? low...high : nil
  }

  /// The design of one critical count that stops as early as its power allows; nil where its level is
  /// too large then.
  private static func candidate(
    _ demands: Demands, _ prior: BetaMixture, _ success: Double, _ looks: [Int],
    _ criterionRange: ClosedRange<Double>
  ) throws -> PredictiveDesignSearch? {
    let criterion = try PosteriorCriterion(
      demands.p1 > demands.p0 ? .above : .below, limit: demands.p0,
      probability: RoundNumber.between(criterionRange, closedAbove: false))
    let never = try PredictiveDesign(
      prior: prior, criterion: criterion, futility: 0, success: success, looks: looks)
    let chances = looks.map { seen in
      (0...seen).map { never.predictiveProbability(events: $0, of: seen) }
    }
    let levels = Set([0] + chances.dropLast().joined().filter { $0 > 0 && $0 < success }).sorted()
    func design(_ level: Int) throws -> (PredictiveDesign, MonitoringPlan) {
      let design = try PredictiveDesign(
        prior: prior, criterion: criterion, futility: levels[level], success: success, looks: looks)
      return (design, design.plan(chances))
    }
    // Stopping for futility at more counts can only take power away.
    var low = 0
    var high = levels.count
    while high - low > 1 {
      let middle = (low + high) / 2
      let power = try design(middle).1.characteristics(at: demands.p1).success
      if power >= 1 - demands.beta { low = middle } else { high = middle }
    }
    let plan = try design(low).1
    guard plan.characteristics(at: demands.p1).success >= 1 - demands.beta,
      plan.characteristics(at: demands.p0).success <= demands.alpha
    else { return nil }
    let range = (low == 0 ? 0 : levels[low - 1])...levels[low]
    let rounded = try PredictiveDesign(
      prior: prior, criterion: criterion, futility: RoundNumber.between(range, closedAbove: true),
      success: success, looks: looks)
    return PredictiveDesignSearch(rounded, plan, range, criterionRange)
  }
}
