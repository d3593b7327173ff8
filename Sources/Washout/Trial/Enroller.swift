internal import WashoutNumerics

/// Seats one subject after the other of one task, with whatever scratch the course needs.
protocol Enroller {
  /// How candidates fared so far.
  var funnel: Funnel { get }

  /// Screens for a place of the trial and follows who takes it.
  mutating func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, screensInFull: Bool,
    into record: inout SubjectRecord
  ) throws(SimulationError)
}

/// Subjects of the statistical mode, where nobody is screened out.
struct StatisticalEnroller: Enroller {
  private let model: StatisticalModel
  private(set) var funnel: Funnel

  /// An enroller for the criteria of a scenario, which nobody fails.
  init(_ model: StatisticalModel, criteria: Int) {
    self.model = model
    funnel = Funnel(criteria: criteria)
  }

  mutating func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, screensInFull: Bool,
    into record: inout SubjectRecord
  ) {
    funnel.screened += 1
    model.enrol(key, random, into: &record)
  }
}

/// Subjects of the mechanistic course.
struct MechanisticEnroller: Enroller {
  private let mechanism: Mechanism
  private var scratch: MechanismScratch

  /// An enroller with scratch of its own.
  init(_ mechanism: Mechanism) {
    self.mechanism = mechanism
    scratch = MechanismScratch(for: mechanism)
  }

  var funnel: Funnel { scratch.funnel }

  mutating func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, screensInFull: Bool,
    into record: inout SubjectRecord
  ) throws(SimulationError) {
    try mechanism.enrol(key, random, &scratch, screensInFull: screensInFull, into: &record)
  }
}
