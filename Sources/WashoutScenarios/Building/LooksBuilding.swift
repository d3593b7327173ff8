internal import Washout

extension ScenarioBuilder {
  /// The looks at a running trial.
  func looks() -> Looks? {
    let section = root["looks"]
    guard section.isPresent else { return nil }
    let analysis = known(section["analysis"], .analysis, among: names.analyses)
    if let analysis { checkCounted(analysis, section["analysis"]) }
    let faults = findings.faults.count
    checkLooks(section)
    let accrual = section["accrual"]
    if !accrual.isDefault, accrual.isPresent, root["trial"]["recruited_per_month"].isMissing {
      findings.warn(
        "accrual changes no result: without `trial.recruited_per_month` nobody knows when patients are "
          + "enrolled", at: accrual.place)
    }
    let design = design(section)
    if let design, section.isSound, findings.faults.count == faults { checkPlan(design) }
    guard let analysis, let word = accrual.text.flatMap(Looks.Accrual.init), let design
    else { return nil }
    return Looks(
      analysis: analysis, accrual: word, design: design,
      declareIfAtMost: section["declare_if_at_most"].integer)
  }

  /// Looks count recurrences among people, which a survival curve does not.
  private func checkCounted(_ analysis: String, _ node: Checked) {
    let written = root["analyses"][analysis]
    if let method = written["method"].text,
      !["proportion", "exact_test", "beta_binomial"].contains(method)
    {
      findings.fault(
        "a look counts recurrences, but `\(analysis)` is \(method); name a proportion",
        at: node.place)
    } else if written["lost_patients"]["tilted"].isPresent {
      findings.fault(
        "a look counts recurrences, but `\(analysis)` is tilted; name one with lost_patients: left_out, "
          + "no_recurrence or recurrence", at: node.place)
    } else if root["looks"]["simon"].isPresent {
      checkLossIsRecurrence(written, node)
    }
  }

  /// In a design of Simon's a missing outcome is a recurrence.
  private func checkLossIsRecurrence(_ written: Checked, _ node: Checked) {
    guard let estimand = written["estimand"].text, let loss = lossStrategy(of: estimand),
      loss != "composite", loss == "while_on" || written["lost_patients"].text != "recurrence"
    else { return }
    findings.fault(
      "in a design of Simon's a lost patient counts as a recurrence, but estimand `\(estimand)` has lost: "
        + "\(loss); name an analysis of an estimand with lost: composite", at: node.place)
  }

  private func design(_ section: Checked) -> Looks.Design? {
    if section["at"].isPresent { return .counts(section["at"].list.compactMap(look)) }
    if section["simon"].isPresent { return simon(section["simon"]) }
    if let belief = belief(section["predictive"]) {
      let node = section["predictive"]
      guard let probability = node["probability"].number, let low = node["stop_below"].number,
        let high = node["stop_above"].number
      else { return nil }
      return .predictive(
        belief, probability: probability, stopBelow: low, stopAbove: high,
        at: node["at"].list.compactMap(\.integer))
    }
    if let comparison = comparison(section["posterior"]) {
      let node = section["posterior"]
      return .posterior(
        comparison, stopBelow: node["stop_below"].number, stopAbove: node["stop_above"].number,
        at: node["at"].list.compactMap(\.integer))
    }
    guard let recurrences = section["pausing"]["recurrences"].integer,
      let first = section["pausing"]["of_first"].integer
    else { return nil }
    return .pausing(recurrences: recurrences, ofFirst: first)
  }

  private func simon(_ node: Checked) -> Looks.Design? {
    guard let unacceptable = node["unacceptable_recurrence"].number,
      let acceptable = node["acceptable_recurrence"].number, let alpha = node["alpha"].number,
      let beta = node["beta"].number, let kind = node["kind"].text.flatMap(Looks.Optimum.init)
    else { return nil }
    if acceptable >= unacceptable {
      findings.fault(
        "acceptable_recurrence \(NumberGrammar.shortest(acceptable)) is not below "
          + "unacceptable_recurrence; fewer recurrences are better, so write the smaller rate there",
        at: node["acceptable_recurrence"].place)
      return nil
    }
    return .simon(
      unacceptable: unacceptable, acceptable: acceptable, alpha: alpha, beta: beta, kind)
  }

  private func belief(_ node: Checked) -> Looks.Belief? {
    let prior = priorComponents(node["prior"])
    guard let rate = node["rate_below"].number, !prior.isEmpty else { return nil }
    return Looks.Belief(prior: prior, rateBelow: rate)
  }

  private func comparison(_ node: Checked) -> Looks.Comparison? {
    let (prior, standard) = (priorComponents(node["prior"]), priorComponents(node["standard"]))
    guard node.isPresent, !prior.isEmpty, let margin = node["margin"].number else { return nil }
    if let rate = node["rate_below"].number {
      return .init(prior: prior, standard: .rate(rate), margin: margin)
    }
    return standard.isEmpty ? nil : .init(prior: prior, standard: .prior(standard), margin: margin)
  }

  private func look(_ node: Checked) -> Looks.Look? {
    guard let patients = node["patients"].integer else { return nil }
    return Looks.Look(
      patients: patients, stopIfAtLeast: node["stop_if_at_least"].integer,
      stopIfAtMost: node["stop_if_at_most"].integer)
  }
}
