package import WashoutStatistics

/// The counts that a design of looks comes to.
package struct LookPlan {
  /// The looks before the end.
  package var looks: [Looks.Look]
  /// The most recurrences that declare at the end; nil where the design says nothing of it.
  package var declareIfAtMost: Int?
  /// The design in two stages behind the counts; nil for another.
  package var twoStages: TwoStageDesign?

  /// The counts of a design for trials of a size.
  ///
  /// - Throws: `SimulationError.invalid` for a design that does not exist, is of another size or never stops.
  package init(_ design: Looks.Design, sampleSize: Int) throws(SimulationError) {
    if case .counts(let looks) = design {
      self.init(looks: looks, declareIfAtMost: nil)
      return
    }
    do {
      let twoStages = try Self.twoStages(design)
      let plan = try twoStages?.recurrencePlan ?? Self.plan(design, sampleSize: sampleSize)
      if case .simon = design, plan.people != sampleSize {
        throw SimulationError.invalid(
          path: "trial.sample_size",
          reason:
            "is \(sampleSize), but the design of `looks.simon` has \(plan.people) patients; write "
            + "sample_size: \(plan.people)")
      }
      self.init(plan, sampleSize: sampleSize)
      self.twoStages = twoStages
      if looks.isEmpty { throw Self.stopsNothing(design) }
    } catch let error as SimulationError {
      throw error
    } catch let error as DesignError {
      throw .invalid(path: design.path, reason: error.inWords)
    } catch {
      throw .invalid(path: design.path, reason: "a number lies outside its range")
    }
  }

  private static func stopsNothing(_ design: Looks.Design) -> SimulationError {
    .invalid(
      path: design.path,
      reason:
        "no count of recurrences at a look would stop the trial; write other looks, a higher stop_below "
        + "or a lower stop_above")
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

  /// Simon's design, which tests the share without recurrence; nil for another.
  private static func twoStages(_ design: Looks.Design) throws -> TwoStageDesign? {
    guard case .simon(let unacceptable, let acceptable, let alpha, let beta, let kind) = design
    else { return nil }
    let designs = try TwoStageDesigns(
      p0: 1 - unacceptable, p1: 1 - acceptable, alpha: alpha, beta: beta)
    return (kind == .optimal ? designs.optimal : designs.minimax).design
  }

  private static func plan(_ design: Looks.Design, sampleSize: Int) throws -> MonitoringPlan {
    switch design {
    case .counts, .simon: throw DesignError.peopleOutOfRange(sampleSize)
    case .predictive(let belief, let probability, let stopBelow, let stopAbove, let looks):
      return try PredictiveDesign(
        prior: Counted.belief(belief.prior, "looks.predictive.prior"),
        criterion: PosteriorCriterion(.below, limit: belief.rateBelow, probability: probability),
        futility: stopBelow, success: stopAbove, looks: looks + [sampleSize]
      ).plan
    case .posterior(let comparison, let stopBelow, let stopAbove, let looks):
      return try PosteriorStopping(
        .atMost, prior: Counted.belief(comparison.prior, "looks.posterior.prior"),
        standard: standard(comparison), margin: comparison.margin, futility: stopBelow,
        success: stopAbove
      ).plan(looks: looks + [sampleSize])
    case .pausing(let recurrences, let first):
      return try PausingRule([.init(events: recurrences, of: first)]).plan
    }
  }
}

extension LookPlan {
  fileprivate static func standard(
    _ comparison: Looks.Comparison
  ) throws(SimulationError) -> PosteriorStopping.Standard {
    switch comparison.standard {
    case .rate(let rate): .known(rate)
    case .prior(let prior): .believed(try Counted.belief(prior, "looks.posterior.standard"))
    }
  }
}

extension Looks.Design {
  /// The key under which it stands in a scenario.
  package var path: String {
    switch self {
    case .counts: "looks.at"
    case .simon: "looks.simon"
    case .predictive: "looks.predictive"
    case .posterior: "looks.posterior"
    case .pausing: "looks.pausing"
    }
  }
}

extension DesignError {
  /// Why there is no such design, and what to write instead.
  fileprivate var inWords: String {
    switch self {
    case .notAProbability(_, let value):
      "\(value) is no probability here; write one between 0 and 1"
    case .notIncreasing("looks"):
      "the looks must follow each other, the last before the end of the trial; write increasing numbers "
        + "below the sample size"
    case .notIncreasing: "the limits are not in order; write the smaller one as the lower"
    case .peopleOutOfRange(let people):
      "there is no such design for \(people) patients; write another number"
    case .boundaryOutOfRange(let people):
      "no trial can have so many recurrences among \(people) patients; write fewer"
    case .overlappingBoundaries(let people):
      "at \(people) patients the same count would stop the trial for many and for few recurrences; write a "
        + "lower stop_below or a higher stop_above"
    case .impossibleResult: "no trial can have such counts; write fewer recurrences"
    case .noDesign(let limit):
      "no design with at most \(limit) patients has such errors; write rates that are further apart, or a "
        + "larger alpha or beta"
    case .notIntegrable:
      "the posterior probability cannot be found to its precision; write a less extreme prior"
    }
  }
}
