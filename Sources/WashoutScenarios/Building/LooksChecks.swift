internal import Washout

/// Looks that no trial can have, told where they are written.
extension ScenarioBuilder {
  /// Checks what the section says; what comes of its design is checked once nothing else is wrong with it.
  func checkLooks(_ section: Checked) {
    if section["at"].isSound { checkOrder(section["at"].list) }
    checkPatients(section["predictive"]["at"])
    checkPatients(section["posterior"]["at"])
    checkStops(section["predictive"], isRequired: false)
    checkStops(section["posterior"], isRequired: true)
    checkMargin(section["posterior"])
    checkPausing(section["pausing"])
    let most = section["declare_if_at_most"]
    if let count = most.integer, count > plannedPeople {
      findings.fault(
        "\(count) recurrences cannot be among \(plannedPeople) patients; write at most \(plannedPeople)",
        at: most.place)
    }
  }

  /// The counts that a design comes to must exist.
  func checkPlan(_ design: Looks.Design) {
    guard let size = root["trial"]["sample_size"].integer else { return }
    do {
      _ = try LookPlan(design, sampleSize: size)
    } catch .invalid(let path, let reason) {
      let place = root.value(at: path)?.place ?? root["looks"].place
      findings.fault(path == "trial.sample_size" ? "sample_size \(reason)" : reason, at: place)
    } catch {
      findings.fault("there is no such design", at: root["looks"].place)
    }
  }

  private var plannedPeople: Int { root["trial"]["sample_size"].integer ?? Model.largestSize + 1 }

  private func checkStops(_ node: Checked, isRequired: Bool) {
    guard node.isSound, node.isPresent else { return }
    let (low, high) = (node["stop_below"], node["stop_above"])
    if isRequired, low.isMissing, high.isMissing {
      findings.fault(
        "nothing stops the trial; add stop_below, such as 0.05, or stop_above", at: node.place)
    }
    if let below = low.number, let above = high.number, below >= above {
      findings.fault(
        "stop_below \(NumberGrammar.shortest(below)) is not below stop_above "
          + "\(NumberGrammar.shortest(above)); write a smaller probability", at: low.place)
    }
  }

  /// An improvement by the whole rate or more is one that nobody can have.
  private func checkMargin(_ node: Checked) {
    guard let rate = node["rate_below"].number, let margin = node["margin"].number, margin >= rate
    else { return }
    findings.fault(
      "margin \(NumberGrammar.shortest(margin)) leaves nothing of rate_below "
        + "\(NumberGrammar.shortest(rate)); write a smaller one", at: node["margin"].place)
  }

  private func checkPausing(_ node: Checked) {
    guard let recurrences = node["recurrences"].integer, let first = node["of_first"].integer
    else { return }
    if first > plannedPeople {
      findings.fault(
        "the first \(first) are more than the \(plannedPeople) patients of the trial; write at most "
          + "\(plannedPeople)", at: node["of_first"].place)
    } else if recurrences > first {
      findings.fault(
        "\(recurrences) recurrences cannot be among the first \(first) patients; write at most \(first)",
        at: node["recurrences"].place)
    }
  }

  /// Looks given by their patients alone.
  private func checkPatients(_ node: Checked) {
    guard node.isSound else { return }
    var earlier = 0
    for look in node.list {
      guard let patients = look.integer else { continue }
      if let fault = orderFault(patients, earlier, atEnd: "") {
        findings.fault(fault, at: look.place)
      }
      earlier = max(earlier, patients)
    }
  }

  private func orderFault(_ patients: Int, _ earlier: Int, atEnd advice: String) -> String? {
    if patients <= earlier {
      return "the look at \(patients) patients follows one at \(earlier); put the looks in order"
    }
    if patients < plannedPeople { return nil }
    return
      "a look at \(patients) of \(plannedPeople) patients is no look; write fewer patients\(advice)"
  }

  private func checkOrder(_ looks: [Checked]) {
    var earlier = 0
    for node in looks {
      guard let patients = node["patients"].integer else { continue }
      let order = orderFault(
        patients, earlier, atEnd: ", and declare_if_at_most for the end")
      if let order { findings.fault(order, at: node["patients"].place) }
      checkCounts(node, patients)
      earlier = max(earlier, patients)
    }
  }

  private func checkCounts(_ node: Checked, _ patients: Int) {
    let (many, few) = (node["stop_if_at_least"].integer, node["stop_if_at_most"].integer)
    if many == nil, few == nil {
      findings.fault(
        "nothing stops the trial at \(patients) patients; add stop_if_at_least or stop_if_at_most",
        at: node.place)
    } else if let many, let few, few >= many {
      findings.fault(
        "stop_if_at_most \(few) and stop_if_at_least \(many) leave no count to go on with; write "
          + "fewer in stop_if_at_most", at: node["stop_if_at_most"].place)
    } else if let many, many > patients {
      findings.fault(
        "\(many) recurrences cannot be among \(patients) patients; write at most \(patients)",
        at: node["stop_if_at_least"].place)
    }
  }
}
