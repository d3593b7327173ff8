internal import WashoutNumerics
internal import WashoutStatistics

/// A scenario compiled once: numbers and flat arrays, ready to simulate.
public struct Model: Sendable {
  /// What was compiled.
  public let scenario: Scenario
  /// The sizes of trial, increasing: the planned one and the what-if ones.
  ///
  /// A smaller trial is the first people of the largest.
  public let sizes: [Int]
  /// Whether every subject is also followed on a drug that does nothing.
  public let hasNoEffectArm: Bool
  /// How the disease runs; at the base cases where values are drawn.
  package internal(set) var course: CompiledCourse
  /// What each replicate draws anew; nil where every value is its base case.
  var uncertainty: ParameterUncertainty?
  /// The analysis whose estimate drawn values are ranked with: the one that decides, or the first of a
  /// share; nil where none is.
  let drivenAnalysis: Int?
  /// The analyses in file order.
  package let analyses: [CompiledAnalysis]
  /// What the trial concludes.
  package let decision: CompiledDecision?
  /// When the trial is looked at while it runs; nil where it is not.
  package let looks: CompiledLooks?
  /// What a tilted proportion decides by; nil where none decides.
  let missingOutcomeTable: MissingOutcomeTable?
  /// Where a tally keeps what.
  package let layout: TallyLayout
  /// Normal quantiles of the analyses' two-sided levels.
  let normalQuantiles: [Double]
  /// Classes of duration; nil where the scenario does not say how fast people are recruited.
  package internal(set) var durations: DurationClasses?

  /// Largest trial that can be simulated: tables of counts grow with its square.
  public static let largestSize = 1000

  /// Whether the first trials' candidates are asked every criterion, for the funnel.
  let showsFunnel: Bool

  /// Compiles a scenario.
  ///
  /// - Throws: `SimulationError.invalid` for the first thing that cannot be simulated.
  public init(_ scenario: Scenario) throws(SimulationError) {
    try self.init(scenario, followsNoEffect: true, showsFunnel: true)
  }

  /// Compiles a scenario for the numbers that are wanted of it.
  package init(
    _ scenario: Scenario, followsNoEffect: Bool, showsFunnel: Bool
  ) throws(SimulationError) {
    self.scenario = scenario
    self.showsFunnel = showsFunnel
    try Self.checkSimulation(scenario)
    sizes = try Self.sizes(scenario)
    course = try CompiledCourse(scenario, followsNoEffect: followsNoEffect)
    hasNoEffectArm = course.hasNoEffectArm
    var tables = IntervalTables(largest: sizes[sizes.count - 1])
    var analyses: [CompiledAnalysis] = []
    for analysis in scenario.analyses {
      analyses.append(try CompiledAnalysis(analysis, scenario, &tables))
    }
    self.analyses = analyses
    normalQuantiles = analyses.map { StandardNormal.twoSided(level: $0.level) }
    if let decision = scenario.decision {
      self.decision = try CompiledDecision(decision, analyses, largest: sizes[sizes.count - 1])
    } else {
      decision = nil
    }
    if let looks = scenario.looks {
      self.looks = try CompiledLooks(looks, scenario, analyses)
    } else {
      looks = nil
    }
    missingOutcomeTable = Self.missingOutcomeTable(
      decision, analyses, normalQuantiles, largest: sizes[sizes.count - 1])
    durations = try DurationClasses(scenario.trial, sizes: sizes)
    uncertainty = scenario.simulation.parameterUncertainty
    drivenAnalysis = Self.drivenAnalysis(analyses, decision)
    layout = TallyLayout(
      TallyLayout.Shape(
        totals: TotalsLayout(
          indicators: IndicatorLayout(definitions: scenario.recurrence.definitions.count),
          estimands: scenario.estimands.count, arms: hasNoEffectArm ? 2 : 1),
        criteria: scenario.eligibility.criteria.count, sizes: sizes,
        methods: analyses.map(\.method), hasDurations: durations != nil,
        looks: looks?.looks.count, twoStageResults: looks?.inference?.cells ?? 0,
        priors: uncertainty?.priors.count, isDecided: decision != nil))
  }

  /// Number of arms: the assumed drug and, where the model has it, one that does nothing.
  package var arms: Int { layout.totals.arms }

  /// The place of the planned size among the sizes.
  package var plannedSize: Int { sizes.firstIndex(of: scenario.trial.sampleSize) ?? 0 }

  private static func drivenAnalysis(
    _ analyses: [CompiledAnalysis], _ decision: CompiledDecision?
  ) -> Int? {
    if let decision, analyses[decision.analysis].method.isShare { return decision.analysis }
    return analyses.firstIndex { $0.method.isShare }
  }

  private static func checkSimulation(_ scenario: Scenario) throws(SimulationError) {
    let (count, most) = (scenario.recurrence.definitions.count, IndicatorSet.mostDefinitions)
    if count > most {
      throw .invalid(
        path: "recurrence.definitions", reason: "\(count) definitions; write at most \(most)")
    }
    if scenario.simulation.trials < 1 {
      throw .invalid(path: "simulation.trials", reason: "must be at least 1")
    }
    guard let rule = scenario.simulation.stopWhen else { return }
    let path = "simulation.stop_when.mcse_of"
    switch rule.mcseOf {
    case "recurrence": break
    case "probability_of_decision":
      if scenario.decision == nil { throw .invalid(path: path, reason: "there is no decision") }
    default:
      throw .invalid(
        path: path, reason: "\(rule.mcseOf) is not recurrence or probability_of_decision")
    }
  }

  private static func sizes(_ scenario: Scenario) throws(SimulationError) -> [Int] {
    let all = ([scenario.trial.sampleSize] + scenario.whatIfSampleSizes).sorted()
    for (path, values) in [
      ("trial.sample_size", [scenario.trial.sampleSize]),
      ("what_if.sample_sizes", scenario.whatIfSampleSizes),
    ] {
      if let odd = values.first(where: { $0 < 1 || $0 > largestSize }) {
        throw .invalid(path: path, reason: "\(odd) is not a size from 1 to \(largestSize)")
      }
    }
    return all.enumerated().filter { $0.offset == 0 || all[$0.offset - 1] != $0.element }
      .map(\.element)
  }
}
