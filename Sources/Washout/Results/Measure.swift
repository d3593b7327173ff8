/// One simulated (or exact) number with its Monte Carlo error and everything that locates it.
public struct Measure: Sendable, Equatable {
  /// What it is.
  public var name: MeasureName
  /// On which drug.
  public var drug: DrugAssumption
  /// Size of the trial; nil for a result per patient, which no size changes.
  public var sampleSize: Int?
  /// The analysis, estimand or definition that it belongs to; nil where it belongs to none.
  public var subject: String?
  /// The layer of the truth that it is about or is compared with; nil where none is.
  public var layer: Layer?
  /// The number; nil where it is undefined (no replicate had an estimate, no recurrence at all).
  public var value: Double?
  /// Its Monte Carlo standard error; nil for exact numbers and order statistics.
  public var mcse: Double?
  /// Replicates that it rests on.
  public var replicates: Int
  /// Independent cases behind a share: people for a result per patient, trials for one per trial.
  public var cases: Int

  /// A number; its cases are its replicates unless given.
  public init(
    _ name: MeasureName, drug: DrugAssumption = .assumed, sampleSize: Int? = nil,
    subject: String? = nil, layer: Layer? = nil, value: Double?, mcse: Double? = nil,
    replicates: Int, cases: Int? = nil
  ) {
    self.name = name
    self.drug = drug
    self.sampleSize = sampleSize
    self.subject = subject
    self.layer = layer
    self.value = value
    self.mcse = mcse
    self.replicates = replicates
    self.cases = cases ?? replicates
  }
}

/// Which drug a number is about.
public enum DrugAssumption: String, Sendable, Equatable, CaseIterable {
  /// The drug as the scenario assumes it.
  case assumed
  /// The same people on a drug that does nothing.
  case noEffect = "no_effect"
  /// Assumed minus no effect, on the same people: the error is that of the pairs.
  case difference
}

/// The numbers that a simulation gives.
public enum MeasureName: String, Sendable, Equatable, CaseIterable {
  // Per patient.

  /// Of those dosed: enter observation off drug in the trial as it happens.
  case shareEntering = "share_entering"
  /// Of those dosed: leave before observation off drug.
  case shareLeavingBefore = "share_leaving_before"
  /// Of those dosed: lost by the end without a recorded recurrence.
  case shareLost = "share_lost"
  /// Of those dosed: respond, assessed, nobody lost.
  case responseShare = "response_share"
  /// Of those dosed: concentration above the own IC50 at the end of observation.
  ///
  /// Of the assumed drug alone, and only where it has an effect: no other has an IC50 to exceed.
  case aboveIC50Share = "above_ic50_share"
  /// Of those who enter, nobody lost: recurrence by a definition (`subject`) in a layer.
  case recurrenceRate = "recurrence_rate"
  /// Of those who enter: recurrence by a definition as this trial would see it.
  case asObservedRate = "as_observed_rate"
  /// Of recurrences recorded by a definition: those that follow no flare.
  case falseRecurrenceShare = "false_recurrence_share"
  /// Of those who enter and have a flare by the end: no recurrence recorded by a definition.
  case missedFlareShare = "missed_flare_share"
  /// Recorded minus at visits, by a definition: what assessors' errors add.
  case errorBias = "error_bias"
  /// At visits minus latent, by a definition: what the visit schedule hides.
  case scheduleBias = "schedule_bias"
  /// True value of an estimand (`subject`) in a layer.
  case trueValue = "true_value"
  /// True value assessed minus at visits, of an estimand: what assessors' errors add.
  case trueValueErrorBias = "true_value_error_bias"
  /// True value at visits minus latent, of an estimand: what the visit schedule hides.
  case trueValueScheduleBias = "true_value_schedule_bias"

  // Per trial of a size.

  /// People screened to enrol n.
  case screened
  /// People who enter observation off drug: mean.
  case entered
  /// 5 % of trials have fewer entering.
  case enteredLow = "entered_low"
  /// 5 % of trials have more entering.
  case enteredHigh = "entered_high"
  /// Recurrences recorded by the primary definition among those who enter: mean.
  case recurrences
  /// 5 % of trials have fewer recurrences.
  case recurrencesLow = "recurrences_low"
  /// 5 % of trials have more recurrences.
  case recurrencesHigh = "recurrences_high"
  /// Months from first patient's first dose to last patient's last contact: mean.
  case months
  /// 5 % of trials are shorter.
  case monthsLow = "months_low"
  /// 5 % of trials are longer.
  case monthsHigh = "months_high"
  /// Share of trials that make the scenario's decision.
  case probabilityOfDecision = "probability_of_decision"
  /// The same, exactly, over the random denominator at the simulated rates.
  case exactProbabilityOfDecision = "exact_probability_of_decision"
  /// Simulated minus exact, with the error of that difference.
  case decisionSimulatedMinusExact = "decision_simulated_minus_exact"

  /// Share of trials that come to the opposite conclusion; without an estimate none does.
  case probabilityOfNoGo = "probability_of_no_go"
  /// The same, exactly, over the random denominator at the simulated rates.
  case exactProbabilityOfNoGo = "exact_probability_of_no_go"
  /// Share of trials that come to neither conclusion.
  case probabilityToConsider = "probability_to_consider"

  // Of trials whose values are drawn from priors, at the planned size.

  /// Share of trials that make the decision, from two trials under each draw.
  case assurance
  /// Variance over draws of the chance to make the decision.
  case varianceBetweenDraws = "variance_between_draws"
  /// Mean variance of the decision under one draw.
  case varianceWithinDraws = "variance_within_draws"
  /// Spearman's correlation of a drawn value (`subject`, its path) with the estimate of its trial.
  case rankCorrelation = "rank_correlation"

  // Per look (`subject`, such as `look 1`) at trials of the planned size.

  /// Share of trials that stop at a look.
  case lookStopping = "look_stopping"
  /// The same, exactly, at the simulated share of people counted as recurrences.
  case exactLookStopping = "exact_look_stopping"
  /// Mean estimate at a look, of trials that reach it.
  case lookEstimate = "look_estimate"
  /// People enrolled beyond a look, mean of the trials that stop at it.
  case lookOverrun = "look_overrun"

  // With looks, per analysis (`subject`) at the planned size.

  /// Share of trials that one of the looks stops.
  case stoppingWithLooks = "stopping_with_looks"
  /// People of a trial's last look, everyone where none stops it: mean.
  case evaluatedWithLooks = "evaluated_with_looks"
  /// People enrolled when a trial ends, overrun included: mean.
  case enrolledWithLooks = "enrolled_with_looks"
  /// Months from first patient's first dose to the look that stops a trial, or to its end: mean.
  case monthsWithLooks = "months_with_looks"
  /// Share of trials that declare: the decision at their end, unless a look has stopped them before.
  case decisionWithLooks = "decision_with_looks"
  /// Mean estimate when trials end, at a look or as planned.
  case estimateWithLooks = "estimate_with_looks"
  /// That minus the mean estimate of the same trials at their planned end: the bias that stopping brings.
  case estimateBiasOfLooks = "estimate_bias_of_looks"
  /// After two stages: the mean of the unbiased estimate (UMVUE).
  case unbiasedEstimateWithLooks = "unbiased_estimate_with_looks"
  /// That minus the mean estimate of the same trials at their planned end.
  case unbiasedEstimateBiasOfLooks = "unbiased_estimate_bias_of_looks"
  /// After two stages: share of Koyama and Chen's intervals that hold the simulated share of recurrences.
  case intervalCoverageWithLooks = "interval_coverage_with_looks"
  /// Their mean width.
  case intervalWidthWithLooks = "interval_width_with_looks"

  // Per analysis (`subject`) of trials of a size.

  /// Mean estimate.
  case meanEstimate = "mean_estimate"
  /// Mean estimate minus the true value in a layer.
  case bias
  /// Standard deviation of estimates.
  case empiricalSE = "empirical_se"
  /// Root of the mean squared standard error that analyses report.
  case modelSE = "model_se"
  /// Model SE over empirical SE, minus 1.
  case modelSERelativeError = "model_se_relative_error"
  /// Mean squared error against the true value in a layer.
  case meanSquaredError = "mean_squared_error"
  /// Share of intervals that hold the true value in a layer.
  case coverage
  /// Smallest coverage over the true value +- 2 MCSE.
  case coverageLow = "coverage_low"
  /// Largest coverage over the true value +- 2 MCSE.
  case coverageHigh = "coverage_high"
  /// Share of intervals that hold the mean estimate.
  case biasEliminatedCoverage = "bias_eliminated_coverage"
  /// Mean width of intervals.
  case intervalWidth = "interval_width"
  /// Mean lower limit.
  case meanLowerLimit = "mean_lower_limit"
  /// Mean upper limit.
  case meanUpperLimit = "mean_upper_limit"
  /// Mean number in the denominator, of trials with an estimate.
  case denominator
  /// Trials without an estimate, as a share of all.
  case failed
  /// Trials without any event, as a share of all.
  case noEvents = "no_events"
  /// Trials in which everyone had the event, as a share of all.
  case allEvents = "all_events"
  /// Exact coverage at the assessed rate over the random denominator.
  case exactCoverage = "exact_coverage"
  /// Exact mean width at the assessed rate over the random denominator.
  case exactIntervalWidth = "exact_interval_width"
}
