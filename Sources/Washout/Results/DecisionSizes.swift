internal import WashoutStatistics

/// How many people the decision needs to be likely enough, exactly at the simulated rates.
public struct DecisionSizes: Sendable, Equatable {
  /// On which drug.
  public let drug: DrugAssumption
  /// The chance that is asked for.
  public let probability: Double
  /// The largest size that was looked at.
  public let largest: Int
  /// The first size that reaches the chance.
  public let first: Span
  /// The smallest size from which on every size up to the largest reaches it.
  public let stable: Span

  /// A size, and how small and how large it is where the rates are off by their Monte Carlo error.
  public struct Span: Sendable, Equatable {
    /// At the simulated rates; nil where no size up to the largest is enough.
    public let size: Int?
    /// The smallest over the rates +- 2 MCSE.
    public let low: Int?
    /// The largest over them; nil where the largest size that was looked at is not enough.
    public let high: Int?

    /// A size and its range.
    public init(_ size: Int?, low: Int?, high: Int?) {
      self.size = size
      self.low = low
      self.high = high
    }

    fileprivate init(_ size: Int?, over sizes: [Int?]) {
      self.size = size
      low = sizes.compactMap { $0 }.min()
      high = sizes.contains(nil) ? nil : sizes.compactMap { $0 }.max()
    }
  }

  /// Sizes.
  public init(
    drug: DrugAssumption, probability: Double, largest: Int, first: Span, stable: Span
  ) {
    self.drug = drug
    self.probability = probability
    self.largest = largest
    self.first = first
    self.stable = stable
  }

  /// The chance that designers ask for by custom.
  public static let usualProbability = 0.80
}

extension DecisionSizes {
  /// Sizes for the usual chance of a decision by counts.
  ///
  /// The share with the event and the share in the denominator are each taken at their value and 2 MCSE to
  /// either side, every combination; a chance is monotone in the first, and hardly moves with the second.
  init(_ drug: DrugAssumption, _ assessed: AssessedRate, _ table: DecisionTable, largest: Int) {
    let rates = Self.around(assessed.rate, assessed.error(RateSlopes((rate: 1, inclusion: 0))))
    let shares = Self.around(
      assessed.inclusion, assessed.error(RateSlopes((rate: 0, inclusion: 1))))
    let mixtures = shares.map { share in
      (1...largest).map { DenominatorMixture(enrolled: $0, inclusion: share) }
    }
    let sizes = rates.flatMap { rate in
      let success = CountedTrial.successes(table, rate: rate, largest: largest)
      return mixtures.map { mixtures in
        ReachedSizes(mixtures.map { $0.mean(success) }, reaching: Self.usualProbability)
      }
    }
    // The first of the nine is at the simulated rates themselves.
    self.init(
      drug: drug, probability: Self.usualProbability, largest: largest,
      first: Span(sizes[0].first, over: sizes.map(\.first)),
      stable: Span(sizes[0].stable, over: sizes.map(\.stable)))
  }

  private static func around(_ share: Double, _ mcse: Double?) -> [Double] {
    [0, -2, 2].map { min(1, max(0, share + $0 * (mcse ?? 0))) }
  }
}
