package import WashoutNumerics

/// Seats one subject after the other of one task, with whatever scratch the course needs.
package protocol Enroller: ~Copyable {
  /// How candidates fared so far.
  var funnel: Funnel { get }

  /// Screens for a place of the trial and follows who takes it.
  mutating func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, screensInFull: Bool,
    into record: inout SubjectRecord
  ) throws(SimulationError)
}

/// Subjects of the statistical mode, where nobody is screened out.
package struct StatisticalEnroller: Enroller {
  private let model: StatisticalModel
  package private(set) var funnel: Funnel

  /// An enroller for the criteria of a scenario, which nobody fails.
  package init(_ model: StatisticalModel, criteria: Int) {
    self.model = model
    funnel = Funnel(criteria: criteria)
  }

  package mutating func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, screensInFull: Bool,
    into record: inout SubjectRecord
  ) {
    funnel.screened += 1
    model.enrol(key, random, into: &record)
  }
}
