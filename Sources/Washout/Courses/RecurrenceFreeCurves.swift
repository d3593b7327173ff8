/// Who is free of recurrence from withdrawal on, by definition: the truth, and what trials see of it.
///
/// Each definition is the one that removes. The truth is of everyone who enters observation off drug, nobody lost;
/// trials are of the planned size, each with its losses, analysed by Kaplan-Meier.
public struct RecurrenceFreeCurves: Sendable, Equatable {
  /// Trials.
  public var trials: Int
  /// Their size.
  public var sampleSize: Int
  /// Study days from withdrawal to the end of observation: every day, every week where it lasts more than
  /// two years.
  public var days: [Int]
  /// A curve a definition, in the scenario's order.
  public var definitions: [Definition]
  /// Index of the primary definition.
  public var primary: Int

  /// One definition of recurrence.
  public struct Definition: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The share without recurrence, by drug, then layer.
    public var truths: [Truth]
    /// What trials on the assumed drug estimate; nil where nobody entered in any.
    public var estimates: Estimates?

    /// The share without recurrence on a drug, in a layer.
    public func truth(_ drug: DrugAssumption = .assumed, _ layer: Layer) -> Truth? {
      truths.first { $0.drug == drug && $0.layer == layer }
    }
  }

  /// The share without recurrence of those who enter, nobody lost.
  public struct Truth: Sendable, Equatable {
    /// The drug.
    public var drug: DrugAssumption
    /// The layer.
    public var layer: Layer
    /// People who entered; nil for a closed form.
    public var people: Int?
    /// Element `i`: the share by the end of day `i`; nil where nobody entered.
    public var shares: [Double?]
    /// Element `i`: its Monte Carlo standard error, the trial being the unit; nil for a closed form.
    public var mcses: [Double?]
  }

  /// Kaplan-Meier curves of trials.
  public struct Estimates: Sendable, Equatable {
    /// Trials in which anybody entered.
    public var trials: Int
    /// Element `i`: the mean of their estimates by the end of day `i`.
    public var means: [Double]
    /// Element `i`: the estimate that 2.5 %, 50 % and 97.5 % of trials do not exceed, day by day apart.
    public var ranges: [PercentileBand]
    /// The trial, from 1, whose estimate at the end is the median one.
    public var medianTrial: Int
    /// Element `i`: its estimate by the end of day `i`, carried forward beyond its last patient.
    public var medianCurve: [Double]

    /// Shares of `ranges`: their ends hold 95 % of trials.
    public static let shares = [0.025, 0.5, 0.975]
  }
}
