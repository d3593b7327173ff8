public import Washout

/// What a calibration found, ready to be shown.
public struct CalibrationFindings: Sendable {
  /// The scenario as written.
  let scenario: Scenario
  /// The number that was varied.
  let varied: Varied
  /// What came out.
  let calibration: Calibration
  /// The roots to choose from: all, or those asked for.
  let chosen: [Calibration.Root]
  /// Element i: root i of the chosen ones on draws of another seed; nil where nobody counts.
  let checks: [CalibrationPoint?]
  /// Other numbers that could give the rate.
  let alternatives: [CalibrationAlternative]
  /// Simulated trials at each value.
  let trials: Int

  /// The number that was varied, as the scenario has it.
  public struct Varied: Sendable, Equatable {
    let path: String
    let unit: String
    let base: Double?
    let range: ClosedRange<Double>?
    let scanned: ClosedRange<Double>

    /// A number: its path, unit, base case and range, and the range that was scanned.
    public init(
      path: String, unit: String, base: Double?, range: ClosedRange<Double>?,
      scanned: ClosedRange<Double>
    ) {
      self.path = path
      self.unit = unit
      self.base = base
      self.range = range
      self.scanned = scanned
    }
  }

  /// Findings.
  public init(
    _ scenario: Scenario, _ varied: Varied, _ calibration: Calibration,
    chosen: [Calibration.Root], checks: [CalibrationPoint?],
    alternatives: [CalibrationAlternative], trials: Int
  ) {
    self.scenario = scenario
    self.varied = varied
    self.calibration = calibration
    self.chosen = chosen
    self.checks = checks
    self.alternatives = alternatives
    self.trials = trials
  }

  /// Whether a value gives the rate.
  public var isFound: Bool { !chosen.isEmpty }

  /// The rate on the check's other draws minus that wanted, in errors; nil without a check.
  func distance(_ place: Int) -> Double? {
    guard checks.indices.contains(place), let check = checks[place] else { return nil }
    let error = (check.mcse * check.mcse + chosen[place].mcse * chosen[place].mcse).squareRoot()
    return (check.rate - calibration.target.rate) / error
  }

  /// The one value to take; nil where none or several give the rate, or other draws say otherwise.
  public var answer: Double? {
    guard chosen.count == 1, abs(distance(0) ?? .infinity) <= Self.mostDistance else { return nil }
    return chosen[0].written
  }

  /// Beyond so many errors, the check does not agree.
  static let mostDistance = 4.0

  /// The estimand whose truth is wanted.
  var estimand: Estimand? {
    scenario.estimands.first { $0.name == calibration.target.estimand }
  }

  /// The command that writes a scenario of the rate alone; nil where the scenario is such a one.
  var withoutMechanism: String? {
    guard case .mechanistic = scenario.course, let estimand else { return nil }
    let weeks =
      estimand.byWeek - (estimand.population == .dosed ? 0 : scenario.trial.withdrawalWeek)
    let rate = calibration.target.rate
    let name = "rate" + Terms.number(100 * rate).replacing(".", with: "_") + ".yaml"
    return "washout new \(name) --recurrence \(Terms.number(rate)) --by-week \(weeks)"
  }
}
