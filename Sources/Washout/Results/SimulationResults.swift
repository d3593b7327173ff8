/// Everything that the simulation of one scenario gives, for reports to print.
public struct SimulationResults: Sendable, Equatable {
  /// Replicates simulated.
  public var trials: Int
  /// The seed.
  public var seed: UInt64
  /// The planned size.
  public var plannedSize: Int
  /// Every size, increasing; the planned one among them.
  public var sizes: [Int]
  /// Every number, in a fixed order.
  public var measures: [Measure]
  /// Screening.
  public var funnel: Funnel
  /// For each number in the denominator 0...largest size: the count that decides; nil where none does.
  public var decisionCounts: [Int?]
  /// What trials of each size from 1 to the largest conclude if the rate were known, rate by rate.
  public var rateTable: [KnownRate]
  /// Exact probability of the decision, coverage and interval width of every size from 1 to the largest,
  /// over random denominators at the simulated rates: by drug, then by size.
  public var exactBySize: [Measure]
  /// How many people the decision needs, by drug; empty where counts do not decide.
  public var decisionSizes: [DecisionSizes]
  /// The looks at trials of the planned size, as counts; empty without any.
  public var looks: [Looks.Look]
  /// With looks: a trial that is not stopped declares with at most this many recurrences.
  public var declareIfAtMost: Int?
  /// Trials that show each kind of conclusion: first replicate index that declares, and that does not.
  public var exampleTrials: [ExampleTrial]
  /// How trials of the planned size turn out as counts of people, by drug.
  public var countedTrials: [CountedTrials]

  /// What a trial of a size concludes at a known rate, exactly but for the share in the denominator.
  ///
  /// That share is simulated, and each number has the Monte Carlo standard error that it brings.
  public struct KnownRate: Sendable, Equatable {
    /// The true recurrence rate.
    public var rate: Double
    /// People enrolled.
    public var sampleSize: Int
    /// Chance of the decision, over the random denominator.
    public var probabilityOfDecision: Double?
    /// Its error.
    public var probabilityMCSE: Double?
    /// Chance of the opposite conclusion; nil where the decision has none.
    public var probabilityOfNoGo: Double?
    /// Its error.
    public var noGoMCSE: Double?
    /// Mean interval width.
    public var intervalWidth: Double
    /// Its error.
    public var intervalWidthMCSE: Double?
    /// Coverage.
    public var coverage: Double
    /// Its error.
    public var coverageMCSE: Double?

    /// One row.
    public init(
      rate: Double, sampleSize: Int, probabilityOfDecision: Double?, probabilityMCSE: Double? = nil,
      probabilityOfNoGo: Double? = nil, noGoMCSE: Double? = nil, intervalWidth: Double,
      intervalWidthMCSE: Double? = nil, coverage: Double,
      coverageMCSE: Double? = nil
    ) {
      self.rate = rate
      self.sampleSize = sampleSize
      self.probabilityOfDecision = probabilityOfDecision
      self.probabilityMCSE = probabilityMCSE
      self.probabilityOfNoGo = probabilityOfNoGo
      self.noGoMCSE = noGoMCSE
      self.intervalWidth = intervalWidth
      self.intervalWidthMCSE = intervalWidthMCSE
      self.coverage = coverage
      self.coverageMCSE = coverageMCSE
    }
  }

  /// One simulated trial of the planned size.
  public struct ExampleTrial: Sendable, Equatable {
    /// Its number, from 1, as `trace --trial` takes it.
    public var trial: Int
    /// The analysis.
    public var analysis: String
    /// Events.
    public var events: Int
    /// People in the denominator.
    public var denominator: Int
    /// Estimate.
    public var estimate: Double
    /// Lower limit.
    public var lower: Double
    /// Upper limit.
    public var upper: Double
    /// Whether the decision was made.
    public var decided: Bool?

    /// One trial.
    public init(
      trial: Int, analysis: String, events: Int, denominator: Int, estimate: Double, lower: Double,
      upper: Double, decided: Bool?
    ) {
      self.trial = trial
      self.analysis = analysis
      self.events = events
      self.denominator = denominator
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
      self.decided = decided
    }
  }

  /// Results.
  public init(
    trials: Int, seed: UInt64, plannedSize: Int, sizes: [Int], measures: [Measure], funnel: Funnel,
    decisionCounts: [Int?] = [], rateTable: [KnownRate] = [], exactBySize: [Measure] = [],
    decisionSizes: [DecisionSizes] = [], looks: [Looks.Look] = [],
    declareIfAtMost: Int? = nil, exampleTrials: [ExampleTrial] = [],
    countedTrials: [CountedTrials] = []
  ) {
    self.trials = trials
    self.seed = seed
    self.plannedSize = plannedSize
    self.sizes = sizes
    self.measures = measures
    self.funnel = funnel
    self.decisionCounts = decisionCounts
    self.rateTable = rateTable
    self.exactBySize = exactBySize
    self.decisionSizes = decisionSizes
    self.looks = looks
    self.declareIfAtMost = declareIfAtMost
    self.exampleTrials = exampleTrials
    self.countedTrials = countedTrials
  }

  /// What trials of a size conclude at each known rate.
  public func knownRates(sampleSize: Int) -> [KnownRate] {
    rateTable.filter { $0.sampleSize == sampleSize }
  }

  /// The number at these coordinates, if there is one.
  public func measure(
    _ name: MeasureName, drug: DrugAssumption = .assumed, sampleSize: Int? = nil,
    subject: String? = nil, layer: Layer? = nil
  ) -> Measure? {
    measures.first {
      $0.name == name && $0.drug == drug && $0.sampleSize == sampleSize && $0.subject == subject
        && $0.layer == layer
    }
  }
}
