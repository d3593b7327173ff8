public import WashoutNumerics

/// A dosing-and-withdrawal trial as its designer wrote it: checked values, base cases only.
///
/// Times are in the units of their names; day 0 is the first dose, week = 7 days. Ranges, sources and
/// notes of the values stand in `assumptions`.
public struct Scenario: Sendable, Hashable {
  /// The name of the scenario file without its ending; also the name of its output folder.
  public var name: String
  /// One line that says which trial this is.
  public var title: String
  /// Registry number, for instance NCT07381465.
  public var registry: String?
  /// The question that the simulation answers.
  public var question: String?
  /// What the answer is used for.
  public var context: String?
  /// The design.
  public var trial: TrialDesign
  /// The pool that is screened.
  public var patients: [Covariate]
  /// Who may take part, in the protocol's order.
  public var eligibility: Eligibility
  /// How the disease runs: a mechanism or a distribution of time to recurrence.
  public var course: Course
  /// Who leaves, who stops dosing, whose therapy changes.
  public var leaving: Leaving
  /// What counts as response, if the scenario says so.
  public var response: Response?
  /// What counts as recurrence.
  public var recurrence: Recurrence
  /// The questions, in file order.
  public var estimands: [Estimand]
  /// The analyses, in file order.
  public var analyses: [Analysis]
  /// What the trial concludes.
  public var decision: Decision?
  /// When the trial is looked at while it runs, and what stops it then.
  public var looks: Looks?
  /// Recurrence rates for which the exact table says what the trial would conclude.
  public var trueRatesOfInterest: [Double]
  /// Trials, seed and stopping.
  public var simulation: Simulation
  /// What-if sample sizes, as written; empty when the scenario names none.
  public var whatIfSampleSizes: [Int]
  /// Limits of what `expect` accepts.
  public var expectations: [Expectation]
  /// Every value of the scenario with its range, source and note.
  public var assumptions: [Assumption]
  /// The sources at the foot of the file, in file order.
  public var sources: [Source]

  /// How the disease runs.
  public enum Course: Sendable, Hashable {
    /// Drug, flares and activity.
    case mechanistic(drug: Drug, flares: Flares, activity: Activity)
    /// A distribution of the time from withdrawal to recurrence; everyone enters.
    case statistical(StatisticalCourse)
  }

  /// A scenario from its parts.
  public init(
    name: String, title: String, registry: String? = nil, question: String? = nil,
    context: String? = nil, trial: TrialDesign, patients: [Covariate] = [],
    eligibility: Eligibility = Eligibility(), course: Course, leaving: Leaving = Leaving(),
    response: Response? = nil, recurrence: Recurrence, estimands: [Estimand],
    analyses: [Analysis], decision: Decision? = nil, looks: Looks? = nil,
    trueRatesOfInterest: [Double] = [],
    simulation: Simulation, whatIfSampleSizes: [Int] = [], expectations: [Expectation] = [],
    assumptions: [Assumption] = [], sources: [Source] = []
  ) {
    self.name = name
    self.title = title
    self.registry = registry
    self.question = question
    self.context = context
    self.trial = trial
    self.patients = patients
    self.eligibility = eligibility
    self.course = course
    self.leaving = leaving
    self.response = response
    self.recurrence = recurrence
    self.estimands = estimands
    self.analyses = analyses
    self.decision = decision
    self.looks = looks
    self.trueRatesOfInterest = trueRatesOfInterest
    self.simulation = simulation
    self.whatIfSampleSizes = whatIfSampleSizes
    self.expectations = expectations
    self.assumptions = assumptions
    self.sources = sources
  }
}

/// Time to recurrence without a mechanism: day 0 is withdrawal and everyone enters.
public struct StatisticalCourse: Sendable, Hashable {
  /// Weeks from withdrawal to recurrence, of those who can recur.
  public var timeToRecurrenceWeeks: Distribution
  /// The share that never recurs.
  public var curedShare: Double

  /// A statistical course.
  public init(timeToRecurrenceWeeks: Distribution, curedShare: Double = 0) {
    self.timeToRecurrenceWeeks = timeToRecurrenceWeeks
    self.curedShare = curedShare
  }
}

/// How much is simulated, and from which seed.
public struct Simulation: Sendable, Hashable {
  /// Simulated trials.
  public var trials: Int
  /// The root of all randomness.
  public var seed: UInt64
  /// When to simulate more than `trials`.
  public var stopWhen: StopRule?
  /// What is drawn anew for each simulated trial; nil where every value is its base case.
  public var parameterUncertainty: ParameterUncertainty?

  /// More trials are added, block by block, until an error is small enough.
  public struct StopRule: Sendable, Hashable {
    /// The headline whose error is watched: `probability_of_decision` or `recurrence`.
    public var mcseOf: String
    /// The error to reach.
    public var below: Double
    /// Where to stop all the same.
    public var atMostTrials: Int

    /// A rule.
    public init(mcseOf: String, below: Double, atMostTrials: Int) {
      self.mcseOf = mcseOf
      self.below = below
      self.atMostTrials = atMostTrials
    }
  }

  /// How much is simulated.
  public init(
    trials: Int, seed: UInt64, stopWhen: StopRule? = nil,
    parameterUncertainty: ParameterUncertainty? = nil
  ) {
    self.parameterUncertainty = parameterUncertainty
    self.trials = trials
    self.seed = seed
    self.stopWhen = stopWhen
  }
}

/// Limits within which a headline is expected to lie.
public struct Expectation: Sendable, Hashable {
  /// What is held to limits.
  public var headline: Headline
  /// Lowest accepted value.
  public var atLeast: Double?
  /// Highest accepted value.
  public var atMost: Double?

  /// What can be held to limits.
  public enum Headline: String, Sendable, Hashable, CaseIterable {
    /// Recurrence recorded by the primary definition, of those who enter.
    case recurrence
    /// Share of trials of the planned size that make the decision, looks ignored.
    case probabilityOfDecision = "probability_of_decision"
    /// Share of trials of the planned size that declare, with looks.
    case decisionWithLooks = "decision_with_looks"
  }

  /// An expectation.
  public init(headline: Headline, atLeast: Double? = nil, atMost: Double? = nil) {
    self.headline = headline
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

/// One value of the scenario as the assumption register prints it.
public struct Assumption: Sendable, Hashable {
  /// The path that `--set` uses, such as `flares.background_per_year`.
  public var path: String
  /// The base case as written, in one line.
  public var value: String
  /// The unit, from the key; `share` for a fraction of people, empty where there is none.
  public var unit: String
  /// The what-if range.
  public var range: ClosedRange<Double>?
  /// Keys of `sources`; empty means that this is an assumption.
  public var sources: [String]
  /// Why this value.
  public var note: String?
  /// Set on the command line, not in a file.
  public var isOverridden: Bool
  /// The base case that it took the place of, of a file that is extended or of the files below the command
  /// line; nil where none was replaced.
  public var replaces: String?
  /// True for a default that no file wrote.
  public var isDefault: Bool

  /// One line of the register.
  public init(
    path: String, value: String, unit: String = "", range: ClosedRange<Double>? = nil,
    sources: [String] = [], note: String? = nil, isOverridden: Bool = false,
    isDefault: Bool = false, replaces: String? = nil
  ) {
    self.path = path
    self.value = value
    self.unit = unit
    self.range = range
    self.sources = sources
    self.note = note
    self.isOverridden = isOverridden
    self.replaces = replaces
    self.isDefault = isDefault
  }
}

/// A publication that a value comes from.
public struct Source: Sendable, Hashable {
  /// The key that values refer to.
  public var key: String
  /// The citation.
  public var citation: String

  /// A source.
  public init(key: String, citation: String) {
    self.key = key
    self.citation = citation
  }
}
