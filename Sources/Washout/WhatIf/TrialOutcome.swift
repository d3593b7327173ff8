/// A number that every simulated trial adds to: recurrences over people who enter, decisions over trials.
public struct TrialOutcome: Sendable, Equatable {
  /// What it is.
  public var name: MeasureName
  /// On which drug.
  public var drug: DrugAssumption
  /// The definition, estimand or analysis that it belongs to; nil for the trial, and for a recurrence
  /// recorded by whichever definition is primary.
  public var subject: String?
  /// The layer of a recurrence or of a true value.
  public var layer: Layer?

  /// An outcome.
  public init(
    _ name: MeasureName, drug: DrugAssumption = .assumed, subject: String? = nil,
    layer: Layer? = nil
  ) {
    self.name = name
    self.drug = drug
    self.subject = subject
    self.layer = layer
  }

  /// Recurrence recorded by the primary definition, of those who enter.
  public static let recurrence = TrialOutcome(.recurrenceRate, layer: .assessed)
  /// The scenario's decision.
  public static let decision = TrialOutcome(.probabilityOfDecision)
}

/// What one trial adds to an outcome: a numerator and a denominator.
struct OutcomeTerm: Sendable, Equatable {
  var numerator = 0.0
  var denominator = 0.0
}

/// Where a model's trials of the planned size give an outcome.
enum OutcomeSource: Sendable, Equatable {
  /// The sum of one total over the sum of another.
  case patients(numerator: Int, denominator: Int)
  /// A number of the trial itself.
  case trial(TrialNumber)
  /// Whether the decision is made.
  case decision
  /// The estimate of an analysis, of trials that have one.
  case estimate(analysis: Int)
  /// The width of its interval, of trials that have one.
  case width(analysis: Int)
  /// The people in its denominator, of trials that have an estimate.
  case denominator(analysis: Int)

  enum TrialNumber: Sendable, Equatable {
    case screened
    case entered
    case recurrences
    case months
  }
}

/// The outcomes of a model's trials, in a fixed order, and how one trial is read.
struct OutcomeReader: Sendable {
  private(set) var outcomes: [TrialOutcome] = []
  private var sources: [OutcomeSource] = []
  private let arms: Int
  private let analyses: Int
  private let size: Int

  /// The outcomes of trials of the planned size.
  init(_ model: Model) {
    arms = model.arms
    analyses = model.analyses.count
    size = model.plannedSize
    for (arm, drug) in [DrugAssumption.assumed, .noEffect].prefix(model.arms).enumerated() {
      addShares(model, arm, drug)
      addRecurrences(model, arm, drug)
      addTrial(model, drug)
    }
  }

  /// What a trial adds to the outcomes, appended in their order.
  func read(
    _ trial: borrowing Replicate, _ model: Model, into terms: inout [OutcomeTerm]
  ) {
    for i in outcomes.indices {
      let arm = outcomes[i].drug == .noEffect ? 1 : 0
      terms.append(term(sources[i], arm, trial, model))
    }
  }

  private func term(
    _ source: OutcomeSource, _ arm: Int, _ trial: borrowing Replicate, _ model: Model
  ) -> OutcomeTerm {
    switch source {
    case .patients(let numerator, let denominator):
      return OutcomeTerm(
        numerator: Double(trial.totals[numerator]), denominator: Double(trial.totals[denominator]))
    case .trial(let number):
      let record = trial.trials[size * arms + arm]
      return OutcomeTerm(numerator: record.value(number), denominator: 1)
    case .decision:
      let isMade = trial.decided(model, size, arm) != nil
      return OutcomeTerm(numerator: isMade ? 1 : 0, denominator: 1)
    case .estimate(let analysis):
      let estimate = trial.estimates[(size * analyses + analysis) * arms + arm]
      return estimate.exists ? OutcomeTerm(numerator: estimate.value, denominator: 1) : .init()
    case .width(let analysis):
      let estimate = trial.estimates[(size * analyses + analysis) * arms + arm]
      return estimate.exists ? OutcomeTerm(numerator: estimate.width, denominator: 1) : .init()
    case .denominator(let analysis):
      let estimate = trial.estimates[(size * analyses + analysis) * arms + arm]
      return estimate.exists
        ? OutcomeTerm(numerator: Double(estimate.denominator), denominator: 1) : .init()
    }
  }

  private mutating func add(_ outcome: TrialOutcome, _ source: OutcomeSource) {
    outcomes.append(outcome)
    sources.append(source)
  }

  private mutating func addShares(_ model: Model, _ arm: Int, _ drug: DrugAssumption) {
    let totals = model.layout.totals
    let dosed = totals.index(.dosed, arm: arm)
    add(
      TrialOutcome(.shareEntering, drug: drug),
      .patients(numerator: totals.entered(arm: arm), denominator: dosed))
    var shares: [(MeasureName, Indicator)] = [
      (.shareLeavingBefore, .leftBefore), (.shareLost, .lost),
    ]
    if case .mechanistic = model.course {
      shares.append((.responseShare, .response))
      if arm == 0 { shares.append((.aboveIC50Share, .aboveIC50AtEnd)) }
    }
    for (name, indicator) in shares {
      add(
        TrialOutcome(name, drug: drug),
        .patients(numerator: totals.index(indicator, arm: arm), denominator: dosed))
    }
  }

  private mutating func addRecurrences(_ model: Model, _ arm: Int, _ drug: DrugAssumption) {
    let totals = model.layout.totals
    let recurrence = model.scenario.recurrence
    let entered = totals.index(.entered, arm: arm)
    for (number, definition) in recurrence.definitions.enumerated() {
      for layer in Layer.allCases {
        let place = totals.index(.recurrence(definition: number, layer: layer), arm: arm)
        let source = OutcomeSource.patients(numerator: place, denominator: entered)
        add(
          TrialOutcome(.recurrenceRate, drug: drug, subject: definition.name, layer: layer), source)
        if definition.name == recurrence.primary {
          add(TrialOutcome(.recurrenceRate, drug: drug, layer: layer), source)
        }
      }
      let recorded = totals.index(.recurrence(definition: number, layer: .assessed), arm: arm)
      add(
        TrialOutcome(.falseRecurrenceShare, drug: drug, subject: definition.name),
        .patients(
          numerator: totals.index(.falseRecurrence(definition: number), arm: arm),
          denominator: recorded))
    }
    for (number, estimand) in model.scenario.estimands.enumerated() {
      add(
        TrialOutcome(.trueValue, drug: drug, subject: estimand.name, layer: estimand.truth),
        .patients(
          numerator: totals.truth(number, estimand.truth, arm: arm),
          denominator: totals.population(number, arm: arm)))
    }
  }

  private mutating func addTrial(_ model: Model, _ drug: DrugAssumption) {
    if case .mechanistic = model.course {
      add(TrialOutcome(.screened, drug: drug), .trial(.screened))
    }
    add(TrialOutcome(.entered, drug: drug), .trial(.entered))
    add(TrialOutcome(.recurrences, drug: drug), .trial(.recurrences))
    if model.durations != nil { add(TrialOutcome(.months, drug: drug), .trial(.months)) }
    if model.decision != nil { add(TrialOutcome(.probabilityOfDecision, drug: drug), .decision) }
    for (number, analysis) in model.scenario.analyses.enumerated() {
      add(
        TrialOutcome(.meanEstimate, drug: drug, subject: analysis.name),
        .estimate(analysis: number))
      add(
        TrialOutcome(.intervalWidth, drug: drug, subject: analysis.name), .width(analysis: number))
      add(
        TrialOutcome(.denominator, drug: drug, subject: analysis.name),
        .denominator(analysis: number))
    }
  }
}

extension TrialRecord {
  fileprivate func value(_ number: OutcomeSource.TrialNumber) -> Double {
    switch number {
    case .screened: Double(screened)
    case .entered: Double(entered)
    case .recurrences: Double(recurrences)
    case .months: days / DurationClasses.daysPerMonth
    }
  }
}
