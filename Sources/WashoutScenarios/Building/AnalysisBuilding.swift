internal import Washout

extension ScenarioBuilder {
  /// The analyses, in file order.
  func analyses() -> [Analysis] {
    let entries = root["analyses"].entries
    if entries.isEmpty, root["analyses"].isPresent {
      findings.fault("there is no analysis; add one", at: root["analyses"].place)
    }
    return entries.compactMap(analysis)
  }

  private func analysis(_ entry: Checked.Entry) -> Analysis? {
    let node = entry.value
    guard let estimand = known(node["estimand"], .estimand, among: names.estimands),
      let method = node["method"].text
    else { return nil }
    let size = root["trial"]["size_counts"]
    if size.text == "entered", root["estimands"][estimand]["population"].text == "dosed" {
      findings.fault(
        "size_counts is entered, but analysis `\(entry.key)` is of all dosed; write enrolled",
        at: size.place)
    }
    checkKeys(entry, method)
    let built =
      switch method {
      case "proportion", "exact_test", "beta_binomial": counted(entry, estimand, method)
      default: curve(entry, estimand, method)
      }
    guard let built, let level = node["level"].number else { return nil }
    return Analysis(name: entry.key, estimand: estimand, method: built, level: level)
  }

  /// A method that is a function of recurrences among people.
  private func counted(
    _ entry: Checked.Entry, _ estimand: String, _ method: String
  ) -> Analysis.Method? {
    if method != "proportion", entry.value["lost_patients"]["tilted"].isPresent {
      findings.fault(
        "\(method) counts patients and cannot tilt them; name method: proportion",
        at: entry.value["lost_patients"].place)
      return nil
    }
    if method == "beta_binomial" { return belief(entry, estimand) }
    guard case .proportion(let lost, let interval) = proportion(entry, estimand) else { return nil }
    if method == "proportion" { return .proportion(lost: lost, interval: interval) }
    let node = entry.value
    if node["null_recurrence"].isMissing {
      findings.fault(
        "`\(entry.key)` lacks `null_recurrence`: the rate that is tested, such as 0.5",
        at: entry.keyPlace)
    }
    guard let null = node["null_recurrence"].number, !node["alternative"].isFaulty else {
      return nil
    }
    let alternative = node["alternative"].text.flatMap(Analysis.Alternative.init) ?? .fewer
    return .exactTest(lost: lost, null: null, alternative: alternative, interval: interval)
  }

  private func belief(_ entry: Checked.Entry, _ estimand: String) -> Analysis.Method? {
    let node = entry.value
    if node["interval"].isPresent {
      findings.fault(
        "beta_binomial has a credible interval; leave interval out", at: node["interval"].place)
    }
    if node["prior"].isMissing {
      findings.fault(
        "`\(entry.key)` lacks `prior`: what is believed before the trial, such as "
          + "{alpha: 1, beta: 1}", at: entry.keyPlace)
    }
    let prior = priorComponents(node["prior"])
    let lost = lostPatients(entry, estimand)
    return prior.isEmpty || node["lost_patients"].isFaulty
      ? nil : .betaBinomial(lost: lost, prior: prior)
  }

  /// A beta distribution or a mixture, as written; empty where it is missing or faulty.
  func priorComponents(_ node: Checked) -> [Analysis.PriorComponent] {
    let parts = node.list.isEmpty ? [node] : node.list
    let components = parts.compactMap { part -> Analysis.PriorComponent? in
      guard let alpha = part["alpha"].number, let beta = part["beta"].number else { return nil }
      return .init(weight: part["weight"].number ?? 1, alpha: alpha, beta: beta)
    }
    return components.count == parts.count ? components : []
  }

  private func proportion(_ entry: Checked.Entry, _ estimand: String) -> Analysis.Method? {
    let node = entry.value
    let isTilted = node["lost_patients"]["tilted"].number != nil
    let interval = node["interval"].text ?? (isTilted ? "wilson" : "clopper_pearson")
    if isTilted, interval != "wilson" {
      findings.fault(
        "a tilted proportion has no \(interval) interval; write wilson, which takes its effective "
          + "number of patients", at: node["interval"].place)
    }
    guard let kind = Analysis.ProportionInterval(rawValue: interval) else {
      findings.fault(
        "interval \(interval) is not for a proportion; write "
          + Analysis.ProportionInterval.allCases.map(\.rawValue).listedWithOr,
        at: node["interval"].place)
      return nil
    }
    guard !node["interval"].isFaulty, !node["lost_patients"].isFaulty else { return nil }
    return .proportion(lost: lostPatients(entry, estimand), interval: kind)
  }

  /// What becomes of lost people, as written or as the estimand implies.
  private func lostPatients(_ entry: Checked.Entry, _ estimand: String) -> Analysis.LostPatients? {
    let node = entry.value
    let written = Analysis.LostPatients(node["lost_patients"])
    guard let loss = lossStrategy(of: estimand) else { return written }
    if loss == "composite" {
      if let written, written != .recurrence {
        findings.fault(
          "in estimand `\(estimand)` loss is itself an outcome (composite), so lost patients "
            + "count as recurrence; leave lost_patients out", at: node["lost_patients"].place)
      }
      return .recurrence
    }
    if loss == "while_on" { return withoutRecurrence(entry, estimand, written) }
    guard let lost = written ?? (loss == "hypothetical" ? .leftOut : nil) else {
      if !node["lost_patients"].isMissing { return nil }
      findings.fault(
        "`\(entry.key)` does not say what becomes of lost patients; "
          + "add lost_patients: left_out, no_recurrence, recurrence or {tilted: odds}",
        at: entry.keyPlace)
      return nil
    }
    warnOfMismatch(entry, estimand, loss, lost)
    return lost
  }

  /// Where only recurrences before loss count, somebody lost has none, whatever is written.
  private func withoutRecurrence(
    _ entry: Checked.Entry, _ estimand: String, _ written: Analysis.LostPatients?
  ) -> Analysis.LostPatients {
    let node = entry.value["lost_patients"]
    if let written, written != .noRecurrence {
      findings.fault(
        "in estimand `\(estimand)` only recurrences before loss count (lost: while_on), so lost patients "
          + "have none; write lost_patients: no_recurrence, or lost: composite or hypothetical in the "
          + "estimand", at: node.place)
    } else if node.isMissing {
      findings.fault(
        "`\(entry.key)` does not say what becomes of lost patients; with lost: while_on add "
          + "lost_patients: no_recurrence", at: entry.keyPlace)
    }
    return .noRecurrence
  }

  /// The strategy for loss of an estimand; nil when nobody can be lost.
  func lossStrategy(of estimand: String) -> String? {
    let lost = root["leaving"]["lost"]
    guard (lost.number ?? 0) > 0 || (lost.quantity?.range?.upperBound ?? 0) > 0 else { return nil }
    return root["estimands"][estimand]["events"]["lost"].text
  }

  private func warnOfMismatch(
    _ entry: Checked.Entry, _ estimand: String, _ loss: String, _ lost: Analysis.LostPatients
  ) {
    let reason: String? =
      switch (loss, lost) {
      case ("hypothetical", .leftOut):
        "early recurrences escape loss, so leaving lost patients out is biased up; "
          + "kaplan_meier is not"
      case ("hypothetical", .noRecurrence):
        "counting lost patients without recurrence is biased down; kaplan_meier is not"
      case ("hypothetical", .recurrence):
        "counting lost patients with recurrence is biased up; kaplan_meier is not"
      case ("hypothetical", .tilted):
        "a tilt says what the lost would have had, not when; kaplan_meier needs no such assumption"
      case ("treatment_policy", .tilted): nil
      case ("treatment_policy", _):
        "the estimand counts outcomes after loss, which no analysis sees"
      case ("principal_stratum", .noRecurrence), ("principal_stratum", .recurrence),
        ("principal_stratum", .tilted):
        "the estimand leaves lost patients out; write lost_patients: left_out"
      default: nil
      }
    if let reason { warn(entry, estimand, reason) }
  }

  func warn(_ entry: Checked.Entry, _ estimand: String, _ reason: String) {
    findings.warn(
      "analysis `\(entry.key)` and estimand `\(estimand)` do not match: \(reason)",
      at: entry.keyPlace)
  }

  /// Limits that results are held to.
  func expectations() -> [Expectation] {
    Expectation.Headline.allCases.compactMap { headline in
      let node = root["expect"][headline.rawValue]
      guard node.isPresent else { return nil }
      if headline == .probabilityOfDecision { needsDecision(node) }
      if headline == .decisionWithLooks, root["looks"].isMissing {
        findings.fault(
          "there are no `looks`; write probability_of_decision in place of decision_with_looks",
          at: node.place)
      }
      let ends = node.list.compactMap(\.number)
      let low = ends.first ?? node["at_least"].number
      let high = ends.last ?? node["at_most"].number
      checkLimits(low, high, node)
      return Expectation(headline: headline, atLeast: low, atMost: high)
    }
  }

  private func checkLimits(_ low: Double?, _ high: Double?, _ node: Checked) {
    if low == nil, high == nil, node.isSound {
      findings.fault("no limit is given; write at_least or at_most", at: node.place)
    }
    if let low, let high, low > high {
      findings.fault(
        "nothing is at least \(NumberGrammar.shortest(low)) and at most "
          + "\(NumberGrammar.shortest(high)); write the lower one as at_least", at: node.place)
    }
  }
}

extension Analysis.LostPatients {
  /// What stands under `lost_patients`; nil where nothing does.
  init?(_ node: Checked) {
    if let odds = node["tilted"].number {
      self = .tilted(odds: odds)
      return
    }
    switch node.text {
    case "left_out": self = .leftOut
    case "no_recurrence": self = .noRecurrence
    case "recurrence": self = .recurrence
    default: return nil
    }
  }
}
