import Washout

/// What one observer knows at one moment.
struct Observation {
  var items: Set<String>
  var values: [String: Double]
  /// A flare after withdrawal happens now or brought this visit.
  var hasFlare: Bool
}

/// Rules of a course, read a second time: by names and sets, one moment after the other.
struct RuleReading {
  let activity: Activity

  func members(of name: String) -> Set<String> {
    switch name {
    case "all": Set(activity.items.map(\.name))
    case "clinical": Set(activity.items.filter(\.isClinical).map(\.name))
    default: Set(activity.groups.first { $0.name == name }?.items ?? [name])
    }
  }

  /// The instrument's sum and its clinical part, beside other values.
  func values(of items: Set<String>, and others: [String: Double] = [:]) -> [String: Double] {
    var values = others
    values[activity.scoreName] = 0
    values["clinical_" + activity.scoreName] = 0
    for item in activity.items where items.contains(item.name) {
      values[activity.scoreName, default: 0] += Double(item.weight)
      if item.isClinical {
        values["clinical_" + activity.scoreName, default: 0] += Double(item.weight)
      }
    }
    return values
  }

  func holds(
    _ rule: CourseRule, _ now: Observation, comparedWith reference: (Reference) -> Observation
  ) -> Bool {
    switch rule {
    case .flare: return now.hasFlare
    case .rise(let score, let from, let by):
      return value(score, now) - value(score, reference(from)) >= by
    case .fall(let score, let from, let by):
      return value(score, reference(from)) - value(score, now) >= by
    case .level(let score, let bounds): return contains(value(score, now), bounds)
    case .newItem(let presentAt, let absentAt, let among):
      var new = now.items.intersection(members(of: among))
      new.subtract(reference(absentAt).items)
      if let presentAt { new.formIntersection(reference(presentAt).items) }
      return !new.isEmpty
    case .all(let rules): return rules.allSatisfy { holds($0, now, comparedWith: reference) }
    case .any(let rules): return rules.contains { holds($0, now, comparedWith: reference) }
    }
  }

  private func value(_ score: String, _ observation: Observation) -> Double {
    observation.values[score] ?? .nan
  }

  private func contains(_ value: Double, _ bounds: Bounds) -> Bool {
    if let lower = bounds.lower, value < lower || bounds.lowerIsExcluded && value == lower {
      return false
    }
    if let upper = bounds.upper, value > upper || bounds.upperIsExcluded && value == upper {
      return false
    }
    return true
  }
}

/// When something was first seen: the day that counts, when that was, and when it was certain.
struct Sighting: Equatable {
  var day: Double
  var visitDay: Double
  var certainDay: Double
}

/// The items of one followed course at any moment, from the times at which each was active.
struct ItemHistory {
  let activity: Activity
  let episodes: [Episode]

  /// Items active at any moment of (day - recall, day].
  func counted(at day: Double) -> Set<String> {
    let active = episodes.filter { $0.start <= day && $0.end > day - activity.recallDays }
    return Set(
      activity.items.filter { item in active.contains { $0.item == item.number - 1 } }.map(\.name))
  }

  /// Days of (from, to] on which an item begins to count or has just ceased to.
  func changes(from: Double, to: Double) -> [Double] {
    episodes.flatMap { [$0.start, $0.end + activity.recallDays + 1e-9] }
      .filter { $0 > from && $0 <= to }
  }
}

/// Worsening, response and recurrence, read from the visits of one person's trace.
struct CourseReading {
  let scenario: Scenario
  let trace: PatientTrace
  /// Needed where a rule is looked at between visits.
  let history: ItemHistory?
  /// What is recorded of the items that count when a visit is confirmed some days later.
  var recordedLater: (PatientTrace.VisitEvent, Set<String>) -> Set<String> = { $1 }
  private let rules: RuleReading

  init(_ scenario: Scenario, _ trace: PatientTrace, _ history: ItemHistory? = nil) {
    self.scenario = scenario
    self.trace = trace
    self.history = history
    rules = RuleReading(activity: scenario.instrument)
  }

  var withdrawalDay: Double { Double(7 * scenario.trial.withdrawalWeek) }

  func observation(_ visit: PatientTrace.VisitEvent, _ layer: Layer) -> Observation {
    var items = Set(visit.items)
    if layer == .assessed { items = items.subtracting(visit.overlooked).union(visit.imagined) }
    let others = Dictionary(uniqueKeysWithValues: visit.values.map { ($0.name, $0.value) })
    return Observation(
      items: items, values: rules.values(of: items, and: others),
      hasFlare: visit.flareDay.map { $0 > withdrawalDay } ?? false)
  }

  /// The visit of a week, or the last one made before it.
  func reference(_ reference: Reference, _ layer: Layer) -> Observation {
    let day = Double(7 * reference.week)
    let visits = trace.visits.filter { $0.nominalDay <= day }
    return observation(visits.max { $0.day < $1.day } ?? trace.visits[0], layer)
  }

  func holds(_ rule: CourseRule, _ visit: PatientTrace.VisitEvent, _ layer: Layer) -> Bool {
    rules.holds(rule, observation(visit, layer)) { reference($0, layer) }
  }

  /// The first recurrence at a visit off drug.
  func recurrence(_ definition: RecurrenceDefinition, _ layer: Layer) -> Sighting? {
    let end = Double(7 * scenario.trial.endWeek)
    for (i, visit) in trace.visits.enumerated()
    where visit.nominalDay > withdrawalDay && visit.nominalDay <= end
      && holds(definition.rule, visit, layer)
    {
      guard let certain = confirmation(of: definition, atVisit: i, layer) else { continue }
      return Sighting(day: visit.nominalDay, visitDay: visit.day, certainDay: certain)
    }
    return nil
  }

  /// When a recurrence is certain: at the next planned visit made, or after some days.
  private func confirmation(
    of definition: RecurrenceDefinition, atVisit i: Int, _ layer: Layer
  ) -> Double? {
    let visit = trace.visits[i]
    switch definition.confirmation {
    case .none: return visit.day
    case .nextVisit:
      let next = trace.visits[(i + 1)...].first { $0.isPlanned }
      guard let next, holds(definition.rule, next, layer) else { return nil }
      return next.day
    case .afterDays(let days):
      var items = history?.counted(at: visit.day + days) ?? []
      if layer == .assessed { items = recordedLater(visit, items) }
      let then = Observation(items: items, values: rules.values(of: items), hasFlare: true)
      let isConfirmed = rules.holds(definition.rule, then) { reference($0, layer) }
      return isConfirmed ? visit.day + days : nil
    }
  }

  /// The first recurrence at any instant: a rule begins to hold only where an item begins to count or
  /// ceases to, or where that happens when it is confirmed.
  func latentRecurrence(_ definition: RecurrenceDefinition) -> Sighting? {
    guard let history else { return nil }
    let end = Double(7 * scenario.trial.endWeek)
    var changes = history.changes(from: withdrawalDay, to: end + 100) + trace.flares.map(\.day)
    if case .afterDays(let days) = definition.confirmation { changes += changes.map { $0 - days } }
    changes = changes.filter { $0 > withdrawalDay && $0 <= end } + [withdrawalDay + 1e-9]
    for day in changes.sorted() where holds(definition.rule, at: day, history) {
      switch definition.confirmation {
      case .none: return Sighting(day: day, visitDay: day, certainDay: day)
      case .nextVisit:
        let next = (scenario.trial.visitWeeks ?? []).map { Double(7 * $0) }.first { $0 > day }
        guard let next, holds(definition.rule, at: next, history) else { continue }
        return Sighting(day: day, visitDay: day, certainDay: next)
      case .afterDays(let days):
        guard holds(definition.rule, at: day + days, history) else { continue }
        return Sighting(day: day, visitDay: day, certainDay: day + days)
      }
    }
    return nil
  }

  private func holds(_ rule: CourseRule, at day: Double, _ history: ItemHistory) -> Bool {
    func observation(_ day: Double) -> Observation {
      let items = history.counted(at: day)
      let hasFlare = trace.flares.contains { $0.day == day }
      return Observation(items: items, values: rules.values(of: items), hasFlare: hasFlare)
    }
    return rules.holds(rule, observation(day)) { observation(Double(7 * $0.week)) }
  }

  /// Worsening recorded after day 0 and not after the withdrawal visit.
  var worse: Sighting? {
    guard let rule = scenario.trial.worse else { return nil }
    let visit = trace.visits.first {
      $0.nominalDay > 0 && $0.nominalDay <= withdrawalDay && holds(rule, $0, .assessed)
    }
    return visit.map { Sighting(day: $0.nominalDay, visitDay: $0.day, certainDay: $0.day) }
  }

  /// The visit at which response is judged: that of its week, or the last one made before it.
  var responseVisit: PatientTrace.VisitEvent {
    let day = Double(7 * (scenario.response?.atWeek ?? 0))
    return trace.visits.last { $0.nominalDay <= day } ?? trace.visits[0]
  }

  var isResponder: Bool {
    guard let response = scenario.response else { return false }
    return holds(response.rule, responseVisit, .assessed)
  }

  var isAllowedToEnter: Bool {
    switch scenario.trial.enters {
    case .everyoneDosed: true
    case .notWorse: worse == nil
    case .responders: isResponder
    }
  }

  /// The actual day of the withdrawal visit; its nominal day where it was missed.
  var actualWithdrawalDay: Double {
    trace.visits.first { $0.isPlanned && $0.nominalDay == withdrawalDay }?.day ?? withdrawalDay
  }
}
