/// A number that `what_if.outcomes` can ask for: the name as files write it.
public enum WhatIfOutcome: String, Sendable, Equatable, CaseIterable {
  /// Recurrence recorded by the primary definition, of those who enter.
  case recurrence
  /// The same people on a drug that does nothing.
  case noEffectRecurrence = "recurrence_no_effect"
  /// Share of trials that make the decision.
  case probabilityOfDecision = "probability_of_decision"
  /// The same with a drug that does nothing.
  case noEffectProbabilityOfDecision = "probability_of_decision_no_effect"
  /// True value of the estimand that the deciding analysis estimates.
  case trueValue = "true_value"
  /// Mean estimate of the deciding analysis.
  case meanEstimate = "mean_estimate"
  /// Mean width of its interval.
  case intervalWidth = "interval_width"
  /// Of recurrences recorded: those that follow no flare.
  case falseRecurrenceShare = "false_recurrence_share"
  /// Of those dosed: leave before observation off drug.
  case shareLeavingBefore = "share_leaving_before"
  /// Of those dosed: lost by the end without a recorded recurrence.
  case shareLost = "share_lost"
  /// Of those dosed: respond.
  case responseShare = "response_share"
  /// Of those dosed: concentration above the own IC50 at the end of observation.
  case aboveIC50Share = "above_ic50_share"
  /// People who enter observation off drug, mean of a trial.
  case entered
  /// Recurrences recorded in a trial, mean.
  case recurrences
  /// People screened for a trial, mean.
  case screened
  /// Months from first patient's first dose to last patient's last contact, mean.
  case months

  /// Whether it is a share of people or trials.
  public var isShare: Bool {
    switch self {
    case .intervalWidth, .entered, .recurrences, .screened, .months: false
    default: true
    }
  }

  /// Whether everyone must be followed on a drug that does nothing as well.
  public var needsNoEffect: Bool {
    self == .noEffectRecurrence || self == .noEffectProbabilityOfDecision
  }

  /// Whether it says something about the decision.
  public var needsDecision: Bool {
    self == .probabilityOfDecision || self == .noEffectProbabilityOfDecision
  }

  /// Whether a distribution of time to recurrence cannot give it.
  public var needsMechanism: Bool {
    switch self {
    case .falseRecurrenceShare, .responseShare, .aboveIC50Share, .screened: true
    default: needsNoEffect
    }
  }

  /// The outcome in a scenario's own names; nil where the scenario has no analysis that it is about.
  func trialOutcome(in scenario: Scenario) -> TrialOutcome? {
    let name = scenario.decision?.analysis ?? scenario.analyses.first?.name
    let analysis = scenario.analyses.first { $0.name == name }
    let estimand = scenario.estimands.first { $0.name == analysis?.estimand }
    switch self {
    case .recurrence: return .recurrence
    case .noEffectRecurrence:
      return TrialOutcome(.recurrenceRate, drug: .noEffect, layer: .assessed)
    case .probabilityOfDecision: return .decision
    case .noEffectProbabilityOfDecision:
      return TrialOutcome(.probabilityOfDecision, drug: .noEffect)
    case .trueValue:
      return estimand.map { TrialOutcome(.trueValue, subject: $0.name, layer: $0.truth) }
    case .meanEstimate: return name.map { TrialOutcome(.meanEstimate, subject: $0) }
    case .intervalWidth: return name.map { TrialOutcome(.intervalWidth, subject: $0) }
    case .falseRecurrenceShare:
      return TrialOutcome(.falseRecurrenceShare, subject: scenario.recurrence.primary)
    case .shareLeavingBefore: return TrialOutcome(.shareLeavingBefore)
    case .shareLost: return TrialOutcome(.shareLost)
    case .responseShare: return TrialOutcome(.responseShare)
    case .aboveIC50Share: return TrialOutcome(.aboveIC50Share)
    case .entered: return TrialOutcome(.entered)
    case .recurrences: return TrialOutcome(.recurrences)
    case .screened: return TrialOutcome(.screened)
    case .months: return TrialOutcome(.months)
    }
  }
}
