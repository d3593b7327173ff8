/// Courses of people and of trials, simulated anew from the first trials of a run for figures.
public struct SimulatedCourses: Sendable, Equatable {
  /// Bands of people and sample people; nil in statistical mode, which has no courses.
  public var patients: PatientCourses?
  /// Who is free of recurrence, by definition.
  public var recurrenceFree: RecurrenceFreeCurves

  /// Courses of people and of trials.
  public init(patients: PatientCourses?, recurrenceFree: RecurrenceFreeCurves) {
    self.patients = patients
    self.recurrenceFree = recurrenceFree
  }
}

extension Model {
  /// People that bands are made of, at most; the 5th percentile then splits off 0.05 +- 0.007 of people.
  public static let peopleFollowed = 1024
  /// Sample people.
  public static let samplePeople = 12
  /// Trials that curves are made of, at most: a block, or as many of large trials as have some 16,000 people.
  public var trialsFollowed: Int {
    min(WorkSize.block, max(128, 16_384 / scenario.trial.sampleSize))
  }

  /// Courses of people and of trials, from trials that a run has simulated.
  ///
  /// Part of the first block of the run, in trials of the planned size, is simulated once more: a tally keeps no
  /// courses. They are the same bits for any number of threads.
  /// - Parameters:
  ///   - trials: trials of the run; the scenario's where nil.
  ///   - threads: tasks at a time; changes speed, never results.
  /// - Returns: bands and sample people, and recurrence-free curves.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled.
  public func courses(trials: Int? = nil, threads: Int = 1) async throws -> SimulatedCourses {
    let trials = trials ?? scenario.simulation.trials
    return SimulatedCourses(
      patients: try await patientCourses(trials: min(trials, WorkSize.block), threads: threads),
      recurrenceFree: try await recurrenceFreeCurves(
        trials: min(trials, trialsFollowed), threads: threads))
  }
}

/// Study days of curves, each end among them.
enum CourseDays {
  /// Every day up to two years, every week beyond: a figure shows no more.
  static func step(from first: Int, to last: Int) -> Int { last - first <= 731 ? 1 : 7 }

  /// Days from one to another, which are whole weeks apart.
  static func all(from first: Int, to last: Int) -> [Int] {
    Array(stride(from: first, through: last, by: step(from: first, to: last)))
  }
}
