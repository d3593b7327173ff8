public import WashoutNumerics

/// The design: who is enrolled, dosed, withdrawn and watched, and when.
public struct TrialDesign: Sendable, Hashable {
  /// The planned number of patients.
  public var sampleSize: Int
  /// What a size n counts.
  public var sizeCounts: SizeCounts
  /// The treatment, in words.
  public var treatment: String
  /// Week of screening, not after week 0.
  public var screeningWeek: Int
  /// The planned doses in order of week; the first is day 0.
  ///
  /// Empty in statistical mode.
  public var doses: [PlannedDose]
  /// Route of dosing, in words; `intravenous` doses reach the blood at once.
  public var route: String
  /// The drug's name, in words.
  public var drug: String
  /// Each dose after the first is missed with this probability.
  public var missedDoseShare: Double
  /// Doses move by up to this many days either way, with the visit of the same day.
  public var doseWindowDays: Double
  /// Observation off drug begins here.
  public var withdrawalWeek: Int
  /// Observation ends here.
  public var endWeek: Int
  /// Who enters observation off drug.
  public var enters: EntryRule
  /// Seen before withdrawal, it keeps a patient from entering when `enters` is `notWorse`.
  public var worse: CourseRule?
  /// Weeks of the planned visits after screening, increasing; nil observes the event time itself.
  public var visitWeeks: [Int]?
  /// A visit falls uniformly within this many days of its week.
  public var visitWindowDays: Double
  /// Each visit after day 0 is missed with this probability.
  public var missedVisitShare: Double
  /// Visits that flares bring.
  public var unscheduledVisit: UnscheduledVisit?
  /// What follows a recurrence, in words.
  public var atRecurrence: String
  /// What happens to standard therapy, in words.
  public var standardTherapy: String
  /// Enrolled patients per month.
  public var recruitedPerMonth: Double?

  /// A design.
  public init(
    sampleSize: Int, sizeCounts: SizeCounts = .enrolled, treatment: String = "",
    screeningWeek: Int = 0, doses: [PlannedDose] = [], route: String = "subcutaneous",
    drug: String = "", missedDoseShare: Double = 0, doseWindowDays: Double = 0,
    withdrawalWeek: Int, endWeek: Int, enters: EntryRule = .everyoneDosed,
    worse: CourseRule? = nil, visitWeeks: [Int]?, visitWindowDays: Double = 0,
    missedVisitShare: Double = 0, unscheduledVisit: UnscheduledVisit? = nil,
    atRecurrence: String = "leaves_and_is_treated", standardTherapy: String = "unchanged",
    recruitedPerMonth: Double? = nil
  ) {
    self.sampleSize = sampleSize
    self.sizeCounts = sizeCounts
    self.treatment = treatment
    self.screeningWeek = screeningWeek
    self.doses = doses
    self.route = route
    self.drug = drug
    self.missedDoseShare = missedDoseShare
    self.doseWindowDays = doseWindowDays
    self.withdrawalWeek = withdrawalWeek
    self.endWeek = endWeek
    self.enters = enters
    self.worse = worse
    self.visitWeeks = visitWeeks
    self.visitWindowDays = visitWindowDays
    self.missedVisitShare = missedVisitShare
    self.unscheduledVisit = unscheduledVisit
    self.atRecurrence = atRecurrence
    self.standardTherapy = standardTherapy
    self.recruitedPerMonth = recruitedPerMonth
  }

  /// What a sample size counts.
  public enum SizeCounts: String, Sendable, Hashable, CaseIterable {
    /// Everyone enrolled.
    case enrolled
    /// Those who entered observation off drug.
    case entered
  }
}

/// One planned dose.
public struct PlannedDose: Sendable, Hashable {
  /// Week of the dose.
  public var week: Int
  /// Amount.
  public var doseMg: Double

  /// A dose.
  public init(week: Int, doseMg: Double) {
    self.week = week
    self.doseMg = doseMg
  }
}

/// Who enters observation off drug.
public enum EntryRule: String, Sendable, Hashable, CaseIterable {
  /// Everyone with at least one dose who is still in the trial.
  case everyoneDosed = "everyone_dosed"
  /// Everyone still in the trial who was not seen to be worse.
  case notWorse = "not_worse"
  /// Everyone still in the trial who responded.
  case responders
}

/// Visits that a symptomatic flare brings.
public struct UnscheduledVisit: Sendable, Hashable {
  /// The share of symptomatic flares that bring a visit.
  public var share: Double
  /// Days from flare to visit.
  public var delayDays: Distribution

  /// Unscheduled visits.
  public init(share: Double, delayDays: Distribution) {
    self.share = share
    self.delayDays = delayDays
  }
}

/// Events that take people out of what was planned; each an exponential clock from day 0.
public struct Leaving: Sendable, Hashable {
  /// Left the trial without a recorded recurrence.
  public var lost: Clock?
  /// When set, ln hazard of loss per point of this score above its value at withdrawal.
  public var lostLink: ActivityLink?
  /// Stops dosing for good, stays in the trial.
  public var stopsDosing: Clock?
  /// Standard therapy is changed.
  public var therapyChanged: Clock?
  /// A change of standard therapy multiplies the flare hazard by this.
  public var therapyFlareHazardTimes: Double
  /// A change of standard therapy adds this to the clearing of every item, per week.
  public var therapyClearsPerWeek: Double

  /// Who leaves.
  public init(
    lost: Clock? = nil, lostLink: ActivityLink? = nil, stopsDosing: Clock? = nil,
    therapyChanged: Clock? = nil, therapyFlareHazardTimes: Double = 1,
    therapyClearsPerWeek: Double = 0
  ) {
    self.lost = lost
    self.lostLink = lostLink
    self.stopsDosing = stopsDosing
    self.therapyChanged = therapyChanged
    self.therapyFlareHazardTimes = therapyFlareHazardTimes
    self.therapyClearsPerWeek = therapyClearsPerWeek
  }

  /// A constant hazard given by the share that it takes by a week: -ln(1 - share) / (7 week) a day.
  public struct Clock: Sendable, Hashable {
    /// Share with the event by `byWeek` if nothing else happened.
    public var share: Double
    /// The horizon.
    public var byWeek: Double

    /// A clock.
    public init(share: Double, byWeek: Double) {
      self.share = share
      self.byWeek = byWeek
    }
  }

  /// Loss that follows disease activity.
  public struct ActivityLink: Sendable, Hashable {
    /// The score that is followed.
    public var score: String
    /// ln hazard per point.
    public var logHazardPerPoint: Double

    /// A link.
    public init(score: String, logHazardPerPoint: Double) {
      self.score = score
      self.logHazardPerPoint = logHazardPerPoint
    }
  }
}
