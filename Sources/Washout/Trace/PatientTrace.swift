/// One simulated person's whole course, in the order in which it happened.
public struct PatientTrace: Sendable, Equatable {
  /// The trial, from 1.
  public var trial: Int
  /// The place in the trial, from 1.
  public var patient: Int
  /// The values that the trial drew from their priors, by path; empty where every value is its base case.
  public var drawnValues: [NamedValue] = []
  /// Covariates by name, in the scenario's order.
  public var covariates: [NamedValue]
  /// Candidates screened for this place, the person included.
  public var screened: Int
  /// Criteria that the others failed first, by id, in the protocol's order.
  public var failures: [Failure]
  /// Whether the drug's target drives the disease.
  public var isDriven: Bool
  /// Elimination half-life in days.
  public var halfLifeDays: Double
  /// Concentration at half the largest effect, mg/L.
  public var ic50: Double
  /// Days on which doses were given.
  public var doseDays: [Double]
  /// Flares, with the items that they brought on.
  public var flares: [FlareEvent]
  /// Visits in order of time.
  public var visits: [VisitEvent]
  /// Day of loss; nil if not before the end.
  public var lostDay: Double?
  /// Day on which dosing was stopped.
  public var stopDay: Double?
  /// Day on which standard therapy was changed.
  public var therapyDay: Double?
  /// Entered observation off drug in the trial as it happened.
  public var entered: Bool
  /// Worsening recorded before withdrawal: day of the visit.
  public var worseDay: Double?
  /// Day of the visit at which somebody whom the entry rule keeps out leaves; nil for whoever it lets in.
  public var departureDay: Double?
  /// Responded at the response visit.
  public var responded: Bool
  /// Recurrences by definition, in the definitions' order.
  public var recurrences: [RecurrenceEvent]
  /// Index of the primary definition in `recurrences`.
  public var primary: Int
  /// Day of the withdrawal visit.
  public var withdrawalDay: Double
  /// Last day of observation.
  public var endDay: Double

  /// A name and a number.
  public struct NamedValue: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The number.
    public var value: Double
    /// A property that a person has, 1, or does not have, 0.
    public var isYesOrNo = false
  }

  /// How many candidates failed a criterion first.
  public struct Failure: Sendable, Equatable {
    /// The criterion.
    public var criterion: String
    /// How many.
    public var count: Int
  }

  /// A flare.
  public struct FlareEvent: Sendable, Equatable {
    /// When.
    public var day: Double
    /// Items that it switched on or found active.
    public var items: [String]
    /// Suppressed by the drug in part, or background.
    public var isSuppressible: Bool
  }

  /// A visit: what was there and what was recorded.
  public struct VisitEvent: Sendable, Equatable {
    /// When it took place.
    public var day: Double
    /// The day of the plan; its own day when unscheduled.
    public var nominalDay: Double
    /// Whether it was planned.
    public var isPlanned: Bool
    /// The day of the flare that brought it.
    public var flareDay: Double?
    /// Items that count.
    public var items: [String]
    /// Items overlooked.
    public var overlooked: [String]
    /// Items recorded by mistake.
    public var imagined: [String]
    /// The true sum, and the recorded one.
    public var score: Int
    /// The recorded sum.
    public var recordedScore: Int
    /// Recorded markers and numeric scores.
    public var values: [NamedValue]
    /// Drug in the blood, mg/L.
    public var concentration: Double
    /// Effect, 0 to 1.
    public var effect: Double
  }

  /// What a definition makes of the course; nil where there was no recurrence.
  public struct RecurrenceEvent: Sendable, Equatable {
    /// The definition.
    public var definition: String
    /// Day of the first true recurrence at any instant.
    public var latentDay: Double?
    /// Nominal day of the first true recurrence at a visit.
    public var atVisitsDay: Double?
    /// Nominal day of the recorded recurrence.
    public var recordedDay: Double?
    /// The recorded recurrence follows a flare since withdrawal.
    public var followsFlare: Bool
  }
}

/// What `trace --find` looks for.
public enum TraceTarget: String, Sendable, CaseIterable {
  /// A recurrence recorded without a flare.
  case falseRecurrence = "false_recurrence"
  /// A flare after withdrawal, nothing recorded.
  case missedFlare = "missed_flare"
  /// A flare although the drug's effect was above one half.
  case recurredOnDrug = "recurred_on_drug"
  /// Lost before the end.
  case lost
  /// The person who was in the trial longest, of the first hundred trials.
  case longest
}
