internal import WashoutNumerics

extension Model {
  /// Simulates replicates one after the other.
  ///
  /// - Throws: `SimulationError` of the course, or where too few people enter to fill a trial.
  func simulate(unit replicates: Range<Int>) throws(SimulationError) -> UnitTally {
    var tally = UnitTally(layout)
    let funnel: Funnel
    if let uncertainty {
      funnel = try eachDrawnTrial(replicates, uncertainty, twice: decision != nil) {
        _, trial, second, draw in
        tally.add(trial, self)
        tally.add(trial, second, draw, self)
      }
    } else {
      funnel = try eachTrial(replicates) { _, trial in tally.add(trial, self) }
    }
    tally.finish()
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
    if let uncertainty {
      return try eachDrawnTrial(replicates, uncertainty, twice: false) { number, trial, _, _ in
        body(number, trial)
      }
    }
    var second: Replicate?
    return try eachTrial(replicates, &second) { number, trial, _ in body(number, trial) }
  }

  /// Simulates replicates, each with the values that it draws, and shows each full trial, with `twice` a
  /// second one of the planned size under the same draw, and the draw.
  private func eachDrawnTrial(
    _ replicates: Range<Int>, _ uncertainty: ParameterUncertainty, twice: Bool,
    _ body: (Int, borrowing Replicate, Replicate?, ParameterDraw) -> Void
  ) throws(SimulationError) -> Funnel {
    let random = RandomSource(seed: scenario.simulation.seed)
    var funnel = Funnel(criteria: scenario.eligibility.criteria.count)
    var second = twice ? Replicate(self, alone: scenario.trial.sampleSize) : nil
    for replicate in replicates {
      let draw = try uncertainty.draw(replicate, random)
      let model = try drawn(draw, by: uncertainty, replicate)
      funnel.merge(
        try model.eachTrial(replicate..<replicate + 1, &second) { number, trial, second in
          body(number, trial, second, draw)
        })
    }
    return funnel
  }

  private func eachTrial(
    _ replicates: Range<Int>, _ second: inout Replicate?,
    _ body: (_ number: Int, borrowing Replicate, Replicate?) -> Void
  ) throws(SimulationError) -> Funnel {
    switch course {
    case .statistical(let statistical):
      var enroller = StatisticalEnroller(
        statistical, criteria: scenario.eligibility.criteria.count)
      return try eachTrial(replicates, &enroller, &second, body)
    case .mechanistic(let mechanism):
      var enroller = MechanisticEnroller(mechanism)
      return try eachTrial(replicates, &enroller, &second, body)
    }
  }

  private func eachTrial<E: Enroller>(
    _ replicates: Range<Int>, _ enroller: inout E, _ second: inout Replicate?,
    _ body: (_ number: Int, borrowing Replicate, Replicate?) -> Void
  ) throws(SimulationError) -> Funnel {
    let random = RandomSource(seed: scenario.simulation.seed)
    var trial = Replicate(self)
    var record = SubjectRecord(
      estimands: layout.totals.estimands, indicators: layout.totals.indicators.count)
    for replicate in replicates {
      try fill(&trial, &second, UInt64(replicate), random, &enroller, &record)
      body(replicate, trial, second)
    }
    return enroller.funnel
  }

  /// Enrols until the largest trial is full, and the second one of the planned size where there is one.
  private func fill<E: Enroller>(
    _ trial: inout Replicate, _ second: inout Replicate?, _ replicate: UInt64,
    _ random: borrowing RandomSource, _ enroller: inout E, _ record: inout SubjectRecord
  ) throws(SimulationError) {
    let screensInFull = showsFunnel && replicate < UInt64(WorkSize.block)
    let (meanGapDays, hasNoEffectArm) = (durations?.meanGapDays, hasNoEffectArm)
    let (limit, planned) = (enrolmentLimit, scenario.trial.sampleSize)
    var key = SubjectKey(replicate: replicate, subject: 0)
    var enrolmentDay = 0.0
    trial.begin()
    second?.begin()
    while !trial.isFull || !(second?.isFull ?? true) {
      if let meanGapDays, key.subject > 0 {
        random.rewind(key, .accrual)
        enrolmentDay += random.exponential(mean: meanGapDays)
      }
      try enroller.enrol(key, random, screensInFull: screensInFull, into: &record)
      trial.seat(record.candidate)
      add(record.assumed, arm: 0, planned, record.screened, enrolmentDay, &trial, &second)
      if hasNoEffectArm {
        add(record.noEffect, arm: 1, planned, record.screened, enrolmentDay, &trial, &second)
      }
      key.subject += 1
      if key.subject == limit, !trial.isFull || !(second?.isFull ?? true) {
        throw cannotFill(trial.counted)
      }
    }
  }

  /// Adds a subject on one drug; whoever comes after the planned size is also in the second trial.
  private func add(
    _ subject: borrowing ArmRecord, arm: Int, _ planned: Int, _ screened: Int,
    _ enrolmentDay: Double, _ trial: inout Replicate, _ second: inout Replicate?
  ) {
    if second != nil && trial.counted(arm: arm) >= planned {
      second?.add(subject, arm: arm, screened: screened, enrolmentDay: enrolmentDay)
    }
    trial.add(subject, arm: arm, screened: screened, enrolmentDay: enrolmentDay)
  }

  /// So many enrolled people must be enough, at 100 for each place.
  var enrolmentLimit: UInt64 {
    let largest = sizes[sizes.count - 1]
    let places = layout.assurance == nil ? largest : max(largest, 2 * scenario.trial.sampleSize)
    return UInt64(100 * places)
  }

  func cannotFill(_ counted: Int) -> SimulationError {
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
