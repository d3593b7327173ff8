/// What the data of a trial say under a scenario's rules and analyses.
public struct ObservedResults: Sendable, Equatable {
  /// The patients in the order of enrolment.
  public var patients: [Patient] = []
  /// The definitions of recurrence in the scenario's order.
  public var definitions: [Definition] = []
  /// The analyses in the scenario's order.
  public var analyses: [AnalysisResult] = []
  /// Whether the decision is made; nil without one, or where its analysis has no estimate.
  public var isDecided: Bool?
  /// `go`, `consider` or `no_go`; nil where the decision has no opposite, or its analysis no estimate.
  public var verdict: String?
  /// The deciding analysis where it is a proportion, else the first that is; nil where none is.
  public var proportionOfInterest: AnalysisResult?
  /// What is to be told of patients.
  public var remarks: [ObservedRemark] = []

  /// Everybody with a first dose is in the data, also who did not enter observation off drug.
  public var includesAllDosed = true
  /// The looks of the scenario as these data show them; nil without looks.
  public var looks: ObservedLooks?

  /// People with a first dose; nil where the data have only those who entered.
  public var dosed: Int? { includesAllDosed ? patients.count : nil }
  /// People who entered observation off drug.
  public var entered: Int { patients.count { $0.entered } }
  /// People who left without a recorded recurrence before their final visit.
  public var lost: Int { patients.count { $0.isLost } }
  /// People with a recurrence by the primary definition, of those who entered.
  public var recurrences: Int { patients.count { $0.recurred } }

  /// What the rules find of one patient.
  public struct Patient: Sendable, Equatable {
    /// The patient's name in the data.
    public var id: String
    /// Entered observation off drug.
    public var entered: Bool
    /// Worsening that keeps from entering: day of its visit.
    public var worseDay: Double?
    /// Responded; nil where the scenario does not ask or the data cannot say.
    public var responded: Bool?
    /// Recurrence by the primary definition, recorded before the patient left.
    public var recurred: Bool
    /// Left without a recorded recurrence before the final visit.
    public var isLost: Bool
    /// Why the patient left, as the data say.
    public var reason: ObservedEnd.Reason?
    /// Day of leaving of whoever is lost.
    public var lostDay: Double?
    /// Element `definition`: nominal day of its first recurrence recorded before the patient left, of
    /// those who entered.
    public var recurrenceDays: [Double?]
    /// Element `estimand`: what the data say of it; its truth is not known.
    public var outcomes: [EstimandOutcome]
  }

  /// One definition of recurrence as this trial saw it.
  public struct Definition: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// People with a recurrence, of those who entered; nil where the data lack what it reads.
    public var recurrences: Int?
    /// What the data lack, by the names of their columns.
    public var missing: [String]
  }

  /// One analysis of the data.
  public struct AnalysisResult: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The estimand that it estimates.
    public var estimand: String
    /// People with the event.
    public var events: Int
    /// People in the denominator; 0 where the analysis could not be done.
    public var denominator: Int
    /// The estimate with its standard error and limits; nil without anybody in the denominator, and where a
    /// curve cannot be fitted.
    public var estimate: Estimate?
    /// The p-value of its test; nil without a test or an estimate.
    public var pValue: Double?
    /// How probable the rate is that decides; nil where no posterior probability decides.
    public var posterior: PosteriorProbability?
    /// Two-sided confidence level.
    public var level: Double
    /// What the estimate is.
    public var quantity: Quantity
    /// Why there is no estimate; nil where there is one.
    public var reason: String?

    /// The estimate is a share of people.
    public var isShare: Bool { quantity == .share }

    /// What is estimated.
    public enum Quantity: Sendable, Equatable {
      /// A share of people.
      case share
      /// Weeks.
      case weeks
      /// Observed over expected recurrences.
      case ratio
    }

    /// The posterior probability that the rate lies on one side of a limit.
    public struct PosteriorProbability: Sendable, Equatable {
      /// Below the limit, else above it.
      public var isBelow: Bool
      /// The limit.
      public var rate: Double
      /// The probability.
      public var probability: Double
    }

    /// An estimate.
    public struct Estimate: Sendable, Equatable {
      /// The estimate; nil for a median that is not reached.
      public var value: Double?
      /// Its standard error, as the analysis reports it; nil where it reports none.
      public var standardError: Double?
      /// Lower confidence limit; nil where it has none or, of a median, it is not reached.
      public var lower: Double?
      /// Upper confidence limit; nil where it has none or, of a median, it is not reached.
      public var upper: Double?
    }
  }
}
