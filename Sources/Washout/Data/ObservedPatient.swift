/// What a trial recorded of one patient, in days from the first dose.
public struct ObservedPatient: Sendable, Equatable {
  /// The patient's name in the data.
  public var id: String
  /// Visits at which something was recorded, in order of their day; the first is the baseline.
  public var visits: [ObservedVisit]
  /// Days on which doses were given, in order.
  public var doseDays: [Double]
  /// Day on which dosing was stopped for good before the last planned dose.
  public var stopDay: Double?
  /// Day on which standard therapy was changed.
  public var therapyDay: Double?
  /// Why and when the patient left; nil where the data do not say.
  public var end: ObservedEnd?

  /// A patient.
  public init(
    id: String, visits: [ObservedVisit], doseDays: [Double] = [], stopDay: Double? = nil,
    therapyDay: Double? = nil, end: ObservedEnd? = nil
  ) {
    self.id = id
    self.visits = visits
    self.doseDays = doseDays
    self.stopDay = stopDay
    self.therapyDay = therapyDay
    self.end = end
  }
}

/// One visit: what was recorded, and where it stands on the plan.
public struct ObservedVisit: Sendable, Equatable {
  /// When it took place.
  public var day: Double
  /// The day of its week on the plan; its own day where it was not planned.
  public var nominalDay: Double
  /// What it is to the plan.
  public var kind: Kind
  /// A flare brought it, as the patient or the site saw it.
  public var isForFlare: Bool
  /// Items recorded as present; empty where the data have totals instead.
  public var items: [String]
  /// Totals where there are no items, markers and numeric scores, by name.
  public var scores: [String: Double]

  /// What a visit is to the plan.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// On the plan, also if it came early for a flare.
    case scheduled
    /// Outside every window of the plan.
    case unscheduled
    /// Made only to confirm a recurrence; it counts for nothing else.
    case confirmation
  }

  /// A visit.
  public init(
    day: Double, nominalDay: Double, kind: Kind = .scheduled, isForFlare: Bool = false,
    items: [String] = [], scores: [String: Double] = [:]
  ) {
    self.day = day
    self.nominalDay = nominalDay
    self.kind = kind
    self.isForFlare = isForFlare
    self.items = items
    self.scores = scores
  }
}

/// Why a patient left, and when.
public struct ObservedEnd: Sendable, Equatable {
  /// Why.
  public var reason: Reason
  /// The day of the last contact.
  public var day: Double

  /// An end.
  public init(reason: Reason, day: Double) {
    self.reason = reason
    self.day = day
  }

  /// Why a patient left.
  public enum Reason: String, Sendable, Equatable, CaseIterable {
    /// Followed to the end of observation.
    case completed
    /// Left for a recurrence.
    case recurrence
    /// Left before observation off drug, being worse.
    case worse
    /// Left before observation off drug, without a response.
    case noResponse = "no_response"
    /// Lost to follow-up.
    case lost
    /// Withdrew.
    case withdrew
    /// Left for an adverse event.
    case adverseEvent = "adverse_event"
    /// Died.
    case died
    /// Left for another reason.
    case other
    /// Still under observation when the data were cut.
    case ongoing
  }
}

/// The data of a trial: patients in the order of enrolment, and what the data have of each.
public struct ObservedTrial: Sendable, Equatable {
  /// The patients.
  public var patients: [ObservedPatient]
  /// Items are recorded one by one.
  public var hasItems: Bool
  /// It is recorded which visits a flare brought.
  public var hasFlares: Bool
  /// It is recorded who stopped dosing.
  public var hasStops: Bool
  /// It is recorded whose standard therapy was changed.
  public var hasTherapyChanges: Bool
  /// Totals, markers and numeric scores that every visit has.
  public var scores: Set<String>

  /// The data of a trial.
  public init(
    patients: [ObservedPatient], hasItems: Bool, hasFlares: Bool, hasStops: Bool,
    hasTherapyChanges: Bool, scores: Set<String>
  ) {
    self.patients = patients
    self.hasItems = hasItems
    self.hasFlares = hasFlares
    self.hasStops = hasStops
    self.hasTherapyChanges = hasTherapyChanges
    self.scores = scores
  }
}
