internal import WashoutNumerics

/// A compiled course that seats people of one trial, each task with scratch of its own.
protocol SimulatedCourse: Sendable {
  associatedtype Scratch: SeatingScratch

  /// Scratch for a scenario with a number of criteria.
  func makeScratch(criteria: Int) -> Scratch

  /// Makes ready to seat some people who come one after the other, at most as many as the scratch has places.
  func begin(
    _ people: Int, from first: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout Scratch, screensInFull: Bool
  ) throws(SimulationError)

  /// Seats one of them, by his number among them.
  func seat(
    _ person: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout Scratch,
    into record: inout SubjectRecord
  )
}

/// What one task keeps from subject to subject.
protocol SeatingScratch {
  /// How candidates fared so far.
  var funnel: Funnel { get }
  /// The most people who are made ready at once.
  var places: Int { get }
}

/// Nobody is screened out in the statistical mode.
struct StatisticalScratch: SeatingScratch {
  var funnel: Funnel
  var places: Int { .max }
}

extension StatisticalModel: SimulatedCourse {
  func makeScratch(criteria: Int) -> StatisticalScratch {
    StatisticalScratch(funnel: Funnel(criteria: criteria))
  }

  @inline(__always) func begin(
    _ people: Int, from first: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout StatisticalScratch, screensInFull: Bool
  ) {
    scratch.funnel.screened += Int64(people)
  }

  @inline(__always) func seat(
    _ person: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout StatisticalScratch, into record: inout SubjectRecord
  ) {
    enrol(key, random, into: &record)
  }
}

extension MechanismGroup: SeatingScratch {}

extension Mechanism: SimulatedCourse {
  func makeScratch(criteria: Int) -> MechanismGroup { MechanismGroup(for: self) }

  @inline(__always) func begin(
    _ people: Int, from first: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismGroup, screensInFull: Bool
  ) throws(SimulationError) {
    try enrol(people, from: first, random, &scratch, screensInFull: screensInFull)
  }

  @inline(__always) func seat(
    _ person: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismGroup, into record: inout SubjectRecord
  ) {
    swap(&record, &scratch.records[person])
  }
}
