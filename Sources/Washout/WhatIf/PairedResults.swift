/// Another scenario beside the base: every outcome of both, with the paired error of the difference.
public struct PairedResults: Sendable, Equatable {
  /// Trials of each.
  public let trials: Int
  /// The share of places taken by the same person in both; nil without people.
  public let keptShare: Double?
  /// Trials, counted from 1, of which only the base makes the decision: how many, and the first few.
  public let flippedToNo: FlippedTrials
  /// Trials of which only the other scenario makes it.
  public let flippedToYes: FlippedTrials
  /// The outcomes that both have, in fixed order.
  public let differences: [PairedDifference]
  /// For each number in the denominator from 0: the count that decides in the base; nil where none does.
  public let baseDecisionCounts: [Int?]
  /// The same of the other scenario.
  public let otherDecisionCounts: [Int?]

  /// Trials whose decision differs.
  public struct FlippedTrials: Sendable, Equatable {
    /// How many.
    public let count: Int
    /// The first ones, counted from 1.
    public let first: [Int]

    /// A number of trials and the first ones of them.
    public init(count: Int, first: [Int]) {
      self.count = count
      self.first = first
    }

    /// None.
    public static let none = FlippedTrials(count: 0, first: [])
  }

  init(
    outcomes: [TrialOutcome], tally: PairTally, isSame: Bool, baseDecisionCounts: [Int?],
    otherDecisionCounts: [Int?]
  ) {
    self.baseDecisionCounts = baseDecisionCounts
    self.otherDecisionCounts = otherDecisionCounts
    trials = Int(tally.trials)
    keptShare = tally.people == 0 ? nil : Double(tally.kept) / Double(tally.people)
    flippedToNo = FlippedTrials(
      count: Int(tally.onlyBase), first: tally.firstOnlyBase.map { $0 + 1 })
    flippedToYes = FlippedTrials(
      count: Int(tally.onlyOther), first: tally.firstOnlyOther.map { $0 + 1 })
    differences = outcomes.indices.map { i in
      PairedDifference(
        outcomes[i], OutcomeMoments(tally.sums, outcome: i), trials: tally.trials, isSame: isSame)
    }
  }

  /// One outcome's difference; nil where a scenario does not have it.
  public func difference(_ outcome: TrialOutcome) -> PairedDifference? {
    differences.first { $0.outcome == outcome }
  }
}

/// An outcome in two scenarios simulated on the same draws.
public struct PairedDifference: Sendable, Equatable {
  /// What differs.
  public let outcome: TrialOutcome
  /// In the base; nil where it is undefined, such as a share of nobody.
  public let base: Double?
  /// In the other scenario.
  public let other: Double?
  /// The error of the base's value.
  public let baseMCSE: Double?
  /// The error of the other's value.
  public let otherMCSE: Double?
  /// The error of their difference, from pairs of trials.
  public let mcse: Double?

  /// An outcome in two scenarios.
  public init(
    _ outcome: TrialOutcome, base: Double?, other: Double?, baseMCSE: Double?, otherMCSE: Double?,
    mcse: Double?
  ) {
    self.outcome = outcome
    self.base = base
    self.other = other
    self.baseMCSE = baseMCSE
    self.otherMCSE = otherMCSE
    self.mcse = mcse
  }

  /// Other minus base.
  public var difference: Double? { base.flatMap { base in other.map { $0 - base } } }

  /// How many times as many trials independent runs would need for the error of the difference; nil
  /// where that error is 0.
  public var independentTrials: Double? {
    guard let mcse, mcse > 0, let baseMCSE, let otherMCSE else { return nil }
    return (baseMCSE * baseMCSE + otherMCSE * otherMCSE) / (mcse * mcse)
  }

  /// Ratios of sums a / b and c / d over trials, linearised.
  ///
  /// A trial's influence on a / b is (a_r - b_r a/b) / mean b. Two scenarios that simulate the same differ
  /// by exactly 0.
  init(_ outcome: TrialOutcome, _ sums: OutcomeMoments, trials: Int64, isSame: Bool) {
    self.outcome = outcome
    let r = Double(trials)
    let first = Ratio(sums[0], sums[1], trials: r)
    let second = Ratio(sums[2], sums[3], trials: r)
    base = first?.value
    other = second?.value
    guard let first, let second else {
      (baseMCSE, otherMCSE, mcse) = (nil, nil, nil)
      return
    }
    let baseTerms = first.squares(sums[4], sums[5], sums[8])
    let otherTerms = second.squares(sums[11], sums[12], sums[13])
    let product = first.products(with: second, sums)
    let cases = Int64(min(sums[1], sums[3]))
    func error(_ terms: [Double]) -> Double? {
      let error = MonteCarloError.mean(squares: MonteCarloError.sum(terms), r)
      return error == 0 ? MonteCarloError.share(0, of: cases) : error
    }
    baseMCSE = error(baseTerms)
    otherMCSE = error(otherTerms)
    mcse = isSame ? 0 : error(baseTerms + otherTerms + product.map { -2 * $0 })
  }
}

/// A ratio of sums over trials and what its influence is made of.
private struct Ratio {
  let value: Double
  private let mean: Double

  init?(_ numerator: Double, _ denominator: Double, trials: Double) {
    guard denominator > 0 else { return nil }
    value = numerator / denominator
    mean = denominator / trials
  }

  /// Terms that add up to the sum of squared influences, from the sums of aa, ab and bb.
  func squares(_ aa: Double, _ ab: Double, _ bb: Double) -> [Double] {
    let scale = 1 / (mean * mean)
    return [aa * scale, -2 * value * ab * scale, value * value * bb * scale]
  }

  /// Terms that add up to the sum of products with another ratio's influences.
  func products(with other: Ratio, _ sums: OutcomeMoments) -> [Double] {
    let scale = 1 / (mean * other.mean)
    return [
      sums[6] * scale, -other.value * sums[7] * scale, -value * sums[9] * scale,
      value * other.value * sums[10] * scale,
    ]
  }
}
