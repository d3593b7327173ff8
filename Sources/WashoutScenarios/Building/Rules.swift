internal import Washout

extension ScenarioBuilder {
  /// A rule about the course; visits that it refers to must be planned, and not after week `last`.
  func courseRule(_ node: Checked, by last: Int?) -> CourseRule? {
    guard
      let entry = node.entries.first(where: {
        CourseRuleKeys.all.contains($0.key) && $0.value.isPresent
      })
    else { return nil }
    let value = entry.value
    switch entry.key {
    case "flare":
      if value.flag == false {
        findings.fault("flare is false; write true, or another rule", at: value.place)
      }
      return .flare
    case "rise", "fall": return change(value, isRise: entry.key == "rise", by: last)
    case "level":
      let score = known(value["of"], .score, among: names.scores)
      checkBounds(value)
      return score.map { .level(score: $0, bounds(value)) }
    case "new_item": return newItem(value, by: last)
    default:
      let rules = value.list.compactMap { courseRule($0, by: last) }
      return entry.key == "all" ? .all(rules) : .any(rules)
    }
  }

  private func change(_ value: Checked, isRise: Bool, by last: Int?) -> CourseRule? {
    let score = known(value["of"], .score, among: names.scores)
    let reference = reference(value["from"], by: last)
    guard let score, let reference, let points = value["by"].number else { return nil }
    return isRise
      ? .rise(score: score, from: reference, by: points)
      : .fall(score: score, from: reference, by: points)
  }

  private func newItem(_ value: Checked, by last: Int?) -> CourseRule? {
    let among = known(
      value["among"], .itemOrGroup, among: ["clinical", "all"] + names.groups + names.items)
    let present = value["present_at"].isPresent ? reference(value["present_at"], by: last) : nil
    let absent = reference(value["absent_at"], by: last)
    guard let among, let absent else { return nil }
    return .newItem(presentAt: present, absentAt: absent, among: among)
  }

  /// `baseline` or `week_N`.
  private func reference(_ name: Checked, by last: Int?) -> Reference? {
    guard let text = name.text else { return nil }
    if text == "baseline" { return .baseline }
    guard let week = week(name) else {
      findings.fault("unknown visit `\(text)`; write baseline or week_N", at: name.place)
      return nil
    }
    if let visits = schedule.visitWeeks, !visits.contains(week) {
      let listed = visits.prefix(12).map(String.init).joined(separator: ", ")
      findings.fault("there is no visit at week \(week); visits: \(listed)", at: name.place)
    } else if let last, week > last {
      findings.fault(
        "week \(week) comes after week \(last), where observation off drug begins; "
          + "compare with an earlier visit", at: name.place)
    }
    return week == 0 ? .baseline : .week(week)
  }

  /// The number of `week_N`.
  func week(_ name: Checked) -> Int? {
    guard let text = name.text, text.hasPrefix("week_") else { return nil }
    let digits = text.dropFirst(5)
    return NumberGrammar.matches(String(digits)) ? Int(digits).flatMap { $0 >= 0 ? $0 : nil } : nil
  }

  /// Bounds written as `[low, high]` or in words.
  func bounds(_ node: Checked) -> Bounds {
    let ends = node.list.compactMap(\.number)
    if ends.count == 2 { return Bounds(lower: ends[0], upper: ends[1]) }
    let above = node["above"].number
    let below = node["below"].number
    return Bounds(
      lower: above ?? node["at_least"].number, lowerIsExcluded: above != nil,
      upper: below ?? node["at_most"].number, upperIsExcluded: below != nil)
  }

  /// Bounds must bound something, and not shut everything out.
  func checkBounds(_ node: Checked) {
    let keys = ["at_least", "above", "at_most", "below"]
    guard node.list.isEmpty, !keys.contains(where: { node[$0].isFaulty }), !node.isFaulty else {
      return
    }
    let bounds = bounds(node)
    if bounds.lower == nil && bounds.upper == nil {
      findings.fault("no bound is given; write at_least, above, at_most or below", at: node.place)
    } else if let lower = bounds.lower, let upper = bounds.upper, lower > upper {
      findings.fault("no value lies within these bounds; swap them", at: node.place)
    }
  }
}

/// The keys of a rule about the course.
enum CourseRuleKeys {
  static let all = ["flare", "rise", "fall", "level", "new_item", "all", "any"]
}
