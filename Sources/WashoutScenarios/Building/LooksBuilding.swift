internal import Washout

extension ScenarioBuilder {
  /// The looks at a running trial.
  func looks() -> Looks? {
    let section = root["looks"]
    guard section.isPresent else { return nil }
    let analysis = known(section["analysis"], "analysis", among: names.analyses)
    if let analysis { checkCounted(analysis, section["analysis"]) }
    if section["at"].isSound { checkOrder(section["at"].list) }
    let accrual = section["accrual"]
    if !accrual.isDefault, accrual.isPresent, root["trial"]["recruited_per_month"].isMissing {
      findings.warn(
        "accrual changes no result: without `trial.recruited_per_month` nobody knows when patients are "
          + "enrolled", at: accrual.place)
    }
    guard let analysis, let word = accrual.text.flatMap(Looks.Accrual.init),
      let design = design(section)
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
    }
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
    if let belief = belief(section["posterior"]) {
      let node = section["posterior"]
      return .posterior(
        belief, stopBelow: node["stop_below"].number, stopAbove: node["stop_above"].number,
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

  private func look(_ node: Checked) -> Looks.Look? {
    guard let patients = node["patients"].integer else { return nil }
    return Looks.Look(
      patients: patients, stopIfAtLeast: node["stop_if_at_least"].integer,
      stopIfAtMost: node["stop_if_at_most"].integer)
  }

  private func checkOrder(_ looks: [Checked]) {
    let planned = root["trial"]["sample_size"].integer ?? Model.largestSize + 1
    var earlier = 0
    for node in looks {
      guard let patients = node["patients"].integer else { continue }
      let (many, few) = (node["stop_if_at_least"].integer, node["stop_if_at_most"].integer)
      if patients <= earlier {
        findings.fault(
          "the look at \(patients) patients follows one at \(earlier); put the looks in order",
          at: node["patients"].place)
      } else if patients >= planned {
        findings.fault(
          "a look at \(patients) of \(planned) patients is no look; write fewer patients, and "
            + "declare_if_at_most for the end", at: node["patients"].place)
      }
      if many == nil, few == nil {
        findings.fault(
          "nothing stops the trial at \(patients) patients; add stop_if_at_least or stop_if_at_most",
          at: node.place)
      } else if let many, let few, few >= many {
        findings.fault(
          "stop_if_at_most \(few) and stop_if_at_least \(many) leave no count to go on with; write "
            + "fewer in stop_if_at_most", at: node["stop_if_at_most"].place)
      } else if let many, few == nil, many > patients {
        findings.fault(
          "\(many) recurrences cannot be among \(patients) patients; write at most \(patients)",
          at: node["stop_if_at_least"].place)
      }
      earlier = max(earlier, patients)
    }
  }
}
