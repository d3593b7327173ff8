internal import Glibc
internal import WashoutNumerics

/// The drug and its doses as the subject loop reads them.
struct KineticsPlan: Sendable {
  /// Clearance, volume, absorption and IC50, in the order of their normals.
  let personal: [PersonalRow]
  /// Whether doses pass through a depot; if not, the third row means nothing.
  let isAbsorbed: Bool
  let scalings: [ScalingRow]
  /// The covariates that these read, each once.
  let variables: [Int]
  let antibodyShare: Double
  let antibodyClearanceTimes: Double
  let maximumEffect: Double
  let hill: Double
  let drivenShare: Double
  /// Nominal days, amounts that reach the blood, and the visit planned on that day, or -1.
  let doses: [(day: Int, amount: Double, visit: Int)]
  let missedShare: Double
  let window: Double

  init(_ drug: Drug, _ scenario: Scenario, _ names: Names) throws(SimulationError) {
    var scalings: [ScalingRow] = []
    func row(_ value: PersonalValue, _ key: String) throws(SimulationError) -> PersonalRow {
      let start = scalings.count
      for scaling in value.scalesWith {
        let path = "drug.\(key).scales_with.\(scaling.covariate)"
        guard let variable = names.covariates.firstIndex(of: scaling.covariate) else {
          throw .invalid(path: path, reason: "no covariate named \(scaling.covariate)")
        }
        try Self.requirePositive(scaling.covariate, scenario, path)
        scalings.append(
          ScalingRow(variable: variable, logAt: log(scaling.at), power: scaling.power))
      }
      return PersonalRow(
        logMedian: log(value.median), sdLog: value.sdLog, scalings: start..<scalings.count)
    }
    isAbsorbed = drug.absorption != nil
    personal = [
      try row(drug.clearance, "clearance_l_per_day"), try row(drug.volume, "volume_l"),
      try row(drug.absorption ?? drug.volume, "absorption_per_day"),
      try row(drug.ic50, "effect.ic50_mg_per_l"),
    ]
    self.scalings = scalings
    variables = scalings.reduce(into: []) { read, scaling in
      if !read.contains(scaling.variable) { read.append(scaling.variable) }
    }
    antibodyShare = drug.antibodyShare
    antibodyClearanceTimes = drug.antibodyClearanceTimes
    maximumEffect = drug.maximumEffect
    hill = drug.hill
    drivenShare = drug.drivenShare
    let visits = scenario.trial.visitWeeks ?? []
    doses = scenario.trial.doses.map {
      ($0.week * 7, $0.doseMg * drug.bioavailability, visits.firstIndex(of: $0.week) ?? -1)
    }
    missedShare = scenario.trial.missedDoseShare
    window = scenario.trial.doseWindowDays
  }

  /// A power of a covariate needs values above zero.
  private static func requirePositive(
    _ name: String, _ scenario: Scenario, _ path: String
  ) throws(SimulationError) {
    guard let covariate = scenario.patients.first(where: { $0.name == name }) else { return }
    guard covariate.distribution.cdf(0) == 0 else {
      throw .invalid(
        path: path, reason: "\(name) can be zero or negative; give it limits above zero")
    }
  }
}

/// The flare hazards as the subject loop reads them, per year.
struct FlarePlan: Sendable {
  let background: Double
  let suppressible: Double
  let conditions: [HazardRow]

  init(_ flares: Flares, _ names: Names) throws(SimulationError) {
    background = flares.backgroundPerYear
    suppressible = flares.suppressiblePerYear
    var rows: [HazardRow] = []
    for condition in flares.timesIf where condition.times != 1 {
      rows.append(try Self.row(condition, names))
    }
    conditions = rows
  }

  private static func row(
    _ condition: Flares.Condition, _ names: Names
  ) throws(SimulationError) -> HazardRow {
    let name = condition.name
    if let mask = names.items[name] {
      return HazardRow(times: condition.times, mask: mask, covariate: -1, when: 1)
    }
    if let covariate = names.covariates.firstIndex(of: name) {
      return HazardRow(times: condition.times, mask: 0, covariate: covariate, when: 1)
    }
    if name.hasPrefix("no_"),
      let covariate = names.covariates.firstIndex(of: String(name.dropFirst(3)))
    {
      return HazardRow(times: condition.times, mask: 0, covariate: covariate, when: 0)
    }
    throw .invalid(
      path: "flares.times_if.\(name)", reason: "no covariate, item or group of that name")
  }
}

/// The clocks as the subject loop reads them: hazards per day, 0 where a process is off.
struct LeavingPlan: Sendable {
  let lost: Double
  /// ln hazard of loss per point above the score at withdrawal; nil when not linked.
  let lostLink: (isClinical: Bool, perPoint: Double)?
  let stopsDosing: Double
  let therapyChanged: Double
  let therapyFlareTimes: Double
  let therapyClears: Double
  /// A uniform above this stops dosing a day or more after the last dose at its latest.
  let neverStopsAbove: Double
  /// A uniform above this loses nobody by a day behind the horizon; 1 where loss follows activity.
  let neverLostAbove: Double

  init(
    _ leaving: Leaving, _ names: Names, lastDoseDay: Double, horizon: Double
  ) throws(SimulationError) {
    lost = Self.hazard(leaving.lost)
    stopsDosing = Self.hazard(leaving.stopsDosing)
    neverStopsAbove = -expm1(-stopsDosing * (lastDoseDay + 1))
    therapyChanged = Self.hazard(leaving.therapyChanged)
    therapyFlareTimes = leaving.therapyFlareHazardTimes
    therapyClears = leaving.therapyClearsPerWeek
    neverLostAbove = leaving.lostLink == nil ? -expm1(-lost * (horizon + 1)) : 1
    if let link = leaving.lostLink {
      let score = try names.score(link.score, at: "leaving.lost.linked_to")
      guard score < 2 else {
        throw .invalid(
          path: "leaving.lost.linked_to",
          reason: "loss follows \(names.scores[0]) or its clinical part")
      }
      lostLink = (score == 1, link.logHazardPerPoint)
    } else {
      lostLink = nil
    }
  }

  /// -ln(1 - share) over the horizon in days.
  static func hazard(_ clock: Leaving.Clock?) -> Double {
    guard let clock, clock.share > 0 else { return 0 }
    return -log1p(-clock.share) / (7 * clock.byWeek)
  }
}
