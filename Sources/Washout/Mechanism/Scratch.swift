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
  /// Planned visits on their actual days, and what is drawn for their days; the same on every drug.
  var planned: [Visit] = []
  var plannedDays: [PlannedDay] = []
  /// Doses that are not missed, and the day of the last one, missed or not.
  var dueDoses: [DueDose] = []
  var lastDoseDay = -Double.infinity
  /// Flares in order of time.
  package var flares: [Flare] = []
  /// Where the points at which items can clear begin.
  var clearing: ClearingWords
  /// Times at which items were active, in order of item.
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
  package var courses: [CourseOutcome] = []
  /// Element `(variant * definitions + definition) * 3 + layer`.
  package var recurrences: [Recorded] = []

  package init(for mechanism: Mechanism) {
    funnel = Funnel(criteria: mechanism.screening.criteria.count)
    clearing = ClearingWords(mechanism.clearing)
    person.values = Array(repeating: 0, count: mechanism.variableCount)
    person.markerNormals = Array(repeating: 0, count: mechanism.markers.count)
    person.quietLevels = Array(repeating: 0, count: mechanism.scores.count)
    person.screeningLevels = Array(repeating: 0, count: mechanism.scores.count)
    let visits = mechanism.calendar.visitDays.count
    planned = Array(repeating: Visit(), count: visits)
    plannedDays = Array(repeating: PlannedDay(), count: visits)
    let definitions = mechanism.definitions.count
    courses = mechanism.variants.indices.map {
      CourseOutcome(firstRecurrence: $0 * definitions * Layer.allCases.count)
    }
    recurrences = Array(
      repeating: Recorded(), count: courses.count * definitions * Layer.allCases.count)
    references.resize(
      count: mechanism.rules.referenceWeeks.count, numericScores: mechanism.numericCount)
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
}

/// A visit of one course.
struct Visit: Sendable {
  /// When it took place; infinity as long as it is missed.
  var day = 0.0
  /// Its day on the plan; its own day if it was not planned.
  var nominalDay = 0.0
  /// Its place in the streams of noise.
  var place: UInt64 = 0
  /// On the plan.
  var isPlanned = true
  /// The day of the flare that brought it; -infinity if none did.
  var flareDay = -Double.infinity
  var errors = AssessorErrors()
  /// Items that count, and items that are recorded.
  var active: UInt64 = 0
  var recorded: UInt64 = 0
}

/// A recurrence: the nominal day that counts and the actual day on which it was established.
package struct Recorded: Sendable {
  package var nominalDay = Double.infinity
  package var establishedDay = Double.infinity
}

/// What came of one course with nobody lost, and when the person would have been lost.
package struct CourseOutcome: Sendable {
  /// Where its recurrences begin.
  let firstRecurrence: Int
  /// First visit at which worsening was recorded up to withdrawal.
  package var worse = Recorded()
  /// Response was recorded, and the day of the visit that shows it.
  package var responded = false
  package var responseDay = 0.0
  /// The actual day of the withdrawal visit (its nominal day if missed).
  package var withdrawalDay = 0.0
  /// First flare after withdrawal, by the plan.
  package var firstFlare = Double.infinity
  /// Bit `definition`: its recorded recurrence follows a flare since the withdrawal visit.
  var followsFlare: UInt64 = 0
  /// Days of the events; infinite if never.
  package var lostDay = Double.infinity
  package var stopDay = Double.infinity
  package var therapyDay = Double.infinity

  init(firstRecurrence: Int) { self.firstRecurrence = firstRecurrence }

  /// Where a recurrence stands among those of all variants.
  @inline(__always) func place(of definition: Int, _ layer: Layer) -> Int {
    firstRecurrence + definition * Layer.allCases.count + layer.place
  }

  /// The places of all its recurrences.
  func places(of definitions: Int) -> Range<Int> {
    firstRecurrence..<firstRecurrence + definitions * Layer.allCases.count
  }

  /// Whether the recurrence that a definition records follows a flare.
  func followsFlare(_ definition: Int) -> Bool { followsFlare >> UInt64(definition) & 1 != 0 }
}
