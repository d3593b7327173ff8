internal import WashoutNumerics

/// What curves need of one person on one drug, for every definition; overwritten for each person.
struct RecurrenceReading: Sendable {
  /// Enters observation off drug, had nobody been lost.
  var enters = false
  /// Entered in the trial as it happens.
  var entered = false
  /// Element `definition * 3 + layer`: nominal day of the recurrence, infinite if there is none.
  var days: [Double]
  /// Element `definition`: what the data say of those who entered, loss being what cuts them short.
  var data: [EstimandOutcome]

  init(definitions: Int) {
    days = Array(repeating: .infinity, count: definitions * Layer.allCases.count)
    data = Array(repeating: EstimandOutcome(), count: definitions)
  }
}

/// Follows one person after the other for their recurrences alone.
protocol RecurrenceFollower {
  /// Follows the next person on every drug and shows what came of it, drug by drug.
  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource,
    _ body: (_ arm: Int, RecurrenceReading) -> Void
  ) throws(SimulationError)
}

/// People of the mechanistic course.
struct MechanisticRecurrences: RecurrenceFollower {
  private let mechanism: Mechanism
  private let rows: [EstimandRow]
  private let arms: Int
  private var scratch: MechanismScratch
  private var reading: RecurrenceReading

  init(_ mechanism: Mechanism, arms: Int) {
    self.mechanism = mechanism
    self.arms = arms
    scratch = MechanismScratch(for: mechanism)
    rows = mechanism.definitions.indices.map {
      EstimandRow(
        population: .entered, definition: $0, byDay: mechanism.calendar.endDay, variant: 0,
        lost: .hypothetical, stopsDosing: .treatmentPolicy, worseBefore: .treatmentPolicy,
        therapyChanged: .treatmentPolicy, noResponse: .treatmentPolicy)
    }
    reading = RecurrenceReading(definitions: rows.count)
  }

  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource,
    _ body: (_ arm: Int, RecurrenceReading) -> Void
  ) throws(SimulationError) {
    try mechanism.screen(key, random, &scratch, inFull: false)
    mechanism.prepare(key, random, &scratch)
    for arm in 0..<arms {
      scratch.kinetics.maximumEffect = arm == 0 ? mechanism.kinetics.maximumEffect : 0
      mechanism.course(key, random, &scratch, variant: 0)
      read()
      body(arm, reading)
    }
  }

  private mutating func read() {
    let course = scratch.courses[0]
    reading.enters = mechanism.enters(course)
    reading.entered = reading.enters && course.lostDay > course.withdrawalDay
    for (definition, row) in rows.enumerated() {
      for layer in Layer.allCases {
        reading.days[definition * Layer.allCases.count + layer.place] =
          scratch.recurrences[course.place(of: definition, layer)].nominalDay
      }
      var outcome = EstimandOutcome()
      mechanism.readData(
        row, course, scratch.recurrences.span, scratch.visits.span, into: &outcome)
      reading.data[definition] = outcome
    }
  }
}

/// People of the statistical mode, whose every definition means the same recurrence.
struct StatisticalRecurrences: RecurrenceFollower {
  private let model: StatisticalModel
  private let estimand: StatisticalEstimand
  private let definitions: Int

  init(_ model: StatisticalModel, definitions: Int) {
    self.model = model
    self.definitions = definitions
    estimand = StatisticalEstimand(end: model.end, lost: .hypothetical)
  }

  func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource,
    _ body: (_ arm: Int, RecurrenceReading) -> Void
  ) {
    let times = model.draw(key, random)
    var reading = RecurrenceReading(definitions: definitions)
    reading.enters = true
    reading.entered = true
    for definition in 0..<definitions {
      reading.days[3 * definition] = times.recurrence
      reading.days[3 * definition + 1] = times.seen
      reading.days[3 * definition + 2] = times.seen
      reading.data[definition] = estimand.outcome(times)
    }
    body(0, reading)
  }
}
