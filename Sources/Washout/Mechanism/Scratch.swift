/// What one task needs to follow one subject after another without allocating.
package struct MechanismScratch: Sendable {
  /// How candidates fared so far.
  package var funnel: Funnel
  /// The candidate who is being screened, then the person who was seated.
  package var person = Person()
  /// The person's drug levels, and the same person's without effect.
  package var kinetics = Kinetics()
  /// The integral of its effect, filled where numeric scores are followed.
  var effects = EffectTable()
  /// Levels of markers every half day: element `marker * count of half days + half day`.
  var markerLevels: [Double] = []
  /// When events would happen.
  var clocks = EventClocks()
  /// Planned visits, filled up to eights, and what is drawn for their days; the same on every drug.
  var planned: [PlannedVisit] = []
  var plannedDays: [PlannedDay] = []
  /// Doses that are not missed, and the day of the last one, missed or not.
  var dueDoses: [DueDose] = []
  var lastDoseDay = -Double.infinity
  /// Flares in order of time.
  package var flares: [Flare] = []
  /// Where the points at which items can clear begin.
  var clearing: ClearingWords
  /// Times at which items were active, in order of their start.
  package var episodes: [Episode] = []
  /// What the two courses of a person share.
  var shared = SharedCourse()
  /// Visits in order of time.
  var visits: [Visit] = []
  /// Visits of observation off drug, as places in `visits`.
  var observed: [Int] = []
  /// Whether `trueValues` and `recordedValues` hold the scores of every visit; else they follow from items.
  var hasScores = false
  /// Scores at visits, without and with error: the instrument's sum, its clinical part and, where they
  /// are followed, markers and numeric scores.
  var trueValues: [Double] = []
  var recordedValues: [Double] = []
  /// Scores of one moment.
  var levels: [Double] = []
  /// What rules compare with, a row for each layer.
  var references = References()
  /// Days on which something that rules read can change.
  var instants: [Double] = []
  /// What came of each course variant.
  package var courses: InlineArray<4, CourseOutcome>
  /// Element `(variant * definitions + definition) * 3 + layer`.
  package var recurrences: [Recorded] = []

  package init(for mechanism: Mechanism) {
    let definitions = mechanism.definitions.count
    courses = InlineArray {
      CourseOutcome(firstRecurrence: $0 * definitions * Layer.allCases.count)
    }
    funnel = Funnel(criteria: mechanism.screening.criteria.count)
    clearing = ClearingWords(mechanism.clearing)
    person.values = Array(repeating: 0, count: mechanism.variableCount)
    person.markerNormals = Array(repeating: 0, count: mechanism.markers.count)
    person.quietLevels = Array(repeating: 0, count: mechanism.scores.count)
    person.screeningLevels = Array(repeating: 0, count: mechanism.scores.count)
    let visits = mechanism.calendar.visitDays.count
    planned = Array(repeating: PlannedVisit(), count: (visits + 7) / 8 * 8)
    plannedDays = Array(repeating: PlannedDay(), count: visits)
    precondition(mechanism.variants.count <= courses.count, "two processes can be switched off")
    recurrences = Array(
      repeating: Recorded(),
      count: mechanism.variants.count * definitions * Layer.allCases.count)
    references.resize(
      count: mechanism.rules.referenceDays.count, scores: mechanism.scoreCount)
  }
}

/// A candidate, then a subject: everything that is fixed at screening.
package struct Person: Sendable {
  /// Number among the candidates for this place in the trial, from 0.
  package var candidate: UInt64 = 0
  /// Candidates screened so far, without those whom sites did not refer.
  package var screened = 0
  /// Items active at screening.
  package var active: UInt64 = 0
  /// Items recorded at screening.
  package var recorded: UInt64 = 0
  /// Values by variable; those in `known` have been drawn.
  package var values: [Double] = []
  package var known: UInt64 = 0
  package var itemsAreKnown = false
  /// Whether the generator holds what `ScreeningAhead` plans for this candidate.
  var isAhead = false
  /// Block of sixteen criteria of which `criterionShares` says, bit by bit, for which the share is true;
  /// -1 when none has been drawn.
  var criterionBlock = -1
  var criterionShares: UInt64 = 0
  /// Between-people normals of the markers.
  package var markerNormals: [Double] = []
  /// The marker whose own normals were drawn last, -1 of none: before correlation, between people, then noise
  /// at screening.
  var lastMarker = -1
  var lastNormals = (between: 0.0, noise: 0.0)
  /// Quiet levels of numeric scores, and their levels at screening.
  package var quietLevels: [Double] = []
  package var screeningLevels: [Double] = []
}

/// Days of the events that change what can be observed, the same on every drug.
///
/// Infinity where a process is off. Loss that follows activity comes where its hazard has added up to what
/// a constant one would have by that day.
struct EventClocks: Sendable {
  var lost = Double.infinity
  var stopsDosing = Double.infinity
  var therapyChanged = Double.infinity
}

/// What is drawn for a planned day, whether or not a visit or a dose is planned on it.
struct PlannedDay: Sendable {
  /// Where in its window the visit, and the dose, falls: -1 to 1.
  var shift = 0.0
  var missesVisit = false
  var missesDose = false
}

/// A planned dose that is not missed, on its actual day; the same on every drug.
struct DueDose: Sendable {
  var day: Double
  var amount: Double
}

/// A flare.
package struct Flare: Sendable {
  package var day: Double
  /// Its place in the streams of marks.
  package var place: UInt64 = 0
  /// Items that it switches on.
  package var items: UInt64
  /// When it would bring a visit; infinity if it brings none, not a number as long as nobody has asked.
  var visitDay = Double.nan

  /// A flare that no mark is drawn for.
  package init(day: Double, items: UInt64) {
    self.day = day
    self.items = items
  }

  init(day: Double, place: UInt64) {
    self.day = day
    self.place = place
    items = 0
  }
}

/// A time during which an item was active, start <= t < end; -infinity if before screening.
package struct Episode: Sendable {
  /// The item's number - 1.
  package var item: Int
  package var start: Double
  package var end: Double
  /// When it would have ended without a drug.
  var endAlone: Double
}
