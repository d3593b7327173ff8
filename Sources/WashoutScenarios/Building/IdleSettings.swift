internal import Washout

/// Values of the command line that no result can follow, because another value keeps them idle.
extension ScenarioBuilder {
  /// Warns of each `--set` that changes nothing.
  func warnOfIdleSettings() {
    let leaving = root["leaving"]
    let therapy = leaving["therapy_changed"]
    let antibodies = root["drug"]["anti_drug_antibodies"]
    warn(
      ifSet: therapy, isIdle: isHarmless(therapy),
      "flare_hazard_times is 1 and clears_per_week is 0 there; give one of them another value")
    for (event, extras) in [
      ("lost", ["by_week", "linked_to", "log_hazard_per_point"]), ("stops_dosing", ["by_week"]),
      ("therapy_changed", ["by_week", "flare_hazard_times", "clears_per_week"]),
    ] {
      let isOff = leaving[event].number == 0
      for key in extras {
        warn(ifSet: leaving[event][key], isIdle: isOff, "the share of `leaving.\(event)` is 0")
      }
    }
    let lost = leaving["lost"]
    warn(
      ifSet: lost["log_hazard_per_point"],
      isIdle: lost["linked_to"].text == "nothing" && lost.number != 0,
      "loss is linked to nothing; set leaving.lost.linked_to")
    warn(
      ifSet: antibodies, isIdle: antibodies["clearance_times"].number == 1,
      "clearance_times is 1 there; give it another value")
    warn(
      ifSet: antibodies["clearance_times"], isIdle: antibodies.number == 0,
      "the share of `drug.anti_drug_antibodies` is 0")
  }

  /// Warns where no analysis gives what `true_rates_of_interest` asks for.
  func warnOfIdleRates() {
    let rates = root["true_rates_of_interest"]
    guard rates.isPresent, !rates.list.isEmpty else { return }
    func isOfCounts(_ analysis: Checked) -> Bool {
      ["proportion", "exact_test", "beta_binomial"].contains(analysis["method"].text)
        && analysis["lost_patients"]["tilted"].isMissing
    }
    let analyses = root["analyses"]
    let reason: String
    if let name = root["decision"]["analysis"].text {
      let deciding = analyses[name]
      guard let method = deciding["method"].text, !isOfCounts(deciding) else { return }
      reason =
        "the decision is by `\(name)`, \(method == "proportion" ? "a tilted proportion" : method), which the "
        + "number of recurrences alone does not give"
    } else {
      guard !analyses.entries.contains(where: { isOfCounts($0.value) }) else { return }
      reason = "no analysis is given by the number of recurrences alone"
    }
    findings.warn(
      "true_rates_of_interest has nothing to say: \(reason); name a proportion, an exact_test or "
        + "beta_binomial, or leave it out", at: rates.place)
  }

  /// Whether a change of therapy neither touches the disease nor means anything to an estimand.
  private func isHarmless(_ therapy: Checked) -> Bool {
    therapy["flare_hazard_times"].number == 1 && therapy["clears_per_week"].number == 0
      && root["estimands"].entries.allSatisfy { estimand in
        let strategy = estimand.value["events"]["therapy_changed"]
        return strategy.isMissing || strategy.text == "treatment_policy"
      }
  }

  private func warn(ifSet node: Checked, isIdle: Bool, _ reason: String) {
    let place = node.quantity?.basePlace ?? node.place
    guard isIdle, place.source.isCommandLine, node.isPresent, !node.isDefault else { return }
    findings.warn("`\(node.path)` changes no result: \(reason)", at: place)
  }
}
