internal import Washout

extension ScenarioBuilder {
  /// What the trial concludes.
  func decision() -> Decision? {
    let section = root["decision"]
    guard section.isPresent else { return nil }
    let analysis = known(section["analysis"], .analysis, among: names.analyses)
    let opposite = section["no_go"]
    if let analysis {
      checkRule(section, analysis, at: section["analysis"])
      if opposite.isPresent { checkRule(opposite, analysis, at: opposite) }
    }
    if let analysis, section["upper_limit_below"].isPresent,
      root["analyses"][analysis]["lost_patients"].text == "no_recurrence",
      (root["leaving"]["lost"].number ?? 0) > 0
    {
      findings.warn(
        "more loss makes this decision more likely, since lost patients count without recurrence",
        at: section["analysis"].place)
    }
    guard let analysis, let name = section["name"].text, let rule = rule(section) else {
      return nil
    }
    return Decision(name: name, analysis: analysis, rule: rule, noGo: self.rule(opposite))
  }

  private func rule(_ section: Checked) -> Decision.Rule? {
    section["upper_limit_below"].number.map(Decision.Rule.upperLimitBelow)
      ?? section["lower_limit_above"].number.map(Decision.Rule.lowerLimitAbove)
      ?? section["p_value_below"].number.map(Decision.Rule.pValueBelow)
      ?? posterior(section["posterior_above"])
  }

  private func posterior(_ node: Checked) -> Decision.Rule? {
    guard let probability = node["probability"].number else { return nil }
    if let rate = node["rate_below"].number {
      return .posteriorOfRateBelow(rate, above: probability)
    }
    return node["rate_above"].number.map { .posteriorOfRateAbove($0, above: probability) }
  }

  /// The analysis must say what the rule asks for.
  private func checkRule(_ section: Checked, _ analysis: String, at node: Checked) {
    let written = root["analyses"][analysis]
    guard let method = written["method"].text else { return }
    let place = node.place
    if section["p_value_below"].isPresent {
      if !["log_rank", "exact_test"].contains(method) {
        findings.fault(
          "`\(analysis)` is \(method), which has no p-value; name an analysis of exact_test or log_rank, "
            + "or write upper_limit_below", at: place)
      } else if written["alternative"].text == "two_sided" {
        findings.fault(
          "`\(analysis)` is two_sided, which says nothing of the direction; write alternative: fewer or "
            + "more", at: place)
      }
    } else if section["posterior_above"].isPresent {
      if method != "beta_binomial" {
        findings.fault(
          "`\(analysis)` is \(method), which has no posterior; name an analysis of beta_binomial",
          at: place)
      }
    } else if section["upper_limit_below"].isPresent || section["lower_limit_above"].isPresent,
      ["turnbull", "median", "log_rank", "restricted_mean"].contains(method)
    {
      findings.fault(
        "`\(analysis)` is \(method), which has no limits of a share; "
          + (method == "log_rank" ? "write p_value_below" : "name another analysis"), at: place)
    }
  }
}
