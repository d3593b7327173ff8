internal import WashoutNumerics

/// Go on, consider, or stop development: two criteria on the posterior, the zone between them left open.
///
/// A count that meets the first alone is a go, one that meets the second alone a no-go; neither, or
/// both, is to be considered, and so is a trial with nobody in its denominator. Source: Lalonde and others
/// (2007), doi 10.1038/sj.clpt.6100235; Fisch and others (2015), doi 10.1177/2168479014533970.
public struct GoRule: Sendable, Equatable {
  /// What was believed before the trial.
  public let prior: BetaMixture
  /// What lets development go on.
  public let go: PosteriorCriterion
  /// What ends it.
  public let noGo: PosteriorCriterion

  /// A verdict of the rule.
  public enum Verdict: Sendable, Hashable, CaseIterable {
    /// Go on.
    case go
    /// Neither.
    case consider
    /// Stop.
    case noGo
  }

  /// A rule of two criteria.
  public init(prior: BetaMixture, go: PosteriorCriterion, noGo: PosteriorCriterion) {
    self.prior = prior
    self.go = go
    self.noGo = noGo
  }

  /// The verdict on events among people.
  public func verdict(events: Int, of people: Int) -> Verdict {
    if people == 0 { return .consider }
    return Self.verdict(
      go: go.holds(prior, events: events, of: people),
      noGo: noGo.holds(prior, events: events, of: people))
  }

  private static func verdict(go: Bool, noGo: Bool) -> Verdict {
    go == noGo ? .consider : go ? .go : .noGo
  }

  /// The chances of the three verdicts; they sum to 1.
  public struct Chances: Sendable, Equatable {
    /// The chance of a go.
    public var go = 0.0
    /// The chance that it is to be considered.
    public var consider = 0.0
    /// The chance of a no-go.
    public var noGo = 0.0

    fileprivate mutating func add(_ chance: Double, to verdict: Verdict) {
      switch verdict {
      case .go: go += chance
      case .consider: consider += chance
      case .noGo: noGo += chance
      }
    }
  }

  /// The chances at a true rate, exactly: M ~ Bin(enrolled, inclusion) people are in the denominator and
  /// X | M ~ Bin(M, rate) of them have the event.
  ///
  /// - Parameters:
  ///   - rate: The true rate, 0...1.
  ///   - enrolled: People enrolled, 0 or more.
  ///   - inclusion: The probability that one of them counts, 0...1.
  /// - Returns: The three chances.
  public func chances(rate: Double, enrolled: Int, inclusion: Double = 1) -> Chances {
    precondition(rate >= 0 && rate <= 1 && inclusion >= 0 && inclusion <= 1, "not a probability")
    precondition(enrolled >= 0, "people cannot be fewer than none")
    let goTable = go.decisionTable(prior, upTo: enrolled)
    let noGoTable = noGo.decisionTable(prior, upTo: enrolled)
    let denominator = BinomialDistribution(trials: enrolled, probability: inclusion)
    var chances = Chances()
    for people in 0...enrolled {
      let share = denominator.pmf(people)
      if share == 0 { continue }
      let count = BinomialDistribution(trials: people, probability: rate)
      for events in 0...people {
        let verdict = Self.verdict(
          go: goTable.succeeds(events: events, of: people),
          noGo: noGoTable.succeeds(events: events, of: people))
        chances.add(share * count.pmf(events), to: verdict)
      }
    }
    return chances
  }
}
