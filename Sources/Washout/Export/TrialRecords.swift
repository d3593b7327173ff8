/// What one simulated trial of the planned size recorded of its patients on one drug, and what its analyses say.
public struct TrialRecords: Sendable, Equatable {
  /// The trial, from 1.
  public var trial: Int
  /// The assumed drug, or the one that does nothing.
  public var drug: DrugAssumption
  /// The values that the trial drew from their priors, by path; empty where every value is its base case.
  public var drawnValues: [PatientTrace.NamedValue]
  /// Everybody enrolled, in order of enrolment.
  public var patients: [Patient]
  /// Element i: what analysis i of the scenario says.
  public var analyses: [ObservedResults.AnalysisResult]
  /// Whether the decision is made; nil without one, or where its analysis has no estimate.
  public var isDecided: Bool?

  /// One patient.
  public struct Patient: Sendable, Equatable {
    /// The place in the trial, from 1.
    public var place: Int
    /// Days from the first patient's first dose to this one's; 0 where the scenario recruits at no pace.
    public var enrolmentDay: Double
    /// Entered observation off drug.
    public var entered: Bool
    /// Element `estimand`: what the data say of it, and its truth.
    public var outcomes: [EstimandOutcome]
    /// What happened and what was recorded of it; nil in statistical mode, which has times alone.
    public var course: Course?
  }

  /// What happened to a patient until he left, and what was recorded of it.
  public struct Course: Sendable, Equatable {
    /// Everything that happened, also what no trial could know.
    public var truth: PatientTrace
    /// What the trial recorded.
    public var recorded: ObservedPatient
    /// Element i: drug in the blood at recorded visit i, mg/L, before the dose of that visit.
    public var concentrations: [Double]
    /// Doses given until the patient left.
    public var doses: [GivenDose]
    /// Element `definition`: nominal day of its first recurrence recorded before the patient left, of those
    /// who entered.
    public var recurrenceDays: [Double?]
  }

  /// A dose that was given.
  public struct GivenDose: Sendable, Equatable {
    /// Its week on the plan.
    public var week: Int
    /// The day on which it was given, from the first dose.
    public var day: Double
    /// Amount in mg.
    public var amount: Double
  }
}
