/// The courses of simulated people, as bands and as single people.
///
/// In them is everyone dosed, followed to the end of observation as if nobody were lost, kept from entering or
/// taken out by a recurrence; doses are missed and stopped as they happen. So the same people are in every
/// band, at every time, on either drug.
public struct PatientCourses: Sendable, Equatable {
  /// People followed: patient 1 of each of the first trials, then patient 2 where trials are few.
  public var people: Int
  /// Days of the levels: every day, every week of trials of more than two years.
  public var days: [Int]
  /// Drug in the blood, mg/L, day by day; no drug effect changes it.
  public var concentration: [PercentileBand]
  /// Effect, 0 to the largest, day by day.
  public var effect: [PercentileBand]
  /// Concentration at half the largest effect, mg/L.
  public var ic50: PercentileBand?
  /// Nominal days of the planned visits.
  public var visitDays: [Int]
  /// The score that figures show: the one that the primary definition reads, else the instrument's sum, else the
  /// first numeric score.
  public var score: String
  /// Scores and markers at the planned visits: by name, then drug, then layer.
  public var values: [ValueCourse]
  /// Items at the planned visits: by item, then drug, then layer.
  public var items: [ItemCourse]
  /// The first people followed, each on either drug.
  public var samples: [SampleCourse]

  /// A score or a marker at the planned visits on one drug.
  public struct ValueCourse: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// The drug.
    public var drug: DrugAssumption
    /// True at the visits, or as recorded.
    public var layer: Layer
    /// Element `i` belongs to visit `i`: the people who came to it; nil where nobody did.
    public var bands: [PercentileBand?]

    /// What a value is.
    public enum Kind: String, Sendable, Equatable {
      /// The instrument's sum.
      case sum
      /// The sum of its clinical items.
      case clinicalSum = "clinical_sum"
      /// A laboratory marker.
      case marker
      /// A numeric score.
      case numericScore = "numeric_score"
    }
  }

  /// An item at the planned visits on one drug.
  public struct ItemCourse: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The drug.
    public var drug: DrugAssumption
    /// True at the visits, or as recorded.
    public var layer: Layer
    /// Element `i`: people at visit `i` of whom the item counts.
    public var present: [Int]
    /// Element `i`: people who came to visit `i`.
    public var people: [Int]

    /// The share at a visit; nil where nobody came.
    public func share(atVisit visit: Int) -> Double? {
      Finding(share: Int64(present[visit]), of: Int64(people[visit])).value
    }

    /// Its Monte Carlo standard error.
    public func mcse(atVisit visit: Int) -> Double? {
      Finding(share: Int64(present[visit]), of: Int64(people[visit])).mcse
    }
  }

  /// One person's recorded score at the planned visits, on either drug.
  public struct SampleCourse: Sendable, Equatable {
    /// The trial, from 1, as `trace --trial` takes it.
    public var trial: Int
    /// The place in it, from 1.
    public var patient: Int
    /// On the assumed drug.
    public var assumed: Series
    /// The same person never dosed.
    public var noEffect: Series

    /// One drug.
    public struct Series: Sendable, Equatable {
      /// Element `i`: the recorded score at visit `i`; nil where the visit was missed.
      public var values: [Double?]
      /// What the primary definition records, had nobody been lost; nil where there is no recurrence or the person
      /// does not enter observation off drug.
      public var recurrence: Recurrence?
    }

    /// A recurrence.
    public struct Recurrence: Sendable, Equatable {
      /// Nominal day of the visit; its own day when unscheduled.
      public var day: Double
      /// The recorded score there.
      public var value: Double

      /// A recurrence at a visit.
      public init(day: Double, value: Double) {
        self.day = day
        self.value = value
      }
    }
  }

  /// A score or a marker on one drug, in a layer.
  public func values(
    of name: String, _ drug: DrugAssumption = .assumed, _ layer: Layer = .assessed
  ) -> ValueCourse? {
    values.first { $0.name == name && $0.drug == drug && $0.layer == layer }
  }
}
