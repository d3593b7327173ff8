/// Where each number of a tally stands in its two flat arrays.
///
/// Counts: first the *dense* ones, which nearly every replicate adds to (products of totals, sums over
/// replicates), then the *cells*, of which a replicate adds 1 to a few (histograms, tables of counts).
/// Sums: floating-point sums over replicates. The layout follows from the model alone.
package struct TallyLayout: Sendable, Equatable {
  /// Totals over one replicate's people; their products stand first among the counts.
  package let totals: TotalsLayout
  /// Screening.
  package let funnel: FunnelPlaces
  /// Element `size * arms + arm`.
  package let trials: [TrialPlaces]
  /// Element `size`; empty with one arm.
  package let trialPairs: [TrialPairPlaces]
  /// Element `(size * analyses + analysis) * arms + arm`.
  package let estimates: [EstimatePlaces]
  /// Element `size * analyses + analysis`; empty with one arm.
  package let estimatePairs: [EstimatePairPlaces]
  /// Element `arm`; empty without looks.
  package let looks: [LookPlaces]
  /// Two trials a draw; nil where nothing is drawn.
  package let assurance: AssurancePlaces?
  /// Number of dense counts.
  package let denseCounts: Int
  /// Number of counts, cells included.
  package let counts: Int
  /// Number of sums.
  package let sums: Int
  private let analyses: Int

  init(_ shape: Shape) {
    var dense = Cursor()
    var cells = Cursor()
    var sums = Cursor()
    totals = shape.totals
    _ = dense.take(totals.pairs)
    funnel = FunnelPlaces(criteria: shape.criteria, &dense)
    analyses = shape.methods.count
    var trials: [TrialPlaces] = []
    var trialPairs: [TrialPairPlaces] = []
    var estimates: [EstimatePlaces] = []
    var estimatePairs: [EstimatePairPlaces] = []
    for size in shape.sizes {
      for _ in 0..<totals.arms {
        trials.append(TrialPlaces(size, shape.hasDurations, &dense, &cells, &sums))
      }
      if totals.arms == 2 { trialPairs.append(TrialPairPlaces(&dense)) }
      for method in shape.methods {
        for _ in 0..<totals.arms {
          estimates.append(EstimatePlaces(method, size, &dense, &cells, &sums))
        }
        if totals.arms == 2 { estimatePairs.append(EstimatePairPlaces(&dense, &sums)) }
      }
    }
    self.trials = trials
    self.trialPairs = trialPairs
    self.estimates = estimates
    self.estimatePairs = estimatePairs
    looks = (shape.looks.map { [Int](repeating: $0, count: shape.totals.arms) } ?? []).map {
      LookPlaces($0, results: shape.twoStageResults, &dense, &sums)
    }
    assurance = shape.priors.map {
      AssurancePlaces(
        priors: $0, decidingArms: shape.isDecided ? shape.totals.arms : 0, &dense, &cells, &sums)
    }
    denseCounts = dense.next
    counts = dense.next + cells.next
    self.sums = sums.next
  }

  /// What the layout follows from.
  struct Shape {
    var totals: TotalsLayout
    var criteria: Int
    var sizes: [Int]
    var methods: [CompiledAnalysis.Method]
    var hasDurations: Bool
    /// Number of looks at the planned size; nil where there are none.
    var looks: Int?
    /// Number of results that a trial in two stages can have; 0 for looks of another kind.
    var twoStageResults: Int
    /// Number of priors that values are drawn from; nil where nothing is drawn.
    var priors: Int?
    /// Whether trials decide.
    var isDecided: Bool
  }

  /// The places of trials of a size.
  package func trial(size: Int, arm: Int) -> TrialPlaces { trials[size * totals.arms + arm] }

  /// The places of an analysis of trials of a size.
  package func estimate(size: Int, analysis: Int, arm: Int) -> EstimatePlaces {
    estimates[(size * analyses + analysis) * totals.arms + arm]
  }

  /// The places of the two arms' estimates together.
  package func estimatePair(size: Int, analysis: Int) -> EstimatePairPlaces {
    estimatePairs[size * analyses + analysis]
  }
}

/// Hands out places one after the other.
struct Cursor {
  private(set) var next = 0

  mutating func take(_ count: Int = 1) -> Int {
    defer { next += count }
    return next
  }
}
