public import WashoutNumerics

/// The drug: its kinetics in people and its effect.
public struct Drug: Sendable, Hashable {
  /// Where the kinetics come from, printed on the report's first page.
  public var kineticsFrom: String?
  /// Clearance in litres a day.
  public var clearance: PersonalValue
  /// Volume of distribution in litres.
  public var volume: PersonalValue
  /// Absorption rate per day; nil for intravenous doses.
  public var absorption: PersonalValue?
  /// Fraction of a dose that reaches the blood.
  public var bioavailability: Double
  /// The share with anti-drug antibodies.
  public var antibodyShare: Double
  /// Antibodies multiply clearance by this.
  public var antibodyClearanceTimes: Double
  /// Largest effect, 0 to 1.
  public var maximumEffect: Double
  /// Concentration at half the largest effect, mg/L.
  public var ic50: PersonalValue
  /// Hill coefficient.
  public var hill: Double
  /// The share of people whose disease the drug's target drives.
  public var drivenShare: Double

  /// A drug.
  public init(
    kineticsFrom: String? = nil, clearance: PersonalValue, volume: PersonalValue,
    absorption: PersonalValue?, bioavailability: Double = 1, antibodyShare: Double = 0,
    antibodyClearanceTimes: Double = 1, maximumEffect: Double, ic50: PersonalValue,
    hill: Double = 1, drivenShare: Double
  ) {
    self.kineticsFrom = kineticsFrom
    self.clearance = clearance
    self.volume = volume
    self.absorption = absorption
    self.bioavailability = bioavailability
    self.antibodyShare = antibodyShare
    self.antibodyClearanceTimes = antibodyClearanceTimes
    self.maximumEffect = maximumEffect
    self.ic50 = ic50
    self.hill = hill
    self.drivenShare = drivenShare
  }
}

/// A value that differs between people: median * product((covariate / at)^power) * exp(sdLog * z).
public struct PersonalValue: Sendable, Hashable {
  /// The value of a person at the reference covariates.
  public var median: Double
  /// Standard deviation of ln value between people.
  public var sdLog: Double
  /// Covariate powers, in the order of covariate names.
  public var scalesWith: [Scaling]

  /// A value between people.
  public init(median: Double, sdLog: Double = 0, scalesWith: [Scaling] = []) {
    self.median = median
    self.sdLog = sdLog
    self.scalesWith = scalesWith
  }

  /// One covariate power.
  public struct Scaling: Sendable, Hashable {
    /// The covariate.
    public var covariate: String
    /// Its reference value.
    public var at: Double
    /// The power of (covariate / at).
    public var power: Double

    /// A covariate power.
    public init(covariate: String, at: Double, power: Double) {
      self.covariate = covariate
      self.at = at
      self.power = power
    }
  }
}

/// Two sources of flares.
public struct Flares: Sendable, Hashable {
  /// Hazard that the drug does not touch, per year.
  public var backgroundPerYear: Double
  /// Hazard that full drug effect suppresses, per year, in driven people.
  public var suppressiblePerYear: Double
  /// Multiplies the background hazard of people for whom a condition holds at screening.
  ///
  /// Conditions: a covariate drawn as a share (`hydroxychloroquine`), `no_` and such a covariate, an
  /// item or a group of items, or `serologically_active` where the instrument defines it.
  public var timesIf: [Condition]

  /// Flares.
  public init(
    backgroundPerYear: Double, suppressiblePerYear: Double, timesIf: [Condition] = []
  ) {
    self.backgroundPerYear = backgroundPerYear
    self.suppressiblePerYear = suppressiblePerYear
    self.timesIf = timesIf
  }

  /// A condition and its hazard ratio.
  public struct Condition: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The hazard ratio.
    public var times: Double

    /// A condition.
    public init(name: String, times: Double) {
      self.name = name
      self.times = times
    }
  }
}

/// What is measured of the disease: an instrument of items, numeric scores, laboratory markers.
public struct Activity: Sendable, Hashable {
  /// The name of the summed score, such as `sledai`; its clinical part is `clinical_` and that name.
  public var scoreName: String
  /// An item counts if it was active within this many days.
  public var recallDays: Double
  /// Groups of items by name; `laboratory` items bring no unscheduled visit.
  public var groups: [ItemGroup]
  /// How assessors err.
  public var assessor: Assessor
  /// One-factor correlation of items at screening, on the normal scale.
  public var screeningCorrelation: Double
  /// Items in order of their permanent number.
  public var items: [Item]
  /// Markers that follow the items; each has its baseline among the patients' covariates.
  public var markers: [Marker]
  /// Numeric scores with a course of their own.
  public var scores: [NumericScore]

  /// What is measured.
  public init(
    scoreName: String = "score", recallDays: Double = 0, groups: [ItemGroup] = [],
    assessor: Assessor = Assessor(), screeningCorrelation: Double = 0, items: [Item] = [],
    markers: [Marker] = [], scores: [NumericScore] = []
  ) {
    self.scoreName = scoreName
    self.recallDays = recallDays
    self.groups = groups
    self.assessor = assessor
    self.screeningCorrelation = screeningCorrelation
    self.items = items
    self.markers = markers
    self.scores = scores
  }
}

/// A named set of items.
public struct ItemGroup: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The items' names.
  public var items: [String]

  /// A group.
  public init(name: String, items: [String]) {
    self.name = name
    self.items = items
  }
}

/// Independent errors of whoever scores the items.
public struct Assessor: Sendable, Hashable {
  /// P(an active item is not recorded).
  public var missesShare: Double
  /// P(an absent item is recorded) is this times the item's share in the pool.
  public var scoresAbsentFactor: Double
  /// The group that is exempt from error.
  public var notFor: String?

  /// An assessor.
  public init(missesShare: Double = 0, scoresAbsentFactor: Double = 0, notFor: String? = nil) {
    self.missesShare = missesShare
    self.scoresAbsentFactor = scoresAbsentFactor
    self.notFor = notFor
  }
}

/// An item of the instrument: what it is worth and how it runs.
public struct Item: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its permanent number in the instrument, 1 to 64; it decides the item's streams.
  public var number: Int
  /// Its points.
  public var weight: Int
  /// Whether it counts for the clinical score.
  public var isClinical: Bool
  /// The share of the pool in which it is active.
  public var present: Double
  /// P(a flare switches it on).
  public var inFlare: Double
  /// Clearing per week off drug.
  public var clearsPerWeek: Double
  /// Clearing per week that full drug effect adds in driven people.
  public var drivenPerWeek: Double
  /// Clearing per week that full drug effect adds in other people.
  public var otherPerWeek: Double

  /// An item.
  public init(
    name: String, number: Int, weight: Int, isClinical: Bool, present: Double, inFlare: Double,
    clearsPerWeek: Double, drivenPerWeek: Double, otherPerWeek: Double
  ) {
    self.name = name
    self.number = number
    self.weight = weight
    self.isClinical = isClinical
    self.present = present
    self.inFlare = inFlare
    self.clearsPerWeek = clearsPerWeek
    self.drivenPerWeek = drivenPerWeek
    self.otherPerWeek = otherPerWeek
  }
}

/// A laboratory marker that follows the items with a lag and that the drug lowers.
public struct Marker: Sendable, Hashable {
  /// The covariate that gives its baseline.
  public var name: String
  /// Full drug effect lowers the level by this share.
  public var loweredBy: Double
  /// Half-life of a change, days.
  public var halfLifeDays: Double
  /// Standard deviation of ln level between visits.
  public var visitSDLog: Double
  /// Levels below this are reported as this.
  public var reportedFrom: Double

  /// A marker.
  public init(
    name: String, loweredBy: Double, halfLifeDays: Double, visitSDLog: Double,
    reportedFrom: Double = 0
  ) {
    self.name = name
    self.loweredBy = loweredBy
    self.halfLifeDays = halfLifeDays
    self.visitSDLog = visitSDLog
    self.reportedFrom = reportedFrom
  }
}

/// A number that a flare raises and time brings back, such as pain from 0 to 10.
public struct NumericScore: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The quiet level of a person.
  public var baseline: Distribution
  /// The level that a flare brings, drawn for each flare.
  public var inFlare: Distribution
  /// The share that is in a flare at screening.
  public var inFlareAtScreening: Double
  /// Rate of return to the quiet level per week, off drug.
  public var returnsPerWeek: Double
  /// What full drug effect adds to it in driven people, per week.
  public var drivenPerWeek: Double
  /// What full drug effect adds to it in other people, per week.
  public var otherPerWeek: Double
  /// Standard deviation between visits, on the scale itself.
  public var visitSD: Double
  /// Standard deviation of ln level between visits.
  public var visitSDLog: Double
  /// Recorded values are cut to these limits.
  public var reported: ClosedRange<Double>
  /// A flare that raises it is felt, so it can bring an unscheduled visit.
  public var isSymptom: Bool

  /// A numeric score.
  public init(
    name: String, baseline: Distribution, inFlare: Distribution, inFlareAtScreening: Double = 0,
    returnsPerWeek: Double, drivenPerWeek: Double = 0, otherPerWeek: Double = 0,
    visitSD: Double = 0, visitSDLog: Double = 0,
    reported: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude, isSymptom: Bool = false
  ) {
    self.name = name
    self.baseline = baseline
    self.inFlare = inFlare
    self.inFlareAtScreening = inFlareAtScreening
    self.returnsPerWeek = returnsPerWeek
    self.drivenPerWeek = drivenPerWeek
    self.otherPerWeek = otherPerWeek
    self.visitSD = visitSD
    self.visitSDLog = visitSDLog
    self.reported = reported
    self.isSymptom = isSymptom
  }
}
