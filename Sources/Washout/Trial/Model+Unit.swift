internal import WashoutNumerics

extension Model {
  /// Simulates replicates one after the other.
  ///
  /// - Throws: `SimulationError` of the course, or where too few people enter to fill a trial.
  func simulate(unit replicates: Range<Int>) throws(SimulationError) -> UnitTally {
    var tally = UnitTally(layout)
    let funnel = try eachTrial(replicates) { _, trial in tally.add(trial, self) }
    tally.add(funnel, layout.funnel)
    return tally
  }

  /// Simulates replicates and shows each full trial.
  ///
  /// - Returns: how candidates fared.
  /// - Throws: `SimulationError` of the course, or where too few people enter to fill a trial.
  func eachTrial(
    _ replicates: Range<Int>, _ body: (_ number: Int, borrowing Replicate) -> Void
  ) throws(SimulationError) -> Funnel {
    switch course {
    case .statistical(let statistical):
      var enroller = StatisticalEnroller(
        statistical, criteria: scenario.eligibility.criteria.count)
      return try eachTrial(replicates, &enroller, body)
    case .mechanistic(let mechanism):
      var enroller = MechanisticEnroller(mechanism)
      return try eachTrial(replicates, &enroller, body)
    }
  }

  private func eachTrial<E: Enroller>(
    _ replicates: Range<Int>, _ enroller: inout E,
    _ body: (_ number: Int, borrowing Replicate) -> Void
  ) throws(SimulationError) -> Funnel {
    let random = RandomSource(seed: scenario.simulation.seed)
    var trial = Replicate(self)
    var record = SubjectRecord(
      estimands: layout.totals.estimands, indicators: layout.totals.indicators.count)
    for replicate in replicates {
      try fill(&trial, UInt64(replicate), random, &enroller, &record)
      body(replicate, trial)
    }
    return enroller.funnel
  }

  /// Enrols until the largest trial is full.
  private func fill<E: Enroller>(
    _ trial: inout Replicate, _ replicate: UInt64, _ random: borrowing RandomSource,
    _ enroller: inout E, _ record: inout SubjectRecord
  ) throws(SimulationError) {
    let screensInFull = showsFunnel && replicate < UInt64(WorkSize.block)
    var key = SubjectKey(replicate: replicate, subject: 0)
    var enrolmentDay = 0.0
    trial.begin()
    while !trial.isFull {
      if let durations, key.subject > 0 {
        random.rewind(key, .accrual)
        enrolmentDay += random.exponential(mean: durations.meanGapDays)
      }
      try enroller.enrol(key, random, screensInFull: screensInFull, into: &record)
      trial.seat(record.candidate)
      trial.add(record.assumed, arm: 0, screened: record.screened, enrolmentDay: enrolmentDay)
      if hasNoEffectArm {
        trial.add(record.noEffect, arm: 1, screened: record.screened, enrolmentDay: enrolmentDay)
      }
      key.subject += 1
      if key.subject == enrolmentLimit, !trial.isFull { throw cannotFill(trial.counted) }
    }
  }

  /// So many enrolled people must be enough, at 100 for each place.
  private var enrolmentLimit: UInt64 { UInt64(100 * sizes[sizes.count - 1]) }

  private func cannotFill(_ counted: Int) -> SimulationError {
    .invalid(
      path: "trial.size_counts",
      reason: "of \(enrolmentLimit) people enrolled in one trial only \(counted) entered "
        + "observation off drug; write enrolled")
  }
}

extension UnitTally {
  /// Adds how candidates fared.
  fileprivate mutating func add(_ funnel: Funnel, _ places: FunnelPlaces) {
    counts[places.screened] += funnel.screened
    counts[places.screenedInFull] += funnel.screenedInFull
    counts[places.scoreSum] += funnel.scoreSum
    counts[places.scoreSquareSum] += funnel.scoreSquareSum
    for i in 0..<places.criteria {
      counts[places.failedFirst + i] += funnel.failedFirst[i]
      counts[places.failedAtAll + i] += funnel.failedAtAll[i]
    }
  }
}
