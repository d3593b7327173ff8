internal import Washout

extension ScenarioBuilder {
  /// The covariates in the order of their names.
  func patients() -> [Covariate] {
    root["patients"].entries.compactMap(covariate).sorted { $0.name < $1.name }
  }

  private func covariate(_ entry: Checked.Entry) -> Covariate? {
    guard let quantity = entry.value.quantity else { return nil }
    let marker = marker(quantity, entry)
    return distribution(entry.value).map {
      Covariate(name: entry.key, distribution: $0, marker: marker)
    }
  }

  private func marker(_ quantity: CheckedQuantity, _ entry: Checked.Entry) -> MarkerBaseline? {
    guard quantity.followsActivity else { return nil }
    if quantity["sd_log"].isMissing {
      findings.fault(
        "`\(entry.key)` follows activity, so it needs a log-normal distribution; "
          + "write {lognormal: {median: ..., sd_log: ...}}", at: entry.keyPlace)
    }
    for item in quantity["log_if"].entries {
      known(item, .itemOrGroup, among: names.items + names.groups)
    }
    let partners = quantity["correlation_with"].entries
    for partner in partners { checkPartner(partner, of: entry.key) }
    if partners.count > 1 {
      findings.fault(
        "`\(entry.key)` correlates with \(partners.count) markers; keep one",
        at: partners[1].keyPlace)
    }
    return MarkerBaseline(
      logPerPoint: quantity["log_per_point"].number ?? 0,
      atScore: quantity["at_score"].number ?? 0,
      logIf: Dictionary(
        quantity["log_if"].entries.map { ($0.key, $0.value.number ?? 0) },
        uniquingKeysWith: { first, _ in first }),
      correlationWith: partners.first.map { ($0.key, $0.value.number ?? 0) })
  }

  private func checkPartner(_ partner: Checked.Entry, of marker: String) {
    let others = names.markers.filter { $0 != marker }
    guard known(partner, .marker, among: others),
      let third = root["patients"][partner.key].quantity?["correlation_with"].entries.first
    else { return }
    // Of two that name each other one is told.
    if third.key == marker, marker < partner.key { return }
    findings.fault(
      third.key == marker
        ? "`\(partner.key)` names `\(marker)` already; one of a pair names the other, so leave it out here"
        : "`\(partner.key)` correlates with `\(third.key)`; markers correlate in pairs, so leave one out",
      at: partner.keyPlace)
  }

  // MARK: Eligibility

  /// Who may take part.
  func eligibility() -> Eligibility {
    let section = root["eligibility"]
    let criteria = [("include", Criterion.Kind.include), ("exclude", .exclude)].flatMap {
      key, kind in section[key].entries.compactMap { criterion($0, kind) }
    }
    return Eligibility(preselected: section["preselected"].flag ?? false, criteria: criteria)
  }

  private func criterion(_ entry: Checked.Entry, _ kind: Criterion.Kind) -> Criterion? {
    guard let quantity = entry.value.quantity else { return nil }
    let letter = kind == .include ? "I" : "E"
    if !(1...32).contains(where: { entry.key == "\(letter)\($0)" }) {
      findings.fault(
        "criterion `\(entry.key)` has no number of the protocol; write \(letter)1 to \(letter)32, "
          + "which also decides its random stream", at: entry.keyPlace)
    }
    let rule = quantity["rule"]
    if rule.isSound, rule.isPresent, !rule.entries.contains(where: { $0.value.isPresent }) {
      findings.fault(
        "`\(entry.key)` has an empty rule; write one, such as {age_years: [18, 65]}, or leave it out",
        at: rule.place)
    }
    if quantity.base == nil, rule.isMissing {
      findings.fault(
        "`\(entry.key)` says neither `rule` nor `share`, so it could not be checked; add one",
        at: entry.keyPlace)
    }
    return Criterion(
      id: entry.key, text: quantity["text"].text ?? "", kind: kind,
      rule: eligibilityRule(rule, isAll: kind == .include), share: quantity.base,
      foundAtScreening: quantity["found_at_screening"].flag ?? false)
  }

  /// Several keys mean all of them or any of them, as the place says.
  private func eligibilityRule(_ node: Checked, isAll: Bool) -> EligibilityRule? {
    var rules: [EligibilityRule] = []
    for entry in node.entries where entry.value.isPresent {
      rules += parts(entry)
    }
    return rules.count <= 1 ? rules.first : isAll ? .all(rules) : .any(rules)
  }

  private func parts(_ entry: Checked.Entry) -> [EligibilityRule] {
    switch entry.key {
    case "any_item":
      let items = entry.value.names
      for item in items { known(item, .itemOrGroup, among: names.items + names.groups) }
      return [.anyItem(items.compactMap(\.text))]
    case "item_with_share":
      return entry.value.entries.map { item in
        known(item, .item, among: names.items)
        return .itemWithShare(item: item.key, share: item.value.number ?? 0)
      }
    case "all", "any": return nested(entry)
    default:
      guard known(entry, .measured, among: names.measured) else { return [] }
      checkBounds(entry.value)
      return [.within(variable: entry.key, bounds(entry.value))]
    }
  }

  private func nested(_ entry: Checked.Entry) -> [EligibilityRule] {
    let isAll = entry.key == "all"
    guard !entry.value.list.isEmpty else {
      return eligibilityRule(entry.value, isAll: isAll).map { [$0] } ?? []
    }
    let rules = entry.value.list.compactMap { eligibilityRule($0, isAll: true) }
    return [isAll ? .all(rules) : .any(rules)]
  }
}

extension CheckedQuantity {
  /// Whether it says how a marker follows the disease.
  var followsActivity: Bool {
    ["log_per_point", "at_score", "log_if", "correlation_with"].contains { self[$0].isPresent }
  }
}
