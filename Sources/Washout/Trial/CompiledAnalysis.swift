package import WashoutStatistics

/// One analysis of the scenario with its names resolved and its intervals calculated.
///
/// A class, so that trials hand it on without counting what it holds.
package final class CompiledAnalysis: Sendable {
  /// Its name.
  package let name: String
  /// The estimand's place in the scenario.
  package let estimand: Int
  /// Days from first dose to the last day that counts.
  package let end: Double
  /// Days from first dose to the moment from which times are counted: withdrawal, or the first dose where
  /// everyone dosed is followed.
  package let origin: Double
  /// What is calculated.
  package let method: Method
  /// Two-sided confidence level.
  package let level: Double
  /// Intervals of every count: a proportion's own, Clopper-Pearson for a survival curve without events.
  package let intervals: IntervalTable
  /// What is made of counts beside a proportion and its interval.
  package let counted: Counted
  /// Estimates of every count where they take long and are few, in the order of `CountTable`; else none.
  private let known: [TrialEstimate]
  /// Days from the origin to the planned visits after it; nil where the event itself is seen.
  package let visitDays: [Double]?

  /// Resolves an analysis.
  ///
  /// - Throws: `SimulationError.invalid` for an unknown estimand, a level outside 0...1, or a
  ///   proportion that does not say what becomes of the lost.
  init(
    _ analysis: Analysis, _ scenario: Scenario, _ tables: inout IntervalTables
  ) throws(SimulationError) {
    let path = "analyses.\(analysis.name)"
    guard let place = scenario.estimands.firstIndex(where: { $0.name == analysis.estimand }) else {
      throw .invalid(path: "\(path).estimand", reason: "there is no estimand \(analysis.estimand)")
    }
    if !(analysis.level > 0 && analysis.level < 1) {
      throw .invalid(path: "\(path).level", reason: "must lie between 0 and 1, such as 0.95")
    }
    if scenario.trial.sizeCounts == .entered, scenario.estimands[place].population == .dosed {
      throw .invalid(
        path: "trial.size_counts",
        reason: "counts those who entered, but analysis \(analysis.name) is of all dosed; "
          + "write enrolled")
    }
    name = analysis.name
    estimand = place
    end = 7 * Double(scenario.estimands[place].byWeek)
    let origin =
      scenario.estimands[place].population == .dosed
      ? 0.0 : 7 * Double(scenario.trial.withdrawalWeek)
    self.origin = origin
    visitDays =
      scenario.trial.visitWeeks?.map { 7 * Double($0) - origin }.filter { $0 > 0 }
    level = analysis.level
    method = try Self.method(analysis, scenario.estimands[place], scenario.leaving)
    counted = try Counted(analysis)
    intervals =
      if case .belief(let prior) = counted {
        tables.table(of: prior, level: analysis.level)
      } else {
        tables.table(analysis.method.interval.method, level: analysis.level)
      }
    known = Self.known(counted, intervals, largest: tables.largest)
  }

  /// In trials of at most 100 people a p-value or a posterior is calculated once for each count.
  private static func known(
    _ counted: Counted, _ intervals: IntervalTable, largest: Int
  ) -> [TrialEstimate] {
    guard counted != .proportion, largest <= 100 else { return [] }
    return (0...largest).flatMap { m in
      (0...m).map { counted.applied(to: .proportion($0, of: m, intervals)) }
    }
  }

  /// The estimate of x events among m people, of a method that is a function of these.
  package func estimate(_ x: Int, of m: Int) -> TrialEstimate {
    known.isEmpty
      ? counted.applied(to: .proportion(x, of: m, intervals)) : known[CountTable.cell(x, of: m)]
  }

  /// Composite loss counts as recurrence and hypothetical loss leaves out, unless the file says more.
  private static func method(
    _ analysis: Analysis, _ estimand: Estimand, _ leaving: Leaving
  ) throws(SimulationError) -> Method {
    let lost: Analysis.LostPatients?
    switch analysis.method {
    case .proportion(let written, let interval):
      lost = written
      if case .tilted(let odds) = lost { try check(odds, interval, analysis.name) }
    case .exactTest(let written, _, _, _), .betaBinomial(let written, _):
      lost = written
      if case .tilted = lost {
        throw .invalid(
          path: "analyses.\(analysis.name).lost_patients", reason: "only a proportion can be tilted"
        )
      }
    default: return try curve(analysis, estimand)
    }
    if let lost { return .proportion(lost: lost) }
    switch estimand.strategies[.lost] {
    case .composite: return .proportion(lost: .recurrence)
    case .hypothetical, .whileOn, .principalStratum: return .proportion(lost: .leftOut)
    case .treatmentPolicy, nil:
      if (leaving.lost?.share ?? 0) == 0 { return .proportion(lost: .leftOut) }
      throw .invalid(
        path: "analyses.\(analysis.name).lost_patients",
        reason: "people can be lost: write left_out, no_recurrence, recurrence or {tilted: odds}")
    }
  }

  private static func check(
    _ odds: Double, _ interval: Analysis.ProportionInterval, _ name: String
  ) throws(SimulationError) {
    if !(odds >= 0 && odds.isFinite) {
      throw .invalid(
        path: "analyses.\(name).lost_patients.tilted", reason: "is \(odds), odds are 0 or more")
    }
    if interval != .wilson {
      throw .invalid(
        path: "analyses.\(name).interval", reason: "a tilted proportion has only wilson limits")
    }
  }
}

extension Analysis.Method {
  /// The interval of counts that the method uses.
  fileprivate var interval: Analysis.ProportionInterval {
    switch self {
    case .proportion(_, let interval), .exactTest(_, _, _, let interval): interval
    default: .clopperPearson
    }
  }
}
