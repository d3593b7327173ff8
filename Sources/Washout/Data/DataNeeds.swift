/// What rules about a course read, and so what the data of a trial must have for them.
public struct DataNeeds: Sendable, Equatable {
  /// Scores: the instrument's total and its clinical part, markers, numeric scores.
  public private(set) var scores: [String] = []
  /// Items one by one.
  public private(set) var readsItems = false
  /// Whether a flare brought the visit.
  public private(set) var readsFlares = false

  /// Needs of nothing.
  public init() {}

  /// What a rule needs.
  public init(_ rule: CourseRule) {
    add(rule)
  }

  /// Takes over what a rule needs.
  public mutating func add(_ rule: CourseRule) {
    switch rule {
    case .flare: readsFlares = true
    case .rise(let score, _, _), .fall(let score, _, _), .level(let score, _):
      if !scores.contains(score) { scores.append(score) }
    case .newItem: readsItems = true
    case .all(let rules), .any(let rules): for rule in rules { add(rule) }
    }
  }

  /// What the data lack, by the names of their columns; items together are `items`.
  public func missing(from data: ObservedTrial, _ activity: Activity) -> [String] {
    let totals = [activity.scoreName, "clinical_" + activity.scoreName]
    let missing = scores.filter { score in
      !data.scores.contains(score) && !(data.hasItems && totals.contains(score))
    }
    return missing + (readsItems && !data.hasItems ? ["items"] : [])
      + (readsFlares && !data.hasFlares ? ["flare"] : [])
  }
}

extension Scenario {
  /// What the data must have for the primary definition and for who enters.
  public var dataNeeds: DataNeeds {
    var needs = DataNeeds()
    for definition in recurrence.definitions where definition.name == recurrence.primary {
      needs.add(definition.rule)
    }
    if trial.enters == .notWorse, let worse = trial.worse { needs.add(worse) }
    if trial.enters == .responders, let response { needs.add(response.rule) }
    return needs
  }

  /// The scenario as a plan for a trial of another size, without other sizes and without looks.
  ///
  /// The decision and everything that is assumed stay; a stop rule, which asks for more trials, does not.
  public func planned(for size: Int) -> Scenario {
    var scenario = self
    scenario.trial.sampleSize = size
    scenario.whatIfSampleSizes = []
    scenario.simulation.stopWhen = nil
    scenario.looks = nil
    return scenario
  }
}
