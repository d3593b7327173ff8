internal import CWashoutGSL

/// A trial that is stopped by what is believed of its treatment beside a standard one.
///
/// With success in many events it stops with success where P(pE > pS | data) >= `success`, and for
/// futility where P(pE > pS + margin | data) <= `futility`; with few events the signs turn:
/// P(pE < pS) and P(pE < pS - margin). What crosses neither stays open. Source: Thall and Simon (1994),
/// doi 10.2307/2533377.
public struct PosteriorStopping: Sendable, Equatable {
  /// On which side success lies.
  public let direction: DecisionTable.Direction
  /// What is believed of the treatment before the trial.
  public let prior: BetaMixture
  /// The treatment it is compared with.
  public let standard: Standard
  /// The improvement that is worth having, delta.
  public let margin: Double
  /// At or below this probability of the improvement it stops for futility, p_L; nil never stops.
  public let futility: Double?
  /// At or above this probability of being better it stops with success, p_U; nil never stops.
  public let success: Double?

  /// The rate of the standard treatment.
  public enum Standard: Sendable, Equatable {
    /// A rate taken as known.
    case known(Double)
    /// A rate that is itself believed.
    case believed(BetaMixture)
  }

  /// A rule.
  ///
  /// - Throws: `DesignError.notAProbability` with the parameter `standard`, `margin`, `p_l` or `p_u` for
  ///   what does not lie in 0...1.
  public init(
    _ direction: DecisionTable.Direction, prior: BetaMixture, standard: Standard,
    margin: Double = 0, futility: Double?, success: Double?
  ) throws(DesignError) {
    if case .known(let rate) = standard, !(rate >= 0 && rate <= 1) {
      throw .notAProbability(parameter: "standard", value: rate)
    }
    for (name, value) in [("margin", margin), ("p_l", futility), ("p_u", success)] {
      if let value, !(value >= 0 && value <= 1) {
        throw .notAProbability(parameter: name, value: value)
      }
    }
    self.direction = direction
    self.prior = prior
    self.standard = standard
    self.margin = margin
    self.futility = futility
    self.success = success
  }

  /// P(pE > pS + margin) after events among people, or P(pE < pS - margin) where few events are good.
  ///
  /// - Throws: `DesignError.notIntegrable`.
  public func superiority(
    events: Int, of people: Int, margin: Double
  ) throws(DesignError) -> Double {
    let posterior = prior.posterior(events, of: people)
    // Few events are many people without one.
    let better = direction == .atLeast ? posterior : posterior.mirrored
    switch standard {
    case .known(let rate):
      return better.probability(above: (direction == .atLeast ? rate : 1 - rate) + margin)
    case .believed(let belief):
      return try Self.exceedance(
        better, direction == .atLeast ? belief : belief.mirrored, by: margin)
    }
  }

  /// P(p > s + margin) for independent p and s.
  private static func exceedance(
    _ better: BetaMixture, _ standard: BetaMixture, by margin: Double
  ) throws(DesignError) -> Double {
    var sum = 0.0
    for (component, beta) in zip(standard.components, standard.distributions)
    where component.weight > 0 {
      let deviation = beta.variance.squareRoot()
      let end = 1 - margin
      let bends = [-8.0, -3, 0, 3, 8].map { beta.mean + $0 * deviation }
      let points = [0] + bends.filter { $0 > 0 && $0 < end } + [end]
      guard end > 0 else { continue }
      let part = PiecewiseQuadrature.integral(over: points) { rate in
        let density = exp(beta.logDensity(rate))
        return density == 0 ? 0 : density * better.probability(above: rate + margin)
      }
      guard let part else { throw .notIntegrable }
      sum += component.weight * part
    }
    return min(1, sum)
  }

  /// The looks as counts of events.
  ///
  /// A count that would stop for both reasons, possible with a margin of 0 and `futility` >= `success`
  /// only, is an error.
  ///
  /// - Throws: `DesignError.notIncreasing` with the parameter `looks`, `.peopleOutOfRange` above 1,000
  ///   people, `.overlappingBoundaries`, `.notIntegrable`.
  public func plan(looks: [Int]) throws(DesignError) -> MonitoringPlan {
    _ = try Looks.checked(looks, atMost: 1000)
    var boundaries: [MonitoringPlan.Look] = []
    for people in looks {
      let futile = try futility.map { level throws(DesignError) in
        try mostEvents(of: people) { events throws(DesignError) in
          try superiority(events: events, of: people, margin: margin) <= level
        }
      }
      let open = try success.map { level throws(DesignError) in
        try mostEvents(of: people) { events throws(DesignError) in
          try superiority(events: events, of: people, margin: 0) < level
        }
      }
      boundaries.append(look(people, futile: futile, open: open))
    }
    return try MonitoringPlan(direction, looks: boundaries)
  }

  /// Boundaries from the most good outcomes that are futile, and that are no success; -1 for none.
  private func look(_ people: Int, futile: Int?, open: Int?) -> MonitoringPlan.Look {
    func count(_ good: Int) -> Int? {
      guard good >= 0 && good <= people else { return nil }
      return direction == .atLeast ? good : people - good
    }
    return .init(
      people: people, futility: futile.flatMap(count), success: open.flatMap { count($0 + 1) })
  }

  /// The largest number of good outcomes for which a condition holds that more of them only end; -1 for
  /// none.
  private func mostEvents(
    of people: Int, where condition: (_ events: Int) throws(DesignError) -> Bool
  ) throws(DesignError) -> Int {
    var low = -1
    var high = people + 1
    while high - low > 1 {
      let good = (low + high) / 2
      if try condition(direction == .atLeast ? good : people - good) {
        low = good
      } else {
        high = good
      }
    }
    return low
  }
}
