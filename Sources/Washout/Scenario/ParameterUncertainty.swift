public import WashoutNumerics

/// What is believed about values of a scenario: each simulated trial draws them anew from their priors.
public struct ParameterUncertainty: Sendable {
  /// The priors, in the order of the file format.
  public var priors: [Prior]
  /// What tells this belief from another: equal texts and priors give equal trials.
  public var identity: String
  /// The scenario with a value for each prior in place of its base case.
  public var scenario: @Sendable (_ values: [Double]) throws(SimulationError) -> Scenario

  /// What is believed about one value.
  public struct Prior: Sendable, Hashable {
    /// Where the value stands, as `--set` names it.
    public var path: String
    /// The belief.
    public var distribution: Distribution
    /// The belief as written, in one line.
    public var words: String

    /// A belief.
    public init(path: String, distribution: Distribution, words: String) {
      self.path = path
      self.distribution = distribution
      self.words = words
    }

    /// Whether draws can differ.
    public var varies: Bool {
      distribution.quantile(Self.smallest) != distribution.quantile(1 - Self.smallest)
    }

    /// The least and the largest value that can be drawn: those of the extreme uniforms of 53 bits.
    public var reach: (low: Double?, high: Double?) {
      (distribution.quantile(Self.smallest), distribution.quantile(1 - Self.smallest))
    }

    private static let smallest = 0x1p-53
  }

  /// A belief about some values; `identity` stands for whatever else `scenario` depends on.
  public init(
    priors: [Prior], identity: String,
    scenario: @escaping @Sendable (_ values: [Double]) throws(SimulationError) -> Scenario
  ) {
    self.priors = priors
    self.identity = identity
    self.scenario = scenario
  }
}

extension ParameterUncertainty: Hashable {
  /// Whether both give the same trials; the functions follow from what is compared.
  public static func == (one: ParameterUncertainty, other: ParameterUncertainty) -> Bool {
    one.priors == other.priors && one.identity == other.identity
  }

  /// Of what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(priors)
    hasher.combine(identity)
  }
}
