/// One simulation of a scenario that answers for every size of trial in a range.
///
/// A smaller trial is the first people of the largest, so the range costs little more than its largest
/// size.
public struct SizingSimulation: Sendable {
  /// The sizes.
  public let sizes: ClosedRange<Int>
  let model: Model
  /// What the interval of an assured width is to be no wider than.
  let width: Double?

  /// Compiles a scenario for trials of every size in a range.
  ///
  /// The analysis that is sized is the one that decides, else the first that is a function of counts,
  /// else the first. Looks are ignored, and values with a prior keep their base case. `assuredWidth` is the width of an interval whose chance is asked
  /// for.
  /// - Throws: `SimulationError.invalid` for the first thing that cannot be simulated.
  public init(
    _ scenario: Scenario, sizes: ClosedRange<Int>, assuredWidth: Double? = nil
  ) throws(SimulationError) {
    self.sizes = sizes
    width = assuredWidth
    if sizes.lowerBound < 1 || sizes.upperBound > Model.largestSize {
      throw .invalid(
        path: "trial.sample_size",
        reason: "\(sizes.lowerBound) to \(sizes.upperBound) is not within 1 to \(Model.largestSize)"
      )
    }
    model = try Model(Self.sized(scenario, sizes), followsNoEffect: true, showsFunnel: false)
  }

  /// The scenario with the one analysis that is sized and without what no size depends on.
  private static func sized(_ scenario: Scenario, _ sizes: ClosedRange<Int>) -> Scenario {
    var sized = scenario.planned(for: sizes.upperBound)
    sized.whatIfSampleSizes = Array(sizes)
    sized.trueRatesOfInterest = []
    // People are independent, as exact chances need them, only where no value is drawn for a whole trial.
    sized.simulation.parameterUncertainty = nil
    let deciding = scenario.analyses.first { $0.name == scenario.decision?.analysis }
    let counting = scenario.analyses.first { $0.method.isOfCounts }
    if let analysis = deciding ?? counting ?? scenario.analyses.first {
      sized.analyses = [analysis]
    }
    return sized
  }

  /// Simulates trials.
  ///
  /// - Parameters:
  ///   - trials: number of trials, at least 1; the scenario's where nil.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way.
  /// - Returns: what trials of each size give.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled.
  public func run(
    trials: Int? = nil, threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> SizingResults {
    let trials = trials ?? model.scenario.simulation.trials
    let units = WorkUnits(blocks: Array(Model.blocks(of: trials)), of: trials)
    var total = SizingTally(sizes: model.sizes.count, arms: model.arms)
    try await OrderedWork.run(
      units.count, threads: threads, work: { try simulate(units[$0].replicates) },
      take: { number, tally in
        total.merge(tally)
        progress(Progress(trials: units[number].replicates.upperBound, of: trials))
      })
    return try SizingResults(self, total)
  }

  private func simulate(_ replicates: Range<Int>) throws(SimulationError) -> SizingTally {
    var tally = SizingTally(sizes: model.sizes.count, arms: model.arms)
    _ = try model.eachTrial(replicates) { _, trial in
      tally.add(trial, model, 0, width: width)
    }
    return tally
  }
}

extension Analysis.Method {
  /// Whether it is a function of the events among the people in the denominator alone.
  fileprivate var isOfCounts: Bool {
    switch self {
    case .proportion(.tilted, _): false
    case .proportion, .exactTest, .betaBinomial: true
    default: false
    }
  }
}
