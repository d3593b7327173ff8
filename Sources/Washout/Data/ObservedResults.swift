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
  /// The deciding analysis where it is a proportion, else the first that is; nil where none is.
  public var proportionOfInterest: AnalysisResult?
  /// What is to be told of patients.
  public var remarks: [ObservedRemark] = []

  /// People with a first dose.
  public var dosed: Int { patients.count }
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
    /// People in the denominator; 0 where there is no estimate.
    public var denominator: Int
    /// The estimate with its standard error and limits; nil without anybody in the denominator.
    public var estimate: Estimate?
    /// Two-sided confidence level.
    public var level: Double
    /// The estimate is a share of people; else days or a ratio.
    public var isShare: Bool
    /// Why the analysis could not be done; nil where it was.
    public var reason: String?

    /// An estimate.
    public struct Estimate: Sendable, Equatable {
      /// The share with the event.
      public var value: Double
      /// Its standard error, as the analysis reports it; nil where it reports none.
      public var standardError: Double?
      /// Lower confidence limit; nil where it has none.
      public var lower: Double?
      /// Upper confidence limit; nil where it has none.
      public var upper: Double?
    }
  }
}
