internal import WashoutNumerics

/// A compiled course that seats one subject after the other, each task with scratch of its own.
protocol SimulatedCourse: Sendable {
  associatedtype Scratch: SeatingScratch

  /// Scratch for a scenario with a number of criteria.
  func makeScratch(criteria: Int) -> Scratch

  /// Screens for a place of the trial and follows who takes it.
  func seat(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout Scratch,
    screensInFull: Bool, into record: inout SubjectRecord
  ) throws(SimulationError)
}

/// What one task keeps from subject to subject.
protocol SeatingScratch {
  /// How candidates fared so far.
  var funnel: Funnel { get }
}

/// Nobody is screened out in the statistical mode.
struct StatisticalScratch: SeatingScratch {
  var funnel: Funnel
}

extension StatisticalModel: SimulatedCourse {
  func makeScratch(criteria: Int) -> StatisticalScratch {
    StatisticalScratch(funnel: Funnel(criteria: criteria))
  }

  @inline(__always) func seat(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout StatisticalScratch,
    screensInFull: Bool, into record: inout SubjectRecord
  ) {
    scratch.funnel.screened += 1
    enrol(key, random, into: &record)
  }
}

extension MechanismScratch: SeatingScratch {}

extension Mechanism: SimulatedCourse {
  func makeScratch(criteria: Int) -> MechanismScratch { MechanismScratch(for: self) }

  @inline(__always) func seat(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    screensInFull: Bool, into record: inout SubjectRecord
  ) throws(SimulationError) {
    try enrol(key, random, &scratch, screensInFull: screensInFull, into: &record)
  }
}
