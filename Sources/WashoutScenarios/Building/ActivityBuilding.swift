internal import Washout
internal import WashoutNumerics

extension ScenarioBuilder {
  /// What is measured of the disease.
  func activity() -> Activity? {
    let section = root["activity"]
    guard section.isPresent else { return nil }
    let isSLEDAI = section["score"].text == "sledai_2k"
    let items = items(section)
    let groups = groups(section, isSLEDAI)
    let assessor = section["assessor"]
    if assessor["not_for"].isPresent { known(assessor["not_for"], .group, among: names.groups) }
    let scores = section["scores"].entries.compactMap(numericScore)
    checkScoreName(section)
    if items.isEmpty, scores.isEmpty, section["items"].entries.isEmpty,
      section["scores"].entries.isEmpty, !section["items"].isFaulty, !section["scores"].isFaulty
    {
      findings.fault(
        "`activity` has neither `items` nor `scores`, so nothing is measured; add one",
        at: section.place)
    }
    return Activity(
      scoreName: isSLEDAI ? SLEDAI2K.scoreName : section["score_name"].text ?? "score",
      recallDays: section["recall_days"].number ?? 0, groups: groups,
      assessor: Assessor(
        missesShare: assessor["misses_present_item"].number ?? 0,
        scoresAbsentFactor: assessor["scores_absent_item"].number ?? 0,
        notFor: assessor["not_for"].text),
      screeningCorrelation: section["screening_correlation"].number ?? 0, items: items,
      markers: markers(section), scores: scores.sorted { $0.name < $1.name })
  }

  private func checkScoreName(_ section: Checked) {
    let score = section["score"].text
    if score == "custom", section["score_name"].isMissing {
      findings.fault(
        "a custom instrument lacks `score_name`: the name of its summed score",
        at: section["score"].place)
    }
    let hasItems = !section["items"].entries.isEmpty
    if score != nil, score != "custom", section["score_name"].isPresent,
      score != "none" || !hasItems
    {
      findings.fault(
        "score_name belongs to `score: custom`; leave it out", at: section["score_name"].place)
    }
    if score == "none", let first = section["items"].entries.first {
      findings.fault(
        "items belong to an instrument; write `score: custom` or `score: sledai_2k`",
        at: first.keyPlace)
    }
    let scores = names.scores
    for (index, name) in scores.enumerated() where scores[..<index].contains(name) {
      findings.fault("two scores are called `\(name)`; rename one", at: section.place)
    }
  }

  private func groups(_ section: Checked, _ isSLEDAI: Bool) -> [ItemGroup] {
    var groups = section["groups"].entries.map { entry in
      for item in entry.value.list { known(item, .item, among: names.items) }
      if isSLEDAI && entry.key == SLEDAI2K.serologicallyActive.name
        || names.items.contains(entry.key) || ["clinical", "all"].contains(entry.key)
      {
        findings.fault(
          "`\(entry.key)` already means something here; name the group otherwise",
          at: entry.keyPlace)
      }
      return ItemGroup(name: entry.key, items: entry.value.list.compactMap(\.text))
    }
    let serology = SLEDAI2K.serologicallyActive
    if isSLEDAI, names.groups.contains(serology.name) { groups.append(serology) }
    return groups.sorted { $0.name < $1.name }
  }

  // MARK: Items

  private func items(_ section: Checked) -> [Item] {
    let isCustom = section["score"].text == "custom"
    var numbers: [Int: String] = [:]
    let items = section["items"].entries.compactMap { entry -> Item? in
      let item = isCustom ? customItem(entry) : sledaiItem(entry, section)
      guard let item else { return nil }
      if let other = numbers.updateValue(item.name, forKey: item.number) {
        findings.fault(
          "`\(other)` and `\(item.name)` both have number \(item.number); "
            + "a number is permanent, give each its own", at: entry.value["number"].place)
      }
      return item
    }
    return items.sorted { $0.number < $1.number }
  }

  private func sledaiItem(_ entry: Checked.Entry, _ section: Checked) -> Item? {
    guard section["score"].text == "sledai_2k",
      known(entry, .item, among: SLEDAI2K.items.map(\.name)),
      let number = SLEDAI2K.number(of: entry.key)
    else { return nil }
    for key in ["number", "weight", "clinical"] where entry.value[key].isPresent {
      findings.fault(
        "\(key) of `\(entry.key)` ships with SLEDAI-2K; leave it out", at: entry.value[key].place)
    }
    return item(
      entry, number: number, weight: SLEDAI2K.items[number - 1].weight,
      isClinical: SLEDAI2K.isClinical(entry.key))
  }

  private func customItem(_ entry: Checked.Entry) -> Item? {
    for key in ["number", "weight", "clinical"] where entry.value[key].isMissing {
      findings.fault(
        "`\(entry.key)` lacks `\(key)`, which an item of a custom instrument needs",
        at: entry.keyPlace)
    }
    guard let number = entry.value["number"].integer, let weight = entry.value["weight"].integer,
      let isClinical = entry.value["clinical"].flag
    else { return nil }
    return item(entry, number: number, weight: weight, isClinical: isClinical)
  }

  private func item(
    _ entry: Checked.Entry, number: Int, weight: Int, isClinical: Bool
  ) -> Item {
    Item(
      name: entry.key, number: number, weight: weight, isClinical: isClinical,
      present: entry.value["present"].number ?? 0, inFlare: entry.value["in_flare"].number ?? 0,
      clearsPerWeek: entry.value["clears"].number ?? 0,
      drivenPerWeek: entry.value["driven"].number ?? 0,
      otherPerWeek: entry.value["other"].number ?? 0)
  }

  // MARK: Markers and numeric scores

  private func markers(_ section: Checked) -> [Marker] {
    section["markers"].entries.map { entry in
      checkMarker(entry)
      return Marker(
        name: entry.key, loweredBy: entry.value["lowered_by"].number ?? 0,
        halfLifeDays: entry.value["half_life_days"].number ?? 1,
        visitSDLog: entry.value["visit_sd_log"].number ?? 0,
        reportedFrom: entry.value["reported_from"].number ?? 0)
    }.sorted { $0.name < $1.name }
  }

  private func checkMarker(_ entry: Checked.Entry) {
    let baseline = root["patients"][entry.key]
    guard names.covariates.contains(entry.key) else {
      guard NameKind.covariate.isReadable(in: root) else { return }
      findings.fault(
        "marker `\(entry.key)` has no baseline; add it to `patients`"
          + (NearestKey.suggestion(for: entry.key, among: names.covariates).map {
            "; did you mean `\($0)`?"
          } ?? ""), at: entry.keyPlace)
      return
    }
    guard !baseline.isFaulty else { return }
    guard let total = baseline.quantity?["sd_log"].number else {
      // One that follows activity is told in `patients` that it must be log-normal.
      if baseline.quantity?.followsActivity ?? false { return }
      findings.fault(
        "marker `\(entry.key)` needs a log-normal baseline in `patients`", at: entry.keyPlace)
      return
    }
    if let within = entry.value["visit_sd_log"].number, within > total {
      findings.fault(
        "visit_sd_log is \(NumberGrammar.shortest(within)), more than the total sd_log "
          + "\(NumberGrammar.shortest(total)) of `patients.\(entry.key)`; write less",
        at: entry.value["visit_sd_log"].place)
    }
  }

  private func numericScore(_ entry: Checked.Entry) -> NumericScore? {
    let value = entry.value
    let baseline = distribution(value["baseline"])
    let inFlare = distribution(value["in_flare"])
    guard let baseline, let inFlare else { return nil }
    let reported = value["reported"].list.compactMap(\.number)
    return NumericScore(
      name: entry.key, baseline: baseline, inFlare: inFlare,
      inFlareAtScreening: value["in_flare_at_screening"].number ?? 0,
      returnsPerWeek: value["returns_per_week"].number ?? 0,
      drivenPerWeek: value["driven_per_week"].number ?? 0,
      otherPerWeek: value["other_per_week"].number ?? 0,
      visitSD: value["visit_sd"].number ?? 0, visitSDLog: value["visit_sd_log"].number ?? 0,
      reported: reported.count == 2
        ? reported[0]...reported[1] : 0...Double.greatestFiniteMagnitude,
      isSymptom: value["symptom"].flag ?? false)
  }
}
