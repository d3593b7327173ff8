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
      funnel =
        switch course {
        case .statistical(let statistical): try add(replicates, of: statistical, to: &tally)
        case .mechanistic(let mechanism): try add(replicates, of: mechanism, to: &tally)
        }
    }
    tally.finish()
    tally.add(funnel, layout.funnel)
    return tally
  }

  private func add(
    _ replicates: Range<Int>, of course: some SimulatedCourse, to tally: inout UnitTally
  ) throws(SimulationError) -> Funnel {
    var trials = TrialLoop(self, course, twice: false, notesCandidates: false)
    for replicate in replicates {
      try trials.fill(replicate)
      tally.add(trials.trial, self)
    }
    return trials.funnel
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
    return try eachTrial(replicates, twice: false) { number, trial, _ in body(number, trial) }
  }

  /// Simulates replicates, each with the values that it draws, and shows each full trial, with `twice` a
  /// second one of the planned size under the same draw, and the draw.
  private func eachDrawnTrial(
    _ replicates: Range<Int>, _ uncertainty: ParameterUncertainty, twice: Bool,
    _ body: (Int, borrowing Replicate, borrowing Replicate?, ParameterDraw) -> Void
  ) throws(SimulationError) -> Funnel {
    let random = RandomSource(seed: scenario.simulation.seed)
    var funnel = Funnel(criteria: scenario.eligibility.criteria.count)
    for replicate in replicates {
      let draw = try uncertainty.draw(replicate, random)
      let model = try drawn(draw, by: uncertainty, replicate)
      funnel.merge(
        try model.eachTrial(replicate..<replicate + 1, twice: twice) { number, trial, second in
          body(number, trial, second, draw)
        })
    }
    return funnel
  }

  private func eachTrial(
    _ replicates: Range<Int>, twice: Bool,
    _ body: (_ number: Int, borrowing Replicate, borrowing Replicate?) -> Void
  ) throws(SimulationError) -> Funnel {
    switch course {
    case .statistical(let statistical):
      try eachTrial(replicates, of: statistical, twice: twice, body)
    case .mechanistic(let mechanism):
      try eachTrial(replicates, of: mechanism, twice: twice, body)
    }
  }

  private func eachTrial(
    _ replicates: Range<Int>, of course: some SimulatedCourse, twice: Bool,
    _ body: (_ number: Int, borrowing Replicate, borrowing Replicate?) -> Void
  ) throws(SimulationError) -> Funnel {
    var trials = TrialLoop(self, course, twice: twice, notesCandidates: true)
    for replicate in replicates {
      try trials.fill(replicate)
      body(replicate, trials.trial, trials.second)
    }
    return trials.funnel
  }

  /// So many enrolled people must be enough, at 100 for each place.
  var enrolmentLimit: UInt64 {
    let largest = sizes[sizes.count - 1]
    let places = layout.assurance == nil ? largest : max(largest, 2 * scenario.trial.sampleSize)
    return UInt64(100 * places)
  }

  static func cannotFill(_ counted: Int, of enrolled: UInt64) -> SimulationError {
    .invalid(
      path: "trial.size_counts",
      reason: "of \(enrolled) people enrolled in one trial only \(counted) entered "
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
