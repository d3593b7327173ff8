/// A trial that is stopped when its final success has become too unlikely, or all but certain.
///
/// The trial succeeds when the criterion holds at its end. At each look the predictive probability PP of
/// that is found, with what is then believed of the rate: PP < futility stops for futility, PP > success
/// stops with success. Source: Lee and Liu (2008), doi 10.1177/1740774508089279, where the criterion is
/// P(p > p0) > theta_T and the two thresholds are theta_L and theta_U.
public struct PredictiveDesign: Sendable, Equatable {
  /// What is believed before the trial.
  public let prior: BetaMixture
  /// What makes the trial a success at its end.
  public let criterion: PosteriorCriterion
  /// Below this predictive probability it stops for futility, theta_L; 0 never stops.
  public let futility: Double
  /// Above this predictive probability it stops with success, theta_U; 1 never stops.
  public let success: Double
  /// The counts that succeed at the end.
  private let table: DecisionTable
  /// People at each look, the last of them all.
  public let looks: [Int]

  /// A design of at most 1,000 people.
  ///
  /// - Parameters:
  ///   - prior: What is believed before the trial.
  ///   - criterion: What makes it a success.
  ///   - futility: theta_L, 0...1.
  ///   - success: theta_U, above theta_L, to 1.
  ///   - looks: Increasing numbers of people, the last the size of the trial.
  /// - Throws: `DesignError.notAProbability` with the parameter `theta_l` or `theta_u`, `.notIncreasing`
  ///   with `theta_u` or `looks`, `.peopleOutOfRange`.
  public init(
    prior: BetaMixture, criterion: PosteriorCriterion, futility: Double, success: Double = 1,
    looks: [Int]
  ) throws(DesignError) {
    guard futility >= 0 && futility <= 1 else {
      throw .notAProbability(parameter: "theta_l", value: futility)
    }
    guard success >= 0 && success <= 1 else {
      throw .notAProbability(parameter: "theta_u", value: success)
    }
    guard futility < success else { throw .notIncreasing(parameter: "theta_u") }
    let people = try Looks.checked(looks, atMost: 1000)
    self.prior = prior
    self.criterion = criterion
    self.futility = futility
    self.success = success
    self.looks = looks
    table = criterion.decisionTable(prior, upTo: people)
  }

  /// People in the whole trial.
  public var people: Int { looks[looks.count - 1] }

  /// The probability that the trial will end in success, after events among the first people of it.
  public func predictiveProbability(events: Int, of seen: Int) -> Double {
    prior.posterior(events, of: seen)
      .predictiveProbability(table, events: events, of: seen, people: people)
  }

  /// The looks as counts of events.
  public var plan: MonitoringPlan {
    let chances = looks.map { seen in
      (0...seen).map { self.predictiveProbability(events: $0, of: seen) }
    }
    return plan(chances)
  }

  /// The looks as counts, from the predictive probability of every count at every look.
  func plan(_ chances: [[Double]]) -> MonitoringPlan {
    let isMany = criterion.side == .above
    let boundaries = zip(looks, chances).map { people, chances -> MonitoringPlan.Look in
      // At the end the predictive probability is 0 or 1.
      let isLast = people == self.people
      let counts = Array(chances.indices)
      let futile = counts.filter { isLast ? chances[$0] < 0.5 : chances[$0] < self.futility }
      let won = counts.filter { isLast ? chances[$0] > 0.5 : chances[$0] > self.success }
      return .init(
        people: people, futility: isMany ? futile.last : futile.first,
        success: isMany ? won.first : won.last)
    }
    guard let plan = try? MonitoringPlan(isMany ? .atLeast : .atMost, looks: boundaries) else {
      preconditionFailure("the predictive probability rises with the events or falls with them")
    }
    return plan
  }
}

/// Numbers of people at which a trial is looked at.
enum Looks {
  /// The last of them.
  static func checked(_ looks: [Int], atMost limit: Int) throws(DesignError) -> Int {
    guard let first = looks.first, let last = looks.last, first >= 1, last <= limit else {
      throw .peopleOutOfRange(looks.last ?? 0)
    }
    for (look, next) in zip(looks, looks.dropFirst()) where next <= look {
      throw .notIncreasing(parameter: "looks")
    }
    return last
  }
}
