internal import WashoutStatistics

/// The counts that a design of looks comes to.
struct LookPlan {
  /// The looks before the end.
  var looks: [Looks.Look]
  /// The most recurrences that declare at the end; nil where the design says nothing of it.
  var declareIfAtMost: Int?

  /// The counts of a design for trials of a size.
  ///
  /// - Throws: `SimulationError.invalid` for a design that does not exist or is of another size.
  init(_ design: Looks.Design, sampleSize: Int) throws(SimulationError) {
    if case .counts(let looks) = design {
      self.init(looks: looks, declareIfAtMost: nil)
      return
    }
    do {
      let plan = try Self.plan(design, sampleSize: sampleSize)
      if case .simon = design, plan.people != sampleSize {
        throw SimulationError.invalid(
          path: "trial.sample_size",
          reason:
            "is \(sampleSize), but the design of `looks.simon` has \(plan.people) patients; write "
            + "sample_size: \(plan.people)")
      }
      self.init(plan, sampleSize: sampleSize)
    } catch let error as SimulationError {
      throw error
    } catch {
      throw .invalid(path: "looks", reason: "there is no such design: \(error)")
    }
  }

  private init(looks: [Looks.Look], declareIfAtMost: Int?) {
    self.looks = looks
    self.declareIfAtMost = declareIfAtMost
  }

  private init(_ plan: MonitoringPlan, sampleSize: Int) {
    self.init(
      looks: plan.looks.filter {
        $0.people < sampleSize && ($0.futility != nil || $0.success != nil)
      }.map { .init(patients: $0.people, stopIfAtLeast: $0.futility, stopIfAtMost: $0.success) },
      declareIfAtMost: plan.looks.last { $0.people == sampleSize }?.success)
  }

  private static func plan(_ design: Looks.Design, sampleSize: Int) throws -> MonitoringPlan {
    switch design {
    case .counts: throw DesignError.peopleOutOfRange(0)
    case .simon(let unacceptable, let acceptable, let alpha, let beta, let optimum):
      // Simon tests the share without recurrence.
      let designs = try TwoStageDesigns(
        p0: 1 - unacceptable, p1: 1 - acceptable, alpha: alpha, beta: beta)
      return (optimum == .optimal ? designs.optimal : designs.minimax).design.recurrencePlan
    case .predictive(let belief, let probability, let stopBelow, let stopAbove, let looks):
      return try PredictiveDesign(
        prior: Counted.belief(belief.prior, "looks.predictive.prior"),
        criterion: PosteriorCriterion(.below, limit: belief.rateBelow, probability: probability),
        futility: stopBelow, success: stopAbove, looks: looks + [sampleSize]
      ).plan
    case .posterior(let belief, let stopBelow, let stopAbove, let looks):
      return try PosteriorStopping(
        .atMost, prior: Counted.belief(belief.prior, "looks.posterior.prior"),
        standard: .known(belief.rateBelow), futility: stopBelow, success: stopAbove
      ).plan(looks: looks + [sampleSize])
    case .pausing(let recurrences, let first):
      return try PausingRule([.init(events: recurrences, of: first)]).plan
    }
  }
}
