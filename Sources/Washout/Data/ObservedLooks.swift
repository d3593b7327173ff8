internal import WashoutStatistics

/// The looks of a scenario on the data of a finished or running trial, people in enrolment order.
public struct ObservedLooks: Sendable, Equatable {
  /// The analysis whose recurrences are counted.
  public var analysis: String
  /// The looks, by increasing number of people.
  public var looks: [Look]
  /// The most recurrences of the whole trial that declare what it set out to; nil where the decision says it.
  public var declareIfAtMost: Int?
  /// Recurrences of the whole trial; nil before all of its people are there and finished.
  public var endRecurrences: Int?
  /// People of the trial as planned.
  public var plannedSize: Int
  /// What the result of two stages says; nil for other looks, or while the trial goes on.
  public var twoStages: TwoStages?

  /// The place of the first look that stops the trial; nil where none of those taken does.
  public var firstStop: Int? {
    looks.firstIndex { $0.finding?.verdict != nil && $0.finding?.verdict != .goesOn }
  }

  /// One look.
  public struct Look: Sendable, Equatable {
    /// The first people enrolled, and the counts that stop.
    public var plan: Looks.Look
    /// What the look saw; nil where it cannot be taken.
    public var finding: Finding?
    /// Why it cannot be taken; nil where it can.
    public var reason: String?
  }

  /// What a finished trial in two stages says of the recurrence rate, knowing that it could have stopped.
  public struct TwoStages: Sendable, Equatable {
    /// Recurrences over people.
    public var naive: Double
    /// The uniformly minimum variance unbiased estimate.
    public var unbiased: Double
    /// The estimate that is too high as often as too low.
    public var medianUnbiased: Double
    /// The lower limit by the order of Koyama and Chen, with exact tails.
    public var lower: Double
    /// The upper one.
    public var upper: Double
    /// Their two-sided level.
    public var level: Double
    /// One-sided, for the hypothesis that recurrence is unacceptable.
    public var pValue: Double
  }

  /// What a look saw.
  public struct Finding: Sendable, Equatable {
    /// Recurrences among the first people.
    public var recurrences: Int
    /// Those of them in the denominator.
    public var denominator: Int
    /// What it says.
    public var verdict: Verdict
  }

  /// What a look says.
  public enum Verdict: String, Sendable, Equatable {
    /// The trial goes on.
    case goesOn = "goes_on"
    /// It stops: too many recurrences.
    case tooMany = "too_many"
    /// It stops: few recurrences.
    case few
  }
}

extension Model {
  /// What the looks of `scenario`, as it was planned, see in results of this model.
  ///
  /// People are taken in the order of the data; where the size counts those who entered, the others are
  /// passed over. A look can be taken once nobody of its people is under observation any more.
  /// - Returns: nil for a scenario without looks.
  /// - Throws: `SimulationError.invalid` for looks that the scenario cannot have.
  public func looks(
    of scenario: Scenario, in results: ObservedResults
  ) throws(SimulationError) -> ObservedLooks? {
    guard let planned = scenario.looks else { return nil }
    let compiled = try CompiledLooks(planned, scenario, analyses)
    let result = results.analyses[compiled.analysis]
    let people = results.patients.filter { scenario.trial.sizeCounts != .entered || $0.entered }
    let reader = DataAnalyses(self)
    func look(_ plan: Looks.Look) -> ObservedLooks.Look {
      let first = people.prefix(plan.patients)
      if let reason = Self.reason(plan.patients, first, result) {
        return .init(plan: plan, finding: nil, reason: reason)
      }
      let counted = first.compactMap { reader.counts($0.outcomes, analysis: compiled.analysis) }
      return .init(plan: plan, finding: .init(plan, counted), reason: nil)
    }
    var found = ObservedLooks(
      analysis: result.name, looks: compiled.looks.map(look),
      declareIfAtMost: compiled.declareIfAtMost, plannedSize: scenario.trial.sampleSize)
    let end = look(Looks.Look(patients: found.plannedSize))
    if people.count == found.plannedSize { found.endRecurrences = end.finding?.recurrences }
    if let inference = compiled.inference {
      let stop = found.firstStop.map { found.looks[$0] }
      found.twoStages = ObservedLooks.TwoStages(
        stop ?? end, isStopped: stop != nil, inference, level: analyses[compiled.analysis].level)
    }
    return found
  }

  private static func reason(
    _ size: Int, _ first: ArraySlice<ObservedResults.Patient>,
    _ result: ObservedResults.AnalysisResult
  ) -> String? {
    if result.estimate == nil, let reason = result.reason { return reason }
    if first.count < size { return "the data have only \(first.count)" }
    let ongoing = first.count { $0.isLost && $0.reason == .ongoing }
    return ongoing > 0 ? "\(ongoing) still under observation" : nil
  }
}

extension ObservedLooks.TwoStages {
  /// Nil before the trial has ended, and where somebody is not in the denominator.
  fileprivate init?(
    _ look: ObservedLooks.Look, isStopped: Bool, _ inference: TwoStageInference, level: Double
  ) {
    guard let finding = look.finding, finding.denominator == look.plan.patients,
      let estimate = inference[
        inference.cell(recurrences: finding.recurrences, isStopped: isStopped)]
    else { return nil }
    self.init(
      naive: Double(finding.recurrences) / Double(finding.denominator),
      unbiased: estimate.unbiased, medianUnbiased: estimate.medianUnbiased,
      lower: estimate.interval.lower, upper: estimate.interval.upper, level: level,
      pValue: estimate.pValue)
  }
}

extension ObservedLooks.Finding {
  /// What a look sees in outcomes: an event or none.
  fileprivate init(_ plan: Looks.Look, _ outcomes: [Bool]) {
    recurrences = outcomes.count { $0 }
    denominator = outcomes.count
    verdict =
      plan.stopsForMany(recurrences)
      ? .tooMany : plan.stopsForFew(recurrences) ? .few : .goesOn
  }
}
