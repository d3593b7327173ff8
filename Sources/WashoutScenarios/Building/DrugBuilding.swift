internal import Foundation
internal import Washout
internal import WashoutNumerics

extension ScenarioBuilder {
  /// How the disease runs.
  func course() -> Scenario.Course? {
    if isStatistical { return statisticalCourse().map { .statistical($0) } }
    let drug = drug()
    let flares = flares()
    let activity = activity()
    guard let drug, let flares, let activity else { return nil }
    return .mechanistic(drug: drug, flares: flares, activity: activity)
  }

  private func drug() -> Drug? {
    let section = root["drug"]
    guard section.isPresent else { return nil }
    let effect = section["effect"]
    let volume = personal(section["volume_l"])
    let absorption = absorption(section)
    let clearance = personal(section["clearance_l_per_day"])
    let ic50 = personal(effect["ic50_mg_per_l"])
    guard let volume, let clearance = clearance ?? self.clearance(section, volume), let ic50,
      let maximum = effect["maximum"].number, let driven = effect["driven"].number
    else { return nil }
    return Drug(
      kineticsFrom: section["kinetics_from"].text, clearance: clearance, volume: volume,
      absorption: absorption, bioavailability: section["bioavailability"].number ?? 1,
      antibodyShare: section["anti_drug_antibodies"].number ?? 0,
      antibodyClearanceTimes: section["anti_drug_antibodies"]["clearance_times"].number ?? 1,
      maximumEffect: maximum, ic50: ic50, hill: effect["hill"].number ?? 1, drivenShare: driven)
  }

  private func absorption(_ section: Checked) -> PersonalValue? {
    let written = section["absorption_per_day"]
    let isIntravenous = root["trial"]["dosing"]["route"].text == "intravenous"
    if isIntravenous, written.isPresent {
      findings.fault(
        "intravenous doses are in the blood at once; leave `absorption_per_day` out",
        at: written.place)
    }
    if !isIntravenous, written.isMissing {
      findings.fault(
        "`drug` lacks `absorption_per_day`: absorption rate; none only for intravenous doses",
        at: section.place)
    }
    return personal(written)
  }

  /// A half-life as the clearance that gives it: CL = ln 2 V / t with V at the pool's medians.
  private func clearance(_ section: Checked, _ volume: PersonalValue) -> PersonalValue? {
    guard let halfLife = personal(section["half_life_days"]) else { return nil }
    let typical = volume.scalesWith.reduce(volume.median) { value, scaling in
      value * pow((median(of: scaling.covariate) ?? scaling.at) / scaling.at, scaling.power)
    }
    return PersonalValue(median: log(2) * typical / halfLife.median, sdLog: halfLife.sdLog)
  }

  private func median(of covariate: String) -> Double? {
    root["patients"].entries.first { $0.key == covariate }
      .flatMap { distribution($0.value) }?.quantile(0.5)
  }

  private func personal(_ node: Checked) -> PersonalValue? {
    guard let quantity = node.quantity, let median = quantity.base else { return nil }
    let scaling = quantity["scales_with"].entries.compactMap { entry -> PersonalValue.Scaling? in
      guard known(entry, .covariate, among: names.covariates) else { return nil }
      return .init(
        covariate: entry.key, at: entry.value["at"].number ?? 1,
        power: entry.value["power"].number ?? 0)
    }
    return PersonalValue(
      median: median, sdLog: quantity["sd_log"].number ?? 0,
      scalesWith: scaling.sorted { $0.covariate < $1.covariate })
  }

  private func flares() -> Flares? {
    let section = root["flares"]
    let conditions = section["times_if"].entries.map { entry in
      known(entry, .condition, among: conditionNames)
      return Flares.Condition(name: entry.key, times: entry.value.number ?? 1)
    }
    guard let background = section["background_per_year"].number,
      let suppressible = section["drug_suppressible_per_year"].number
    else { return nil }
    return Flares(
      backgroundPerYear: background, suppressiblePerYear: suppressible,
      timesIf: conditions.sorted { $0.name < $1.name })
  }

  private var conditionNames: [String] {
    names.shareCovariates + names.shareCovariates.map { "no_\($0)" } + names.groups + names.items
  }

  // MARK: A distribution in place of a mechanism

  private func statisticalCourse() -> StatisticalCourse? {
    let section = root["statistical"]
    let cured = section["cured"].number ?? 0
    let time = section["time_to_recurrence_weeks"]
    if time.isPresent {
      let curve = distribution(time)
      if let curve, curve.cdf((0.0).nextDown) > 0 {
        findings.fault(
          "a time to recurrence cannot be negative; write a distribution above 0, or cut a normal off "
            + "with `limits`", at: time.place)
      }
      return curve.map { StatisticalCourse(timeToRecurrenceWeeks: $0, curedShare: cured) }
    }
    let point = section["recurrence_free"]
    guard let week = point["at_week"].number, let probability = point["probability"].number,
      let unit = unitCurve(section)
    else { return nil }
    guard probability > cured else {
      findings.fault(
        "a share of \(NumberGrammar.shortest(cured)) never recurs, so "
          + "\(NumberGrammar.shortest(probability)) cannot be the share free of recurrence at week "
          + "\(NumberGrammar.shortest(week)); write a share above it",
        at: point["probability"].place)
      return nil
    }
    let freeOfUncured = (probability - cured) / (1 - cured)
    guard let atUnit = unit.quantile(1 - freeOfUncured), atUnit > 0, atUnit.isFinite,
      let curve = try? unit.scaled(by: week / atUnit)
    else {
      findings.fault("no scale gives this curve; write another shape", at: point.place)
      return nil
    }
    return StatisticalCourse(timeToRecurrenceWeeks: curve, curedShare: cured)
  }

  /// The curve's form with a scale of 1.
  private func unitCurve(_ section: Checked) -> Distribution? {
    let shape = section["shape"]
    if shape.isMissing || shape.text == "exponential" {
      return try? Distribution(.exponential(mean: 1))
    }
    guard let entry = shape.entries.first(where: { $0.value.isPresent }) else { return nil }
    let form = entry.value["shape"].number ?? .nan
    switch entry.key {
    case "weibull": return try? Distribution(.weibull(shape: form, scale: 1))
    case "gamma": return try? Distribution(.gamma(shape: form, mean: 1))
    case "loglogistic": return try? Distribution(.loglogistic(shape: form, median: 1))
    default:
      return try? Distribution(
        .lognormal(median: 1, sdLog: entry.value["sd_log"].number ?? .nan))
    }
  }
}
