internal import Washout

/// Analyses of times to recurrence.
extension ScenarioBuilder {
  /// Keys that mean something to one method only.
  func checkKeys(_ entry: Checked.Entry, _ method: String) {
    let owners = [
      "reference": ["log_rank"], "alternative": ["log_rank", "exact_test"],
      "variance": ["log_rank"], "null_recurrence": ["exact_test"], "prior": ["beta_binomial"],
    ]
    for key in ["null_recurrence", "prior", "reference", "alternative", "variance"] {
      let (node, methods) = (entry.value[key], owners[key] ?? [])
      if node.isPresent, !methods.contains(method) {
        findings.fault(
          "\(key) belongs to \(methods.listedWithOr); leave it out of \(method)", at: node.place)
      }
    }
  }

  /// A method that reads the times.
  func curve(_ entry: Checked.Entry, _ estimand: String, _ method: String) -> Analysis.Method? {
    let node = entry.value
    if node["lost_patients"].isPresent {
      let does =
        method == "aalen_johansen" ? "counts loss as a competing risk" : "censors lost patients"
      findings.fault(
        "\(method) \(does); leave lost_patients out", at: node["lost_patients"].place)
    }
    let interval = curveInterval(node["interval"], method)
    let reason =
      method == "aalen_johansen" ? competingMismatch(estimand) : censoringMismatch(estimand)
    if let reason { warn(entry, estimand, reason) }
    switch method {
    case "nelson_aalen": return .nelsonAalen
    case "aalen_johansen": return .aalenJohansen
    case "exponential": return .exponential
    case "weibull": return .weibull
    case "turnbull": return .turnbull
    case "log_rank": return logRank(entry)
    case "restricted_mean": return .restrictedMean
    case "median": return .median
    default: return interval.map { .kaplanMeier(interval: $0) }
    }
  }

  private func curveInterval(_ node: Checked, _ method: String) -> Analysis.CurveInterval? {
    guard let word = node.text else { return node.isFaulty ? nil : .logLog }
    let known = Analysis.CurveInterval.allCases.map(\.rawValue)
    if method != "kaplan_meier" {
      findings.fault("\(method) has limits of its own; leave interval out", at: node.place)
    } else if !known.contains(word) {
      findings.fault(
        "interval \(word) is not for kaplan_meier; write \(known.listedWithOr)", at: node.place)
    }
    return Analysis.CurveInterval(rawValue: word)
  }

  private func logRank(_ entry: Checked.Entry) -> Analysis.Method? {
    let node = entry.value
    if node["reference"].isMissing {
      findings.fault(
        "`\(entry.key)` lacks `reference`: the curve it is compared with, such as "
          + "{exponential: {median_weeks: 20}}", at: entry.keyPlace)
    }
    guard let reference = Analysis.ReferenceTime(node["reference"]), !node["alternative"].isFaulty,
      !node["variance"].isFaulty
    else { return nil }
    return .logRank(
      reference: reference,
      alternative: node["alternative"].text.flatMap(Analysis.Alternative.init) ?? .fewer,
      variance: node["variance"].text.flatMap(Analysis.LogRankVariance.init) ?? .wu)
  }

  /// Why a method that censors loss does not estimate an estimand; nil where it does.
  private func censoringMismatch(_ estimand: String) -> String? {
    switch lossStrategy(of: estimand) {
    case "composite": "it censors loss, which the estimand counts as an outcome"
    case "while_on": "it estimates what would happen without loss, not recurrence before loss"
    case "treatment_policy":
      "it cannot see the outcome of lost patients, which the estimand counts"
    case "principal_stratum": "it uses patients who are lost later, whom the estimand leaves out"
    default: nil
    }
  }

  /// The same for recurrence before loss.
  private func competingMismatch(_ estimand: String) -> String? {
    switch lossStrategy(of: estimand) {
    case "hypothetical": "it estimates recurrence before loss, not what would happen without loss"
    case "treatment_policy":
      "it cannot see the outcome of lost patients, which the estimand counts"
    case "principal_stratum": "it uses patients who are lost later, whom the estimand leaves out"
    default: nil
    }
  }
}

extension Analysis.ReferenceTime {
  /// What stands under `reference`; nil where nothing does.
  fileprivate init?(_ node: Checked) {
    if let median = node["exponential"]["median_weeks"].number {
      self = .exponential(medianWeeks: median)
    } else if let shape = node["weibull"]["shape"].number,
      let median = node["weibull"]["median_weeks"].number
    {
      self = .weibull(shape: shape, medianWeeks: median)
    } else if let week = node["recurrence_free"]["at_week"].number,
      let probability = node["recurrence_free"]["probability"].number
    {
      self = .recurrenceFree(atWeek: week, probability: probability)
    } else {
      return nil
    }
  }
}
