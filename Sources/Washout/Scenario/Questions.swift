/// A yes-or-no function of a course at one moment.
public indirect enum CourseRule: Sendable, Hashable {
  /// A flare happened (no score: what an all-seeing observer would record).
  case flare
  /// A score is at least `by` above its value at a reference.
  case rise(score: String, from: Reference, by: Double)
  /// A score is at least `by` below its value at a reference.
  case fall(score: String, from: Reference, by: Double)
  /// A score lies within bounds.
  case level(score: String, Bounds)
  /// An item counts that did not at `absentAt` and, where named, did at `presentAt`.
  case newItem(presentAt: Reference?, absentAt: Reference, among: String)
  /// Every rule holds.
  case all([CourseRule])
  /// At least one rule holds.
  case any([CourseRule])
}

/// The visit that a score is compared with.
public enum Reference: Sendable, Hashable {
  /// Day 0.
  case baseline
  /// The visit of a week.
  case week(Int)

  /// The week of the visit.
  public var week: Int {
    switch self {
    case .baseline: 0
    case .week(let week): week
    }
  }
}

/// What counts as response, and when it is looked for.
public struct Response: Sendable, Hashable {
  /// The rule.
  public var rule: CourseRule
  /// The visit.
  public var atWeek: Int

  /// A response.
  public init(rule: CourseRule, atWeek: Int) {
    self.rule = rule
    self.atWeek = atWeek
  }
}

/// What counts as recurrence: one definition decides, all are shown side by side.
public struct Recurrence: Sendable, Hashable {
  /// The name of the definition that decides.
  public var primary: String
  /// The definitions in the order of their names.
  public var definitions: [RecurrenceDefinition]
  /// Where the definitions come from, for instance whether the registry entry has one.
  public var definitionsFrom: String?

  /// Definitions of recurrence.
  public init(
    primary: String, definitions: [RecurrenceDefinition], definitionsFrom: String? = nil
  ) {
    self.primary = primary
    self.definitions = definitions
    self.definitionsFrom = definitionsFrom
  }
}

/// One definition of recurrence.
public struct RecurrenceDefinition: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The rule, checked at every visit of observation off drug.
  public var rule: CourseRule
  /// How it is confirmed.
  public var confirmation: Confirmation
  /// Also shown as this trial, in which the primary definition removes people, would see it.
  public var asObserved: Bool

  /// A definition.
  public init(
    name: String, rule: CourseRule, confirmation: Confirmation = .none, asObserved: Bool = false
  ) {
    self.name = name
    self.rule = rule
    self.confirmation = confirmation
    self.asObserved = asObserved
  }

  /// How a recurrence is confirmed; the time is that of the first of the pair.
  public enum Confirmation: Sendable, Hashable {
    /// Not at all.
    case none
    /// The rule holds again at the next scheduled visit.
    case nextVisit
    /// The rule holds again at a visit this many days later, at least 14.
    case afterDays(Double)
  }
}

/// The layers of one course.
public enum Layer: String, Sendable, Hashable, CaseIterable {
  /// No error, every instant.
  case latent
  /// No error, at the visits made.
  case atVisits = "at_visits"
  /// With error, at the visits made: all that an analysis sees.
  case assessed
}

/// Who the question is about.
public enum PopulationOfInterest: String, Sendable, Hashable, CaseIterable {
  /// At least one dose.
  case dosed
  /// Entered observation off drug.
  case entered
  /// Responders.
  case responders
}

/// An event that changes what can be observed, or what an observation means (ICH E9(R1)).
public enum IntercurrentEvent: String, Sendable, Hashable, CaseIterable {
  /// Left without a recorded recurrence.
  case lost
  /// Dosing stopped.
  case stopsDosing = "stops_dosing"
  /// Worse before withdrawal.
  case worseBefore = "worse_before"
  /// Standard therapy changed.
  case therapyChanged = "therapy_changed"
  /// No response at the response visit.
  case noResponse = "no_response"
}

/// How an estimand handles an intercurrent event (ICH E9(R1)).
public enum Strategy: String, Sendable, Hashable, CaseIterable {
  /// As if it had not happened.
  case hypothetical
  /// The outcome counts all the same; for a state such as non-response: `ignored`.
  case treatmentPolicy = "treatment_policy"
  /// The event is itself an outcome.
  case composite
  /// Only recurrences before it count.
  case whileOn = "while_on"
  /// Only people who would not have it.
  case principalStratum = "principal_stratum"
}

/// A question: population, variable, strategies, summary (ICH E9(R1)).
public struct Estimand: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Who.
  public var population: PopulationOfInterest
  /// The definition of recurrence.
  public var definition: String
  /// The last week that counts.
  public var byWeek: Int
  /// The layer of its true value.
  public var truth: Layer
  /// A strategy for each event that can happen.
  public var strategies: [IntercurrentEvent: Strategy]

  /// An estimand; its summary is a proportion.
  public init(
    name: String, population: PopulationOfInterest, definition: String, byWeek: Int,
    truth: Layer = .atVisits, strategies: [IntercurrentEvent: Strategy] = [:]
  ) {
    self.name = name
    self.population = population
    self.definition = definition
    self.byWeek = byWeek
    self.truth = truth
    self.strategies = strategies
  }
}
