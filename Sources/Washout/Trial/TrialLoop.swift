internal import WashoutNumerics

/// Fills one trial of a model after the other with the people that its course seats.
///
/// Allocated once for a unit of work; nothing is allocated for a subject.
struct TrialLoop<Course: SimulatedCourse>: ~Copyable {
  /// The trial that was filled last.
  private(set) var trial: Replicate
  /// One more of the planned size, of the people after it; nil where none is asked for.
  private(set) var second: Replicate?
  private let hasSecond: Bool
  private let course: Course
  private var scratch: Course.Scratch
  private var record: SubjectRecord
  private let random: RandomSource
  private let meanGapDays: Double?
  private let hasNoEffectArm: Bool
  private let showsFunnel: Bool
  private let planned: Int
  /// So many enrolled people must be enough.
  private let limit: UInt64

  /// Trials of a model, each with a second one or without, that tell which candidates were seated or do not.
  init(_ model: borrowing Model, _ course: Course, twice: Bool, notesCandidates: Bool) {
    trial = Replicate(model, notesCandidates: notesCandidates)
    planned = model.scenario.trial.sampleSize
    second = twice ? Replicate(model, alone: planned) : nil
    hasSecond = twice
    self.course = course
    scratch = course.makeScratch(criteria: model.scenario.eligibility.criteria.count)
    record = SubjectRecord(estimands: model.layout.totals.estimands)
    random = RandomSource(seed: model.scenario.simulation.seed)
    meanGapDays = model.durations?.meanGapDays
    hasNoEffectArm = model.hasNoEffectArm
    showsFunnel = model.showsFunnel
    limit = model.enrolmentLimit
  }

  /// How candidates fared so far.
  var funnel: Funnel { scratch.funnel }

  /// Enrols until the largest trial is full, and the second one where there is one.
  ///
  /// - Throws: `SimulationError` of the course, or where too few people enter to fill a trial.
  mutating func fill(_ replicate: Int) throws(SimulationError) {
    let screensInFull = showsFunnel && replicate < WorkSize.block
    var key = SubjectKey(replicate: UInt64(replicate), subject: 0)
    var enrolmentDay = 0.0
    trial.begin()
    second?.begin()
    while isOpen {
      if key.subject == limit { throw Model.cannotFill(trial.counted, of: limit) }
      let people = Int(min(UInt64(min(missing, scratch.places)), limit - key.subject))
      try course.begin(people, from: key, random, &scratch, screensInFull: screensInFull)
      for person in 0..<people {
        if let meanGapDays, key.subject > 0 {
          random.rewind(key, .accrual)
          enrolmentDay += random.exponential(mean: meanGapDays)
        }
        course.seat(person, key, random, &scratch, into: &record)
        add(enrolmentDay)
        key.subject += 1
      }
    }
    trial.finish()
    second?.finish()
  }

  /// Whether a trial is not full.
  @inline(__always) private var isOpen: Bool { !trial.isFull || hasSecond && isSecondOpen }

  private var isSecondOpen: Bool {
    switch second {
    case .some(let second): !second.isFull
    case .none: false
    }
  }

  /// People without whom the trial, or then the second one, cannot be full.
  private var missing: Int {
    switch second {
    case .some(let second) where trial.isFull: second.missing
    default: trial.missing
    }
  }

  @inline(__always) private mutating func add(_ enrolmentDay: Double) {
    trial.seat(record.candidate)
    if hasSecond { addToSecond(enrolmentDay) }
    trial.add(&record.assumed, arm: 0, screened: record.screened, enrolmentDay: enrolmentDay)
    if hasNoEffectArm {
      trial.add(&record.noEffect, arm: 1, screened: record.screened, enrolmentDay: enrolmentDay)
    }
  }

  /// Whoever comes after the planned size is also in the second trial.
  private mutating func addToSecond(_ enrolmentDay: Double) {
    if trial.counted(arm: 0) >= planned {
      second?.add(&record.assumed, arm: 0, screened: record.screened, enrolmentDay: enrolmentDay)
    }
    if hasNoEffectArm && trial.counted(arm: 1) >= planned {
      second?.add(&record.noEffect, arm: 1, screened: record.screened, enrolmentDay: enrolmentDay)
    }
  }
}
